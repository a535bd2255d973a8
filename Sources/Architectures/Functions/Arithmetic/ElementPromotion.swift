import Diagnostics
import ModelIR

/// The element type that PyTorch computes with where operands differ.
enum ElementPromotion {
  /// The type of the highest category (truth values, integers, numbers), of these the widest.
  static func common(_ types: [ElementType]) -> ElementType? {
    guard var result = types.first else { return nil }
    for type in types.dropFirst() where type != result {
      let (old, new) = (category(result), category(type))
      if new > old || (new == old && type.byteCount > result.byteCount) {
        result = type
      } else if new == old, type.byteCount == result.byteCount {
        result = new == 2 ? .float32 : result
      }
    }
    return result
  }

  private static func category(_ type: ElementType) -> Int {
    if type == .bool { return 0 }
    return type.isInteger ? 1 : type.isFloatingPoint ? 2 : 3
  }
}

extension LayerContext {
  /// A value in another element type.
  mutating func cast(_ value: ValueID, to type: ElementType) throws(Diagnostic) -> ValueID {
    elementType(value) == type ? value : try add(Cast(to: type), value)
  }

  /// Values in the element type that PyTorch computes with.
  mutating func promoted(_ values: [ValueID]) throws(Diagnostic) -> [ValueID] {
    guard let type = ElementPromotion.common(values.map(elementType)) else { return values }
    var result: [ValueID] = []
    for value in values { result.append(try cast(value, to: type)) }
    return result
  }

  /// A value and a number in the element type that PyTorch computes with: a fraction makes integers
  /// to numbers.
  mutating func promoted(
    _ value: ValueID, with number: Double
  ) throws(Diagnostic) -> [ValueID] {
    var value = value
    let type = elementType(value)
    if type.isInteger || type == .bool {
      let isWhole = Int(exactly: number) != nil
      if !isWhole {
        value = try cast(value, to: .float32)
      } else if type == .bool {
        value = try cast(value, to: .int64)
      }
    }
    return [value, try scalar(number, like: value)]
  }
}
