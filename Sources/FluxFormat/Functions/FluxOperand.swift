import ModelIR

/// What an expression of a closure works on: tensors of the graph, and what is known before it runs.
indirect enum FluxOperand: Sendable {
  /// A tensor.
  case tensor(ValueID)
  /// An integer: a literal or a size, which may be symbolic.
  case integer(Dimension)
  /// A floating-point number.
  case number(Double)
  /// A truth value.
  case boolean(Bool)
  /// `:`.
  case colon
  /// Values side by side.
  case tuple([FluxOperand])
  /// `first:step:last`, where the ends may be symbolic sizes.
  case range(first: Dimension, last: Dimension, step: Int)
  /// A function, a layer, a type, a symbol, an array: anything else that Julia passes around.
  case julia(JuliaValue)

  /// What layers exchange, as an operand.
  init(_ value: FluxValue) {
    switch value {
    case .tensor(let id): self = .tensor(id)
    case .tuple(let values): self = .tuple(values.map(FluxOperand.init))
    }
  }

  /// The fixed integer, if it is one.
  var fixedInteger: Int? {
    switch self {
    case .integer(let dimension): dimension.size
    case .boolean(let value): value ? 1 : 0
    case .number(let value): Int(exactly: value)
    case .julia(let value): value.int
    default: nil
    }
  }

  /// The number of any kind, if it is known.
  var knownNumber: Double? {
    switch self {
    case .integer(let dimension): dimension.size.map(Double.init)
    case .number(let value): value
    case .boolean(let value): value ? 1 : 0
    case .julia(let value): value.double
    default: nil
    }
  }

  /// The items of a tuple; a single value is a tuple of one.
  var items: [FluxOperand] {
    if case .tuple(let items) = self { return items }
    return [self]
  }

  /// The fixed integers of a tuple, a range, an array or of one integer.
  var fixedIntegers: [Int]? {
    switch self {
    case .range(let first, let last, let step):
      let limit = 1 << 20
      guard let first = first.size, let last = last.size, (-limit...limit).contains(first),
        (-limit...limit).contains(last)
      else { return nil }
      return Array(stride(from: first, through: last, by: step))
    case .julia(.array(let array)) where array.elementCount <= 4096:
      return (try? array.integers()) ?? nil
    default: break
    }
    let integers = items.map(\.fixedInteger)
    return integers.contains(nil) ? nil : integers.compactMap(\.self)
  }

  /// What the operand is, for messages.
  var kindDescription: String {
    switch self {
    case .tensor: "a tensor"
    case .integer(let dimension): "the integer \(dimension)"
    case .number(let value): "the number \(value)"
    case .boolean(let value): "\(value)"
    case .colon: "a colon"
    case .tuple(let items): "a tuple of \(items.count) values"
    case .range(let first, let last, let step):
      step == 1 ? "the range \(first):\(last)" : "the range \(first):\(step):\(last)"
    case .julia(let value): value.kindDescription
    }
  }
}
