import Diagnostics
import ModelIR

/// Functions that compute what a layer without tensors computes, with its settings.
struct LayerFunction: ForwardFunction {
  /// The layer's kind by the function's name.
  private static let kinds = [
    ("relu", "ReLU"), ("relu6", "ReLU6"), ("gelu", "GELU"), ("gelu_tanh", "NewGELUActivation"),
    ("quick_gelu", "QuickGELUActivation"), ("silu", "SiLU"), ("tanh", "Tanh"),
    ("sigmoid", "Sigmoid"), ("hardswish", "Hardswish"), ("hardsigmoid", "Hardsigmoid"),
    ("leaky_relu", "LeakyReLU"), ("elu", "ELU"), ("softplus", "Softplus"), ("mish", "Mish"),
    ("softmax", "Softmax"), ("log_softmax", "LogSoftmax"), ("max_pool2d", "MaxPool2d"),
    ("avg_pool2d", "AvgPool2d"), ("adaptive_avg_pool2d", "AdaptiveAvgPool2d"),
    ("pixel_shuffle", "PixelShuffle"), ("interpolate", "Upsample"),
  ]

  static let names = kinds.map(\.0)

  /// The kind of the layer that computes a function.
  static func kind(of name: String) -> String? { kinds.first { $0.0 == name }?.1 }

  private let layer: any Layer

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let name = settings.kind
    guard let kind = Self.kind(of: name), let type = LayerCatalog.layer(kind)
    else {
      throw Diagnostic(
        .unknownForwardFunction, "no layer computes the function '\(name)'",
        at: Location(path: settings.path))
    }
    layer = try type.init(&settings)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    try layer.build(inputs, in: &context)
  }
}
