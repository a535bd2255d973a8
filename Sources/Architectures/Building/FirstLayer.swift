import Checkpoints
import ConversionKit
import ModelIR

/// The input that a sequence of layers takes, by its first layer that minds.
enum FirstLayer {
  /// The input's shape with open sizes by name; nothing where no layer determines it.
  static func input(of root: ModuleTree) -> InputSpecification? {
    var open = [root]
    while let module = open.popLast() {
      switch module.forward {
      case .layer:
        if let shape = shape(of: module) { return shape }
        guard passesShapeOn(module.kind) else { return nil }
      case .sequential: open += module.children.reversed()
      case .steps, .unknown: return nil
      }
    }
    return nil
  }

  private static func shape(of module: ModuleTree) -> InputSpecification? {
    let kind = module.kind.split(separator: ".").last.map(String.init) ?? module.kind
    func size(_ name: String) -> Dimension? {
      module.hyperparameters[name]?.integer.map { .fixed($0) }
    }
    let batch = Dimension.symbol("batch")
    let spatial: [Dimension]
    switch kind.last(where: \.isNumber) {
    case "1": spatial = [.symbol("length")]
    case "3": spatial = [.symbol("depth"), .symbol("height"), .symbol("width")]
    default: spatial = [.symbol("height"), .symbol("width")]
    }
    switch kind {
    case _ where kind.hasPrefix("Conv") && kind.hasSuffix("d"):
      return size("in_channels").map {
        InputSpecification(name: "x", shape: Shape([batch, $0] + spatial))
      }
    case "BatchNorm2d", "BatchNorm3d", "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d":
      return size("num_features").map {
        InputSpecification(name: "x", shape: Shape([batch, $0] + spatial))
      }
    case "Linear", "NonDynamicallyQuantizableLinear", "_LinearWithBias":
      return size("in_features").map { InputSpecification(name: "x", shape: Shape([batch, $0])) }
    case "BatchNorm1d":
      return size("num_features").map { InputSpecification(name: "x", shape: Shape([batch, $0])) }
    case "Embedding":
      return InputSpecification(
        name: "x", elementType: .int64, shape: Shape([batch, .symbol("sequence")]))
    case "RNN", "LSTM", "GRU":
      let isBatchFirst = module.hyperparameters["batch_first"]?.boolean ?? false
      let sequence = Dimension.symbol("sequence")
      return size("input_size").map {
        InputSpecification(
          name: "x", shape: Shape(isBatchFirst ? [batch, sequence, $0] : [sequence, batch, $0]))
      }
    case "LayerNorm":
      guard let sizes = module.hyperparameters["normalized_shape"]?.integers else { return nil }
      return InputSpecification(name: "x", shape: Shape([batch] + sizes.map { .fixed($0) }))
    case "TransformerEncoderLayer", "TransformerEncoder":
      let isBatchFirst = module.hyperparameters["batch_first"]?.boolean ?? false
      let sequence = Dimension.symbol("sequence")
      return size("d_model").map {
        InputSpecification(
          name: "x", shape: Shape(isBatchFirst ? [batch, sequence, $0] : [sequence, batch, $0]))
      }
    default: return nil
    }
  }

  /// Whether a layer leaves the shape as it is, so that the next one tells the input's.
  private static func passesShapeOn(_ kind: String) -> Bool {
    [
      "Identity", "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "ReLU", "ReLU6",
      "Tanh", "Sigmoid", "GELU", "SiLU", "LeakyReLU", "ELU", "Hardtanh", "Softplus", "Mish",
    ].contains(kind)
  }
}
