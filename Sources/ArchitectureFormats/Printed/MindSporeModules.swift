import Architectures
import Checkpoints
import Diagnostics
import ModelIR

/// Turns a printed network of MindSpore into modules with the parameters that they expect.
///
/// A layer whose printing shows no sizes (`LSTM`, `PReLU`) is a module without parameters.
struct MindSporeModules {
  /// Classes that run their children in order.
  private static let sequences: Set<String> = ["SequentialCell"]

  /// The modules of a printed network.
  ///
  /// - Throws: a list with every layer whose sizes cannot be understood.
  static func tree(of root: PrintedNode) throws -> ModuleTree {
    var problems: [Diagnostic] = []
    let tree = module(root, path: "", &problems)
    if let list = DiagnosticList(problems) { throw list }
    return tree
  }

  private static func module(
    _ node: PrintedNode, path: String, _ problems: inout [Diagnostic]
  ) -> ModuleTree {
    let children = node.children.map { child in
      module(child, path: path.isEmpty ? child.key : "\(path).\(child.key)", &problems)
    }
    let wanted = shapes(of: node)
    let parameters = wanted.compactMap {
      PrintedTensor.parameter(
        $0.name, $0.shape, $0.name == "num_batches_tracked" ? .int64 : .float32,
        isTrainable: !notTrained.contains($0.name), isOptional: $0.name == "num_batches_tracked")
    }
    if parameters.count < wanted.count {
      problems.append(
        Diagnostic(
          .printedModelUnreadable,
          "line \(node.line): \(node.kind) has sizes that no file could hold",
          at: Location(path: path)))
    }
    var settings = Hyperparameters()
    for argument in node.arguments {
      if let name = argument.name { settings[name] = argument.value }
    }
    let layer = MindSporeLayers.layer(of: node)
    return ModuleTree(
      path: path, name: node.key.isEmpty ? nil : node.key, kind: layer?.kind ?? node.kind,
      text: node.kind, hyperparameters: layer?.settings ?? settings, parameters: parameters,
      children: children,
      forward: sequences.contains(node.kind) ? .sequential : layer == nil ? .unknown : .layer)
  }

  private static let notTrained: Set<String> = [
    "moving_mean", "moving_variance", "running_mean", "running_var", "num_batches_tracked",
  ]

  private typealias Tensor = (name: String, shape: [Int])

  /// The tensors of a layer, in the order in which MindSpore registers them.
  private static func shapes(of node: PrintedNode) -> [Tensor] {
    switch node.kind {
    case "Conv1d", "Conv2d", "Conv3d", "Conv1dTranspose", "Conv2dTranspose", "Conv3dTranspose",
      "ConvTranspose2d":
      convolution(node)
    case "Dense", "Linear":
      pair(node, ["output_channels", "out_channels", "output_features", "out_features"]).map {
        dense(node, outputs: $0, inputs: [$1])
      } ?? []
    case "BiDense":
      node["output_channels"]?.integer.flatMap { outputs in
        guard let first = node["in1_channels"]?.integer,
          let second = node["in2_channels"]?.integer
        else { return nil }
        return dense(node, outputs: outputs, inputs: [first, second])
      } ?? []
    case "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm", "GlobalBatchNorm",
      "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d":
      normalisation(node)
    case "LayerNorm": layerNorm(node)
    case "GroupNorm": groupNorm(node)
    case "Embedding": embedding(node)
    case "MultiheadAttention": attention(node)
    default: []
    }
  }

  /// The outputs and the inputs of a layer, under any of the names that releases printed.
  private static func pair(_ node: PrintedNode, _ outputNames: [String]) -> (Int, Int)? {
    guard let outputName = outputNames.first(where: { node[$0]?.integer != nil }),
      let outputs = node[outputName]?.integer
    else { return nil }
    let inputName = "in" + outputName.dropFirst(3)
    return node[inputName]?.integer.map { (outputs, $0) }
  }

  private static func dense(_ node: PrintedNode, outputs: Int, inputs: [Int]) -> [Tensor] {
    // Releases that leave the setting out print it only where there is a bias.
    let hasBias =
      node["has_bias"]?.boolean ?? node["bias"].map { $0.boolean != false && $0 != .none } ?? false
    return [("weight", [outputs] + inputs)] + (hasBias ? [("bias", [outputs])] : [])
  }

  private static func convolution(_ node: PrintedNode) -> [Tensor] {
    guard let (outputs, inputs) = pair(node, ["output_channels", "out_channels"]),
      let kernel = node["kernel_size"]?.integers ?? node["kernel_size"]?.integer.map({ [$0] }),
      let groups = node["group"]?.integer ?? node["groups"]?.integer ?? .some(1), groups > 0
    else { return [] }
    let isTransposed = node.kind.contains("Transpose")
    let shape =
      isTransposed ? [inputs, outputs / groups] + kernel : [outputs, inputs / groups] + kernel
    let hasBias = node["has_bias"]?.boolean ?? node["bias"]?.boolean ?? false
    return [("weight", shape)] + (hasBias ? [("bias", [outputs])] : [])
  }

  private static func normalisation(_ node: PrintedNode) -> [Tensor] {
    guard let size = node["num_features"]?.integer else { return [] }
    guard let isAffine = node["affine"]?.boolean else {
      return ["moving_mean", "moving_variance", "gamma", "beta"].map { ($0, [size]) }
    }
    // mindspore.mint has PyTorch's names.
    let tracks = node["track_running_stats"]?.boolean ?? true
    return (isAffine ? [("weight", [size]), ("bias", [size])] : [])
      + (tracks
        ? [("running_mean", [size]), ("running_var", [size]), ("num_batches_tracked", [])] : [])
  }

  private static func layerNorm(_ node: PrintedNode) -> [Tensor] {
    guard let shape = node["normalized_shape"]?.integers else { return [] }
    guard let isAffine = node["elementwise_affine"]?.boolean else {
      return [("gamma", shape), ("beta", shape)]
    }
    return isAffine ? [("weight", shape), ("bias", shape)] : []
  }

  private static func groupNorm(_ node: PrintedNode) -> [Tensor] {
    guard let size = node["num_channels"]?.integer else { return [] }
    guard let isAffine = node["affine"]?.boolean else {
      return [("gamma", [size]), ("beta", [size])]
    }
    return isAffine ? [("weight", [size]), ("bias", [size])] : []
  }

  private static func embedding(_ node: PrintedNode) -> [Tensor] {
    if let count = node["vocab_size"]?.integer, let size = node["embedding_size"]?.integer {
      return [("embedding_table", [count, size])]
    }
    guard let count = node["num_embeddings"]?.integer, let size = node["embedding_dim"]?.integer
    else { return [] }
    return [("weight", [count, size])]
  }

  /// The tensors of an attention, whose printing shows its last projection only.
  private static func attention(_ node: PrintedNode) -> [Tensor] {
    guard let projection = node.children.first(where: { $0.key == "out_proj" }),
      let size = pair(projection, ["output_channels", "out_channels"])?.1, size > 0, size < 1 << 24
    else { return [] }
    return [("in_proj_weight", [3 * size, size])]
      + (projection["has_bias"]?.boolean == true ? [("in_proj_bias", [3 * size])] : [])
  }
}
