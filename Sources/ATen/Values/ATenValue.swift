public import ModelIR

/// A value of a PyTorch program while its graph is being built.
///
/// Everything that is known without running the model is a plain value; a tensor refers to what the
/// context holds for it.
public indirect enum ATenValue: Hashable, Sendable {
  /// A tensor, by its place in the context.
  case tensor(ATenTensor)
  /// A tensor of complex numbers, as two of their parts.
  case complexTensor(real: ATenTensor, imaginary: ATenTensor)
  /// `None`.
  case none
  /// A truth value.
  case boolean(Bool)
  /// An integer.
  case integer(Int)
  /// An integer that is known only when the model runs, as an expression over sizes.
  case size(Dimension)
  /// A floating-point number.
  case number(Double)
  /// A floating-point number that is known only when the model runs: a size divided by a number that
  /// is not 0.
  case quotient(Dimension, by: Int)
  /// A complex number.
  case complex(real: Double, imaginary: Double)
  /// A text: a mode, a name, a device.
  case text(String)
  /// An element type, where the program's format tells it from an integer.
  case elementType(ElementType)
  /// A list.
  case list([ATenValue])
  /// A tuple.
  case tuple([ATenValue])
  /// A result of an operator that could not be converted; what is computed of it is silent about it.
  case failed

  /// An integer or a size: whichever a dimension is.
  public init(_ dimension: Dimension) {
    self = dimension.size.map(ATenValue.integer) ?? .size(dimension)
  }

  /// What it is, for messages: `a tensor`.
  public var kind: String {
    switch self {
    case .tensor: "a tensor"
    case .complexTensor: "a tensor of complex numbers"
    case .none: "None"
    case .boolean: "a truth value"
    case .integer: "an integer"
    case .size: "a size that is known only when the model runs"
    case .number: "a number"
    case .quotient: "a number that is known only when the model runs"
    case .complex: "a complex number"
    case .text: "a text"
    case .elementType: "an element type"
    case .list: "a list"
    case .tuple: "a tuple"
    case .failed: "a result that could not be converted"
    }
  }

  /// Whether it, or something in it, is a tensor.
  public var holdsTensor: Bool {
    switch self {
    case .tensor, .complexTensor: true
    case .list(let items), .tuple(let items): items.contains(where: \.holdsTensor)
    default: false
    }
  }

  /// Whether it is a number or truth value and no tensor.
  var isPlainNumber: Bool {
    switch self {
    case .integer, .size, .number, .quotient, .boolean: true
    default: false
    }
  }

  /// Whether it, or something in it, could not be converted.
  public var holdsFailure: Bool {
    switch self {
    case .failed: true
    case .list(let items), .tuple(let items): items.contains(where: \.holdsFailure)
    default: false
    }
  }

  /// The integer or size.
  public var dimension: Dimension? {
    switch self {
    case .integer(let value): .fixed(value)
    case .size(let size): size
    case .boolean(let value): .fixed(value ? 1 : 0)
    default: nil
    }
  }

  /// The items, if it is a list or a tuple.
  public var items: [ATenValue]? {
    switch self {
    case .list(let items), .tuple(let items): items
    default: nil
    }
  }
}

/// The identity of a tensor in one context.
public struct ATenTensor: Hashable, Sendable {
  let index: Int
}
