import Diagnostics
import ModelIR

/// The elements of a small tensor as numbers, in row-major order.
enum ConstantElements {
  case integers([Int])
  case reals([Double])

  /// Reads a weight of integers, truth values or floating-point numbers; nothing for another type or one
  /// that cannot be read.
  init?(_ weight: Weight) {
    guard weight.hasElements else { return nil }
    if weight.elementType.isFloatingPoint {
      guard let numbers = try? weight.doubles() else { return nil }
      self = .reals(numbers)
    } else {
      guard let numbers = try? weight.integerValues() else { return nil }
      self = .integers(numbers)
    }
  }

  /// A weight of a type, or nothing if a number does not fit it.
  func weight(_ elementType: ElementType, shape: [Int]) -> Weight? {
    switch self {
    case .integers(let values): Weight(integers: values, elementType, shape: shape)
    case .reals(let values):
      elementType.isFloatingPoint
        ? Weight.array(values, elementType)?.reshaped(to: shape) : nil
    }
  }

  /// The elements as a type has them, as a cast converts; nothing where that is not defined.
  func cast(to elementType: ElementType) -> ConstantElements? {
    switch self {
    case .integers(let values):
      if elementType.isFloatingPoint { return .reals(values.map(Double.init)) }
      return .integers(elementType == .bool ? values.map { $0 == 0 ? 0 : 1 } : values)
    case .reals(let values):
      if elementType.isFloatingPoint { return self }
      if elementType == .bool { return .integers(values.map { $0 == 0 ? 0 : 1 }) }
      var integers: [Int] = []
      for value in values {
        guard let integer = Int(exactly: value.rounded(.towardZero)) else { return nil }
        integers.append(integer)
      }
      return .integers(integers)
    }
  }
}
