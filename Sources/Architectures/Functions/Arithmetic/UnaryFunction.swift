import Diagnostics
import ModelIR

/// Elementwise functions of one value that are no layers.
struct UnaryFunction: ForwardFunction {
  static let names = ["identity", "erf", "exp", "log", "sqrt", "neg", "abs"]

  private let operation: (any Operator)?

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    operation =
      switch settings.kind {
      case "erf": Erf()
      case "exp": Exp()
      case "log": Log()
      case "sqrt": Sqrt()
      case "neg": Negate()
      case "abs": Absolute()
      default: nil
      }
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    guard let operation else { return [x] }
    return [try context.add(operation, x)]
  }
}
