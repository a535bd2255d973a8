package import Diagnostics
package import ModelIR

extension ATenContext {
  /// The element type in which PyTorch computes with several values: tensors with axes count before
  /// those without, and these before plain numbers, unless the latter are of a higher kind.
  ///
  /// Source: PyTorch, "Tensor Attributes", type promotion.
  package func promotedType(_ values: [ATenValue]) throws(Diagnostic) -> ElementType {
    var withAxes: ElementType?
    var withoutAxes: ElementType?
    var plain: ElementType?
    for value in values {
      switch value {
      case .tensor(let tensor):
        let type = try type(of: tensor)
        if type.rank > 0 {
          withAxes = ElementType.promoted(withAxes, type.elementType)
        } else {
          withoutAxes = ElementType.promoted(withoutAxes, type.elementType)
        }
      case .integer, .size: plain = ElementType.promoted(plain, .int64)
      case .boolean: plain = ElementType.promoted(plain, .bool)
      case .number, .quotient: plain = ElementType.promoted(plain, .float32)
      case .complex: plain = ElementType.promoted(plain, .complex64)
      default: continue
      }
    }
    return ElementType.ranked(withAxes, ElementType.ranked(withoutAxes, plain)) ?? .float32
  }

  /// Values as operands of one element type, PyTorch's choice.
  package func promoted(
    _ values: [ATenValue], to given: ElementType? = nil
  ) throws(Diagnostic) -> [ValueID] {
    let type: ElementType
    if let given { type = given } else { type = try promotedType(values) }
    return try values.map { value throws(Diagnostic) in try operand(value, type) }
  }

  /// A value as an operand of an element type.
  package func operand(_ value: ATenValue, _ type: ElementType) throws(Diagnostic) -> ValueID {
    switch value {
    case .tensor(let tensor): return try cast(try self.value(of: tensor), to: type)
    case .integer(let integer): return try scalar(integer, type)
    case .boolean(let flag): return try scalar(flag ? 1 : 0, type)
    case .number(let number):
      // PyTorch cuts a fraction off where a number meets integers that keep their type.
      return try scalar(
        type.isInteger && number.isFinite ? number.rounded(.towardZero) : number, type)
    case .size(let size): return try cast(try operand(of: size), to: type)
    case .quotient(let size, let divisor): return try quotient(size, by: divisor, type)
    default:
      throw Diagnostic(
        .atenArgument, "a tensor or a number is needed, \(value.kind) is given",
        at: location)
    }
  }

  /// A size divided by a number as a tensor without axes.
  func quotient(
    _ size: Dimension, by divisor: Int, _ type: ElementType
  ) throws(Diagnostic) -> ValueID {
    let number = try cast(try operand(of: size), to: type.isFloatingPoint ? type : .float32)
    if divisor == 1 { return try cast(number, to: type) }
    return try cast(
      try add(Divide(), number, try scalar(Double(divisor), like: number)), to: type)
  }

  private func scalar(_ integer: Int, _ type: ElementType) throws(Diagnostic) -> ValueID {
    if type == .int64 { return constant(.scalar(integer: integer)) }
    return try scalar(Double(integer), type)
  }

  /// A value in a floating-point type: integers and truth values become PyTorch's standard type.
  package func floating(_ value: ValueID) throws(Diagnostic) -> ValueID {
    let type = type(value).elementType
    return type.isFloatingPoint || type.isComplex ? value : try cast(value, to: .float32)
  }
}

extension ElementType {
  private var promotionCategory: Int {
    self == .bool ? 0 : isInteger ? 1 : isFloatingPoint ? 2 : 3
  }

  /// The type of the first unless the second is of a higher kind.
  fileprivate static func ranked(_ higher: ElementType?, _ lower: ElementType?) -> ElementType? {
    guard let higher else { return lower }
    guard let lower, lower.promotionCategory > higher.promotionCategory else { return higher }
    return promoted(higher, lower)
  }

  /// The smallest type that holds both kinds of number, PyTorch's table.
  package static func promoted(_ left: ElementType?, _ right: ElementType) -> ElementType {
    guard let left, left != right else { return right }
    let (a, b) = (left.promotionCategory, right.promotionCategory)
    if a != b {
      let (high, low) = a > b ? (left, right) : (right, left)
      if high == .complex32, low == .float32 { return .complex64 }
      if high.isComplex, low == .float64 { return .complex128 }
      return high
    }
    switch a {
    case 1:
      let unsigned: Set<ElementType> = [.uint8, .uint16, .uint32, .uint64]
      if unsigned.contains(left) == unsigned.contains(right) || left.byteCount != right.byteCount {
        let wide = left.byteCount > right.byteCount ? left : right
        let narrow = left.byteCount > right.byteCount ? right : left
        if unsigned.contains(wide) == unsigned.contains(narrow) || unsigned.contains(narrow) {
          return wide
        }
        return signed(wider: wide)
      }
      return signed(wider: left)
    case 2:
      if left.byteCount == right.byteCount { return .float32 }
      return left.byteCount > right.byteCount ? left : right
    default: return left.byteCount > right.byteCount ? left : right
    }
  }

  private static func signed(wider type: ElementType) -> ElementType {
    switch type.byteCount {
    case 1: .int16
    case 2: .int32
    default: .int64
    }
  }
}

extension ATenCall {
  /// Arguments as operands of one element type, PyTorch's choice.
  package func promoted(_ arguments: String...) throws(Diagnostic) -> [ValueID] {
    try context.promoted(arguments.map(value))
  }

  /// A tensor in a floating-point type.
  package func floating(_ argument: String) throws(Diagnostic) -> ValueID {
    try context.floating(try tensor(argument))
  }

  /// A value in the element type that an argument names, if it names one.
  package func cast(_ value: ValueID, to argument: String) throws(Diagnostic) -> ValueID {
    guard let type = try elementType(argument) else { return value }
    return try context.cast(value, to: type)
  }
}
