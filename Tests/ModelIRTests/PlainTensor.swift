import ByteIO
import ModelIR

/// A tensor as a list of numbers, for comparison: every operation computes each index anew.
struct PlainTensor: Equatable {
  var shape: [Int]
  var elements: [Int]

  /// Numbers from 0 on in row-major order.
  init(counting shape: [Int]) {
    self.shape = shape
    elements = Array(0..<shape.reduce(1, *))
  }

  private init(_ shape: [Int], _ element: ([Int]) -> Int) {
    self.shape = shape
    elements = Self.indices(of: shape).map(element)
  }

  subscript(index: [Int]) -> Int {
    elements[zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 }]
  }

  /// Every index of a shape in row-major order.
  private static func indices(of shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { prefixes, size in
      prefixes.flatMap { prefix in (0..<size).map { prefix + [$0] } }
    }
  }

  func transposed(by axes: [Int]) -> PlainTensor {
    PlainTensor(axes.map { shape[$0] }) { index in
      var original = index
      for (position, axis) in axes.enumerated() { original[axis] = index[position] }
      return self[original]
    }
  }

  func flipped(along axes: [Int]) -> PlainTensor {
    PlainTensor(shape) { index in
      var original = index
      for axis in axes { original[axis] = shape[axis] - 1 - index[axis] }
      return self[original]
    }
  }

  func sliced(along axis: Int, _ range: Range<Int>) -> PlainTensor {
    var sizes = shape
    sizes[axis] = range.count
    return PlainTensor(sizes) { index in
      var original = index
      original[axis] += range.lowerBound
      return self[original]
    }
  }

  func reshaped(to shape: [Int]) -> PlainTensor {
    var copy = self
    copy.shape = shape
    return copy
  }

  func concatenated(with other: PlainTensor, along axis: Int) -> PlainTensor {
    var sizes = shape
    sizes[axis] += other.shape[axis]
    return PlainTensor(sizes) { index in
      guard index[axis] >= shape[axis] else { return self[index] }
      var original = index
      original[axis] -= shape[axis]
      return other[original]
    }
  }

  /// The elements as little-endian bytes of an integer or floating-point type.
  func bytes(of elementType: ElementType) -> [UInt8] {
    var bytes: [UInt8] = []
    for element in elements {
      switch elementType {
      case .uint8: bytes.append(UInt8(truncatingIfNeeded: element))
      case .int16: bytes.appendLittleEndian(Int16(truncatingIfNeeded: element))
      case .float64: bytes.appendLittleEndian(Double(element).bitPattern)
      case .complex128:
        bytes.appendLittleEndian(Double(element).bitPattern)
        bytes.appendLittleEndian(Double(-element).bitPattern)
      default: bytes.appendLittleEndian(Float(element).bitPattern)
      }
    }
    return bytes
  }
}
