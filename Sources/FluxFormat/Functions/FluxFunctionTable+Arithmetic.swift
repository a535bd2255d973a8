import Diagnostics
import ModelIR

extension FluxFunctionTable {
  /// Arithmetic and comparison of two or more elements.
  static let arithmetic: [String: Body] = [
    "+": { call, lowering in
      if call.arguments.count == 1 { return call.arguments[0] }
      return try fold(call, &lowering, Add(), { $0 + $1 }, { $0 + $1 })
    },
    "-": { call, lowering in
      if call.arguments.count == 1 {
        if let number = call.arguments[0].knownNumber { return .number(-number) }
        return .tensor(try lowering.builder.add(Negate(), try call.tensor(0)))
      }
      return try fold(call, &lowering, Subtract(), { $0 - $1 }, { $0 - $1 })
    },
    "*": { call, lowering in
      try fold(call, &lowering, Multiply(), { $0 * $1 }, { $0 * $1 })
    },
    "/": { call, lowering in
      try fold(call, &lowering, Divide(), { $0 / $1 }, nil)
    },
    "max": { call, lowering in
      try fold(call, &lowering, Maximum(), { Swift.max($0, $1) }, nil)
    },
    "min": { call, lowering in
      try fold(call, &lowering, Minimum(), { Swift.min($0, $1) }, nil)
    },
    "^": { call, lowering in try power(call, &lowering) },
    "literal_pow": { call, lowering in
      // literal_pow(^, x, Val(n)): the power is known while Julia compiles.
      let inner = FluxFunctionCall(
        function: call.function, arguments: Array(call.arguments.dropFirst()),
        keywords: call.keywords, place: call.place)
      return try power(inner, &lowering)
    },
    "clamp": { call, lowering in
      guard call.arguments.count == 3, let low = call.arguments[1].knownNumber,
        let high = call.arguments[2].knownNumber
      else { throw call.unsupported("its bounds have to be known numbers") }
      return .tensor(
        try lowering.builder.add(Clamp(minimum: low, maximum: high), try call.tensor(0)))
    },
    "div": { call, lowering in try integerDivision(call) },
    "÷": { call, lowering in try integerDivision(call) },
    ">": { call, lowering in try compare(call, &lowering, Greater()) },
    ">=": { call, lowering in
      try compare(call, &lowering, GreaterOrEqual())
    },
    "<": { call, lowering in try compare(call, &lowering, Less()) },
    "<=": { call, lowering in try compare(call, &lowering, LessOrEqual()) },
    "ifelse": { call, lowering in
      try call.requireCount(3...3)
      let (a, b) = try lowering.tensors(call.arguments[1], call.arguments[2], call)
      return .tensor(try lowering.builder.add(Where(), try call.tensor(0), a, b))
    },
  ]

  /// Combines all arguments from left to right.
  private static func fold(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering,
    _ operator: some BinaryElementwiseOperator, _ numbers: (Double, Double) -> Double,
    _ sizes: ((Dimension, Dimension) -> Dimension)?
  ) throws(Diagnostic) -> FluxOperand {
    guard call.arguments.count >= 2 else { throw call.unsupported("two arguments are needed") }
    var result = call.arguments[0]
    for next in call.arguments.dropFirst() {
      if case .integer(let a) = result, case .integer(let b) = next, let sizes {
        result = .integer(sizes(a, b))
      } else if let a = result.knownNumber, let b = next.knownNumber {
        result = .number(numbers(a, b))
      } else {
        let (a, b) = try lowering.tensors(result, next, call)
        result = .tensor(try lowering.builder.add(`operator`, a, b))
      }
    }
    return result
  }

  private static func compare(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering, _ operator: some Operator
  ) throws(Diagnostic) -> FluxOperand {
    try call.requireCount(2...2)
    let (a, b) = try lowering.tensors(call.arguments[0], call.arguments[1], call)
    return .tensor(try lowering.builder.add(`operator`, a, b))
  }

  private static func power(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering
  ) throws(Diagnostic) -> FluxOperand {
    try call.requireCount(2...2)
    if call.arguments[1].knownNumber == 2, case .tensor(let x) = call.arguments[0] {
      return .tensor(try lowering.builder.add(Square(), x))
    }
    let (a, b) = try lowering.tensors(call.arguments[0], call.arguments[1], call)
    return .tensor(try lowering.builder.add(Pow(), a, b))
  }

  private static func integerDivision(_ call: FluxFunctionCall) throws(Diagnostic) -> FluxOperand {
    guard call.arguments.count == 2, case .integer(let a) = call.arguments[0],
      let b = call.arguments[1].fixedInteger, b > 0
    else { throw call.unsupported("only sizes can be divided this way") }
    return .integer(a.floorDivided(by: b))
  }
}

extension FluxLowering {
  /// Two operands as tensors of one element type; numbers become constants of the other's type.
  mutating func tensors(
    _ left: FluxOperand, _ right: FluxOperand, _ call: FluxFunctionCall
  ) throws(Diagnostic) -> (ValueID, ValueID) {
    switch (left, right) {
    case (.tensor(let a), .tensor(let b)): return try promoted(a, b)
    case (.tensor(let a), _): return (a, try tensor(right, like: a, call))
    case (_, .tensor(let b)): return (try tensor(left, like: b, call), b)
    default:
      throw call.unsupported(
        "tensors are expected, found \(left.kindDescription) and \(right.kindDescription)")
    }
  }

  /// An operand as a tensor of another one's element type.
  mutating func tensor(
    _ operand: FluxOperand, like other: ValueID, _ call: FluxFunctionCall
  ) throws(Diagnostic) -> ValueID {
    if case .tensor(let id) = operand { return id }
    if let number = operand.knownNumber { return try scalar(number, like: other) }
    if case .julia(.array(let array)) = operand {
      let value = try weight(array, "captured")
      return try cast(value, to: builder.type(of: other).elementType)
    }
    throw call.unsupported("a tensor or a number is expected, found \(operand.kindDescription)")
  }
}
