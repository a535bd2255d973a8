import Checkpoints

/// What PyTorch 2.13 prints and stores for activations.
extension AdvancedLayerCase {
  static let activations: [AdvancedLayerCase] = [
    AdvancedLayerCase(
      "ReLU", [:],
      prints: ""),
    AdvancedLayerCase(
      "ReLU", ["inplace": .boolean(true)],
      prints: "inplace=True"),
    AdvancedLayerCase(
      "ReLU6", ["inplace": .boolean(true)],
      prints: "inplace=True"),
    AdvancedLayerCase(
      "SELU", [:],
      prints: ""),
    AdvancedLayerCase(
      "SiLU", ["inplace": .boolean(true)],
      prints: "inplace=True"),
    AdvancedLayerCase(
      "Mish", [:],
      prints: ""),
    AdvancedLayerCase(
      "Hardswish", ["inplace": .boolean(true)],
      prints: ""),
    AdvancedLayerCase(
      "Hardsigmoid", [:],
      prints: ""),
    AdvancedLayerCase(
      "LeakyReLU", [:],
      prints: "negative_slope=0.01"),
    AdvancedLayerCase(
      "LeakyReLU", ["negative_slope": .integer(1), "inplace": .boolean(true)],
      prints: "negative_slope=1, inplace=True"),
    AdvancedLayerCase(
      "ELU", ["alpha": .number(0.5)],
      prints: "alpha=0.5"),
    AdvancedLayerCase(
      "CELU", ["alpha": .number(2.0), "inplace": .boolean(true)],
      prints: "alpha=2.0, inplace=True"),
    AdvancedLayerCase(
      "GELU", [:],
      prints: "approximate='none'"),
    AdvancedLayerCase(
      "GELU", ["approximate": .text("tanh")],
      prints: "approximate='tanh'"),
    AdvancedLayerCase(
      "Hardtanh", ["min_val": .integer(-2), "max_val": .number(3.5), "inplace": .boolean(true)],
      prints: "min_val=-2, max_val=3.5, inplace=True"),
    AdvancedLayerCase(
      "Hardtanh", [:],
      prints: "min_val=-1.0, max_val=1.0"),
    AdvancedLayerCase(
      "Softplus", ["beta": .integer(2), "threshold": .number(30.0)],
      prints: "beta=2, threshold=30.0"),
    AdvancedLayerCase(
      "Softplus", [:],
      prints: "beta=1.0, threshold=20.0"),
    AdvancedLayerCase(
      "Hardshrink", ["lambd": .number(0.25)],
      prints: "0.25"),
    AdvancedLayerCase(
      "Softshrink", [:],
      prints: "0.5"),
    AdvancedLayerCase(
      "Threshold", ["threshold": .number(0.1), "value": .integer(20), "inplace": .boolean(true)],
      prints: "threshold=0.1, value=20, inplace=True"),
    AdvancedLayerCase(
      "PReLU", [:],
      prints: "num_parameters=1",
      owns: """
        weight:1
        """),
    AdvancedLayerCase(
      "PReLU", ["num_parameters": .integer(5)],
      prints: "num_parameters=5",
      owns: """
        weight:5
        """),
    AdvancedLayerCase(
      "RReLU", [:],
      prints: "lower=0.125, upper=0.3333333333333333"),
    AdvancedLayerCase(
      "GLU", ["dim": .integer(1)],
      prints: "dim=1"),
    AdvancedLayerCase(
      "GLU", [:],
      prints: "dim=-1"),
    AdvancedLayerCase(
      "Softmax", ["dim": .integer(1)],
      prints: "dim=1"),
    AdvancedLayerCase(
      "Softmax", [:],
      prints: "dim=None"),
    AdvancedLayerCase(
      "LogSoftmax", ["dim": .integer(-1)],
      prints: "dim=-1"),
    AdvancedLayerCase(
      "Softmin", ["dim": .integer(2)],
      prints: "dim=2"),
    AdvancedLayerCase(
      "Softmax2d", [:],
      prints: ""),
    AdvancedLayerCase(
      "Sigmoid", [:],
      prints: ""),
    AdvancedLayerCase(
      "Tanh", [:],
      prints: ""),
    AdvancedLayerCase(
      "Softsign", [:],
      prints: ""),
    AdvancedLayerCase(
      "Tanhshrink", [:],
      prints: ""),
    AdvancedLayerCase(
      "LogSigmoid", [:],
      prints: ""),
  ]
}
