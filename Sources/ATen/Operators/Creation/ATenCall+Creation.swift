import Diagnostics
import ModelIR

extension ATenCall {
  /// The most elements that a tensor which is computed here may have.
  static let constantLimit = 1 << 22

  /// The element type that `dtype` names, or another one.
  func type(orElse fallback: ElementType) throws(Diagnostic) -> ElementType {
    let type = try elementType("dtype") ?? fallback
    guard !type.isComplex else { throw unsupported("complex numbers are not converted") }
    return type
  }

  /// A tensor with one number everywhere, which may be known only when the model runs.
  func filled(
    _ sizes: [Dimension], with value: ATenValue, _ type: ElementType
  ) throws(Diagnostic) -> ValueID {
    guard let number = value.plainNumber else {
      return try context.expand(try context.operand(value, type), to: sizes)
    }
    var fitting = number
    if type == .bool { fitting = number == 0 ? 0 : 1 }
    if type.isInteger, number.isFinite { fitting = number.rounded(.towardZero) }
    let known = sizes.compactMap(\.size)
    if known.count == sizes.count {
      return try add(Fill(shape: known, value: fitting, elementType: type))
    }
    return try add(
      DynamicFill(shape: sizes, value: fitting, elementType: type),
      try context.vector(of: sizes))
  }

  /// A tensor with one number everywhere and the sizes of `self`.
  func filledLike(_ value: ATenValue) throws(Diagnostic) -> ValueID {
    let x = try tensor("self")
    let type = has("dtype") ? try self.type(orElse: elementType(of: x)) : elementType(of: x)
    let sizes = shape(x).dimensions
    if let number = value.plainNumber, shape(x).sizes == nil, type == elementType(of: x),
      type != .bool, !type.isInteger || number.rounded() == number
    {
      return try add(FillLike(value: number), x)
    }
    let isComputable = sizes.allSatisfy(context.isComputable)
    if isComputable { return try filled(sizes, with: value, type) }
    let filled = try context.cast(try add(FillLike(value: 0), x), to: type)
    return try add(Add(), filled, try context.operand(value, type))
  }

  /// The element type of a tensor that is made of a plain number.
  func naturalType(of value: ATenValue) throws(Diagnostic) -> ElementType {
    switch value {
    case .integer, .size: .int64
    case .boolean: .bool
    case .tensor(let tensor): try context.type(of: tensor).elementType
    default: .float32
    }
  }

  /// Numbers that are computed here, as a constant.
  func constant(
    _ numbers: [Double], shape: [Int], _ type: ElementType
  ) throws(Diagnostic) -> ValueID {
    let fitting = type.isInteger ? numbers.map { $0.rounded(.towardZero) } : numbers
    guard let weight = Weight.array(fitting, type) else {
      throw unsupported("numbers of type \(type) cannot be made")
    }
    return context.constant(weight.reshaped(to: shape))
  }

  /// A number of elements that is computed here.
  func constantCount(_ count: Int) throws(Diagnostic) -> Int {
    guard (0...Self.constantLimit).contains(count) else {
      throw unsupported("a tensor of \(count) elements would be written out")
    }
    return count
  }

  /// The numbers from 0 up to and without a size.
  func range(to size: Dimension) throws(Diagnostic) -> ValueID {
    if let known = size.size {
      return try add(FixedRange(start: 0, end: known, step: 1, elementType: .int64))
    }
    let zero = context.constant(.scalar(integer: 0))
    let one = context.constant(.scalar(integer: 1))
    return try add(DynamicRange(size: size), zero, try context.operand(of: size), one)
  }
}
