import Checkpoints

/// What a printed layer of MindSpore computes, in the vocabulary of layers, which is PyTorch's.
///
/// Only where the printing tells all of it: the slope of `LeakyReLU` and the axis of `Softmax` are not
/// printed, and nothing is guessed.
enum MindSporeLayers {
  /// The kind and the settings of the layer that computes the same; nothing where that is not told.
  static func layer(of node: PrintedNode) -> (kind: String, settings: Hyperparameters)? {
    guard node.children.isEmpty else { return nil }
    switch node.kind {
    case "Dense": return dense(node)
    // One over a single axis keeps its kernel with one axis more.
    case "Conv2d", "Conv3d": return convolution(node)
    case "BatchNorm1d", "BatchNorm2d", "BatchNorm3d": return normalization(node)
    case "MaxPool1d", "MaxPool2d", "AvgPool1d", "AvgPool2d": return pool(node)
    case "Embedding": return embedding(node)
    case "Flatten": return (node.kind, ["start_dim": .integer(1)])
    case "Dropout": return (node.kind, Hyperparameters())
    case "ReLU", "ReLU6", "Sigmoid", "Tanh", "SiLU", "Mish", "Identity", "LogSigmoid", "SELU":
      return (node.kind, Hyperparameters())
    case "HSwish": return ("Hardswish", Hyperparameters())
    case "HSigmoid": return ("Hardsigmoid", Hyperparameters())
    default: return nil
    }
  }

  private typealias Layer = (kind: String, settings: Hyperparameters)

  private static func dense(_ node: PrintedNode) -> Layer? {
    guard let inputs = node["input_channels"] ?? node["in_channels"],
      let outputs = node["output_channels"] ?? node["out_channels"], node["activation"] == nil
    else { return nil }
    return (
      "Linear",
      [
        "in_features": inputs, "out_features": outputs,
        "bias": node["has_bias"] ?? .boolean(false),
      ]
    )
  }

  private static func convolution(_ node: PrintedNode) -> Layer? {
    guard let inputs = node["input_channels"], let outputs = node["output_channels"],
      let kernel = node["kernel_size"], let padding = padding(of: node)
    else { return nil }
    var settings: Hyperparameters = [
      "in_channels": inputs, "out_channels": outputs, "kernel_size": kernel,
      "padding": padding, "groups": node["group"] ?? .integer(1),
      "bias": node["has_bias"] ?? .boolean(false),
    ]
    for name in ["stride", "dilation"] { settings[name] = node[name] }
    return (node.kind, settings)
  }

  /// What is added around; two sides of one axis that differ have no name among the layers.
  private static func padding(of node: PrintedNode) -> HyperparameterValue? {
    switch node["pad_mode"]?.text?.lowercased() {
    case "valid": return .integer(0)
    case "same": return .text("same_upper")
    case "pad": break
    default: return nil
    }
    guard let written = node["padding"] else { return nil }
    if written.integer != nil { return written }
    guard let sides = written.integers, sides.count.isMultiple(of: 2) else { return nil }
    var axes: [HyperparameterValue] = []
    for axis in stride(from: 0, to: sides.count, by: 2) {
      guard sides[axis] == sides[axis + 1] else { return nil }
      axes.append(.integer(sides[axis]))
    }
    return .list(axes)
  }

  private static func normalization(_ node: PrintedNode) -> Layer? {
    guard let size = node["num_features"], let epsilon = node["eps"], node["affine"] == nil else {
      return nil
    }
    return (node.kind, ["num_features": size, "eps": epsilon])
  }

  private static func pool(_ node: PrintedNode) -> Layer? {
    guard let kernel = node["kernel_size"], let step = node["stride"] else { return nil }
    var settings: Hyperparameters = ["kernel_size": kernel, "stride": step]
    switch node["pad_mode"]?.text?.lowercased() {
    case "valid": break
    case "same":
      settings["padding"] = .text("same_upper")
      // The mean is that of the elements inside.
      if node.kind.hasPrefix("Avg") { settings["count_include_pad"] = .boolean(false) }
    default: return nil
    }
    return (node.kind, settings)
  }

  private static func embedding(_ node: PrintedNode) -> Layer? {
    guard let count = node["vocab_size"], let size = node["embedding_size"],
      node["use_one_hot"]?.boolean != true
    else { return nil }
    return (node.kind, ["num_embeddings": count, "embedding_dim": size])
  }
}
