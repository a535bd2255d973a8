import Architectures
import Checkpoints
import Diagnostics
import ModelIR

/// Turns a printed model of PyTorch into modules with the parameters that they expect.
struct PyTorchModules {
  /// Classes that run their children in order, beside `Sequential` itself.
  private static let sequences: Set<String> = [
    "Sequential", "Conv2dNormActivation", "Conv3dNormActivation", "ConvNormActivation",
    "ConvBNReLU", "ConvBNActivation", "MLP", "QuantizableSequential", "DataParallel",
    "DistributedDataParallel", "OptimizedModule",
  ]

  /// The names of arguments that are printed without one.
  private static let positions: [String: [String]] = {
    var names: [String: [String]] = [
      "Linear": ["in_features", "out_features"], "LayerNorm": ["normalized_shape"],
      "LayerNorm2d": ["normalized_shape"],
      "RMSNorm": ["normalized_shape"], "GroupNorm": ["num_groups", "num_channels"],
      "Embedding": ["num_embeddings", "embedding_dim"],
      "EmbeddingBag": ["num_embeddings", "embedding_dim"], "LocalResponseNorm": ["size"],
      "LeakyReLU": ["negative_slope"], "Threshold": ["threshold", "value"], "Dropout": ["p"],
      "Softshrink": ["lambd"], "Hardshrink": ["lambd"], "Conv1D": ["nf", "nx"],
    ]
    for rank in ["1d", "2d", "3d"] {
      names["Conv\(rank)"] = ["in_channels", "out_channels"]
      names["ConvTranspose\(rank)"] = ["in_channels", "out_channels"]
      names["BatchNorm\(rank)"] = ["num_features"]
      names["InstanceNorm\(rank)"] = ["num_features"]
      for pad in ["ZeroPad", "ReflectionPad", "ReplicationPad", "CircularPad"] {
        names["\(pad)\(rank)"] = ["padding"]
      }
      names["ConstantPad\(rank)"] = ["padding"]
    }
    names["SyncBatchNorm"] = ["num_features"]
    names["FrozenBatchNorm2d"] = ["num_features"]
    for cell in ["RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell"] {
      names[cell] = ["input_size", "hidden_size"]
    }
    return names
  }()

  /// The modules of a printed model.
  ///
  /// - Throws: a list with every layer whose settings cannot be understood.
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
    let kind = node.kind.split(separator: ".").last.map(String.init) ?? node.kind
    var parameters = node.parameters.map {
      ModuleTree.Parameter(name: $0.name, elementType: .float32, shape: $0.shape)
    }
    var given = settings(of: node, kind: kind)
    var forward = ForwardPass.unknown
    var text = node.kind
    if sequences.contains(kind) {
      forward = .sequential
    } else if kind == "MultiheadAttention" {
      parameters += attentionParameters(node)
    } else if node.children.isEmpty, node.parameters.isEmpty {
      forward = .layer
      if let type = LayerCatalog.layer(kind) {
        do throws(Diagnostic) {
          var settings = LayerSettings(
            kind: kind, path: path, given: given, refusesUnknown: false)
          let layer = try type.init(&settings)
          given = layer.hyperparameters
          parameters += layer.parameters
          text = "\(node.kind)(\(layer.extraText))"
        } catch {
          var located = error
          located.message = "line \(node.line): \(error.message)"
          problems.append(located)
        }
      } else if kind.hasSuffix("RMSNorm"), let shape = node.positional.first?.integers {
        // transformers' own classes print the sizes of their weight: LlamaRMSNorm((32,), eps=1e-06).
        parameters += [PrintedTensor.parameter("weight", shape)].compactMap(\.self)
        forward = .unknown
      }
    }
    return ModuleTree(
      path: path, name: node.key.isEmpty ? nil : node.key, kind: kind, text: text,
      hyperparameters: given, parameters: parameters, children: children, forward: forward)
  }

  /// The arguments under the names of the layer's settings.
  private static func settings(of node: PrintedNode, kind: String) -> Hyperparameters {
    var result = Hyperparameters()
    var names = positions[kind, default: []][...]
    for argument in node.arguments {
      switch argument.name {
      case "->":
        if let sizes = argument.value.items, sizes.count == 2 {
          result["in_features"] = sizes[0]
          result["out_features"] = sizes[1]
        }
      case "size" where kind.contains("Pool"): result["kernel_size"] = argument.value
      case let name?: result[name] = argument.value
      case nil:
        if argument.value.text == "inplace" {
          result["inplace"] = .boolean(true)
        } else if let name = names.popFirst() {
          result[name] = argument.value
        } else {
          result["argument\(result.entries.count)"] = argument.value
        }
      }
    }
    return result
  }

  /// The tensors of an attention, whose printing shows its last projection only.
  private static func attentionParameters(_ node: PrintedNode) -> [ModuleTree.Parameter] {
    guard let projection = node.children.first(where: { $0.key == "out_proj" }),
      let size = projection["in_features"]?.integer, size > 0, size < 1 << 24
    else { return [] }
    var parameters = [
      ModuleTree.Parameter(name: "in_proj_weight", elementType: .float32, shape: [3 * size, size])
    ]
    if projection["bias"]?.boolean != false {
      parameters.append(
        ModuleTree.Parameter(name: "in_proj_bias", elementType: .float32, shape: [3 * size]))
    }
    return parameters
  }
}
