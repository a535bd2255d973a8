package import Diagnostics

/// Which elements of a contiguous run a tensor shows, and in which order.
public struct StridedView: Hashable, Sendable {
  /// The sizes of the axes.
  public var shape: [Int]
  /// The steps along the axes in elements; negative for a flipped axis, 0 for a repeated one.
  public var strides: [Int]
  /// Where element (0, …, 0) is, in elements from the start of the run.
  public var elementOffset: Int

  /// Makes a view.
  public init(shape: [Int], strides: [Int], elementOffset: Int) {
    self.shape = shape
    self.strides = strides
    self.elementOffset = elementOffset
  }

  /// A contiguous row-major view from the start of the run.
  public init(rowMajor shape: [Int]) {
    self.init(shape: shape, strides: Self.rowMajorStrides(shape), elementOffset: 0)
  }

  /// The number of elements that the view shows.
  public var elementCount: Int { shape.reduce(1, *) }

  /// Whether the elements lie one after the other in row-major order.
  public var isContiguous: Bool {
    if shape.contains(0) { return true }
    var expected = 1
    for (size, stride) in zip(shape, strides).reversed() where size != 1 {
      guard stride == expected else { return false }
      expected *= size
    }
    return true
  }

  /// The first and the last element of the run that the view touches; nothing for an empty view.
  public var touchedElements: ClosedRange<Int>? {
    if shape.contains(0) { return nil }
    var lowest = elementOffset
    var highest = elementOffset
    for (size, stride) in zip(shape, strides) {
      let reach = (size - 1) * stride
      if reach < 0 { lowest += reach } else { highest += reach }
    }
    return lowest...highest
  }

  /// The view with its axes in another order: result axis i is axis `axes[i]`.
  public func transposed(by axes: [Int]) -> StridedView {
    precondition(axes.sorted() == Array(shape.indices))
    return StridedView(
      shape: axes.map { shape[$0] }, strides: axes.map { strides[$0] },
      elementOffset: elementOffset)
  }

  /// The view with some axes read backwards.
  public func flipped(along axes: [Int]) -> StridedView {
    var copy = self
    for axis in axes where shape[axis] > 0 {
      copy.elementOffset += (shape[axis] - 1) * strides[axis]
      copy.strides[axis] = -strides[axis]
    }
    return copy
  }

  /// The view of some indices of one axis.
  public func sliced(along axis: Int, _ range: Range<Int>) -> StridedView {
    precondition(range.lowerBound >= 0 && range.upperBound <= shape[axis])
    var copy = self
    copy.elementOffset += range.lowerBound * strides[axis]
    copy.shape[axis] = range.count
    return copy
  }

  /// The view with other sizes, where that needs no copy.
  public func reshaped(to shape: [Int]) -> StridedView? {
    precondition(shape.reduce(1, *) == elementCount)
    guard isContiguous else { return nil }
    return StridedView(
      shape: shape, strides: Self.rowMajorStrides(shape), elementOffset: elementOffset)
  }

  /// Cuts the view into parts of at most so many elements that follow one another in its order.
  package func forEachBlock(
    elementCount limit: Int, _ body: (StridedView) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let count = elementCount
    guard count > limit, let axis = shape.firstIndex(where: { $0 > 1 }) else {
      return try body(self)
    }
    let step = max(1, limit / (count / shape[axis]))
    try forEachSlice(along: axis, of: step) { (part) throws(Diagnostic) in
      try part.forEachBlock(elementCount: limit, body)
    }
  }

  /// Cuts the view along an axis into parts of so many indices; the last may have less.
  package func forEachSlice(
    along axis: Int, of step: Int, _ body: (StridedView) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    for start in stride(from: 0, to: shape[axis], by: step) {
      try body(sliced(along: axis, start..<min(shape[axis], start + step)))
    }
  }

  /// The strides of a contiguous row-major tensor.
  public static func rowMajorStrides(_ shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    var step = 1
    for axis in shape.indices.reversed() {
      strides[axis] = step
      step *= max(shape[axis], 1)
    }
    return strides
  }
}
