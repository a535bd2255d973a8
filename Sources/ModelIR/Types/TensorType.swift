/// The type of a value: its elements' type and its shape.
public struct TensorType: Hashable, Sendable {
  /// The elements' type.
  public var elementType: ElementType
  /// The sizes of its axes.
  public var shape: Shape

  /// Makes a type.
  public init(_ elementType: ElementType, _ shape: Shape) {
    self.elementType = elementType
    self.shape = shape
  }

  /// The number of axes.
  public var rank: Int { shape.rank }
}

extension TensorType: CustomStringConvertible {
  public var description: String {
    elementType.description + "[" + shape.dimensions.map(\.description).joined(separator: ", ")
      + "]"
  }
}
