import Diagnostics
import ModelIR

/// Elementwise arithmetic with broadcasting, of two values or more or of one and a number.
struct ArithmeticFunction: ForwardFunction {
  static let names = ["add", "sub", "mul", "div", "maximum", "minimum", "pow"]

  private let operation: any Operator
  private let dividesIntegers: Bool
  private let value: Double?

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    operation =
      switch settings.kind {
      case "sub": Subtract()
      case "mul": Multiply()
      case "div": Divide()
      case "maximum": Maximum()
      case "minimum": Minimum()
      case "pow": Pow()
      default: Add()
      }
    dividesIntegers = settings.kind == "div"
    value = try settings.numberIfGiven("value")
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    var operands = inputs
    if let value {
      operands = try context.promoted(try context.single(inputs), with: value)
    } else {
      guard operands.count >= 2 else {
        throw context.problem("two inputs are expected, or one and the number 'value'")
      }
      operands = try context.promoted(operands)
    }
    if dividesIntegers, !context.elementType(operands[0]).isFloatingPoint {
      for index in operands.indices {
        operands[index] = try context.cast(operands[index], to: .float32)
      }
    }
    var result = operands[0]
    for operand in operands.dropFirst() { result = try context.add(operation, result, operand) }
    return [result]
  }
}
