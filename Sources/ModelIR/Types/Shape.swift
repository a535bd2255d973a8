/// The sizes of a tensor's axes; axis 0 is the outermost in row-major order.
public struct Shape: Hashable, Sendable {
  /// The sizes.
  public var dimensions: [Dimension]

  /// Makes a shape of dimensions.
  public init(_ dimensions: [Dimension]) { self.dimensions = dimensions }

  /// Makes a shape of fixed sizes.
  public init(fixed sizes: [Int]) { dimensions = sizes.map(Dimension.fixed) }

  /// The number of axes.
  public var rank: Int { dimensions.count }

  /// The sizes, where all are fixed.
  public var sizes: [Int]? {
    var result: [Int] = []
    for dimension in dimensions {
      guard let size = dimension.size else { return nil }
      result.append(size)
    }
    return result
  }

  /// The number of elements.
  public var elementCount: Dimension { dimensions.reduce(1, *) }

  /// The size of an axis.
  public subscript(axis: Int) -> Dimension {
    get { dimensions[axis] }
    set { dimensions[axis] = newValue }
  }
}

extension Shape {
  /// Takes sizes from what is also known of the same tensor, where it says more.
  mutating func refine(with other: Shape) {
    guard rank == other.rank else { return }
    for axis in dimensions.indices where dimensions[axis].canEqual(other[axis]) {
      let isBetter = !dimensions[axis].isFixed && other[axis].text != nil
      if isBetter { dimensions[axis] = other[axis] }
    }
  }

  /// Whether one tensor can have both shapes.
  func canEqual(_ other: Shape) -> Bool {
    rank == other.rank && zip(dimensions, other.dimensions).allSatisfy { $0.canEqual($1) }
  }
}

extension Shape: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Dimension...) { dimensions = elements }
}

extension Shape: CustomStringConvertible {
  public var description: String {
    "[" + dimensions.map(\.description).joined(separator: ", ") + "]"
  }
}
