public import ByteIO
import Diagnostics

/// A tensor of a model whose bytes are read only when somebody writes or computes with them.
///
/// Transposing, flipping, slicing and reshaping cost nothing: they change the view.
public struct Weight: Hashable, Sendable {
  /// Where a weight's elements come from: a contiguous row-major run, little-endian.
  public indirect enum Source: Hashable, Sendable {
    /// Bytes of an open file.
    case file(FileRange)
    /// Bytes whose place is found when they are read.
    case deferred(DeferredRange)
    /// Bytes in several places, one after the other; an element may begin in one and end in the next.
    case pieces([DeferredRange])
    /// Nothing: the file has the tensor's shape and no elements, for this reason.
    case absent(String)
    /// A small array in memory.
    case bytes([UInt8])
    /// Weights of one element type, one after the other along their first axis.
    case concatenation([Weight])
    /// The elements of another weight, converted to this one's element type, with a count of those
    /// that become infinite.
    case converted(Weight, OverflowTally?)
    /// The elements of another weight in the order of its view.
    case view(Weight)
    /// The elements of another source, each changed in place.
    case mapped(Source, ElementMap)
    /// The elements of another weight, each of its outermost slices times a number of its own.
    case scaled(Weight, [Double])
  }

  /// The elements' type.
  public let elementType: ElementType
  /// Where the elements come from.
  public let source: Source
  /// Which of them the tensor shows.
  public let view: StridedView

  /// The sizes of the axes.
  public var shape: [Int] { view.shape }
  /// The number of elements.
  public var elementCount: Int { view.elementCount }
  /// The bytes that the tensor takes when it is written.
  public var byteCount: Int { elementCount * elementType.byteCount }

  /// Whether the elements can be read; a tensor of the device `meta` has a shape only.
  public var hasElements: Bool { source.hasElements }

  init(_ elementType: ElementType, _ source: Source, _ view: StridedView) {
    self.elementType = elementType
    self.source = source
    self.view = view
  }

  /// Makes a weight of contiguous row-major bytes of a file, or nothing if the range does not have
  /// exactly the bytes that the shape needs.
  public init?(_ elementType: ElementType, shape: [Int], in range: FileRange) {
    guard byteCountOfTensor(elementType, shape: shape) == range.byteCount else { return nil }
    self.init(elementType, .file(range), StridedView(rowMajor: shape))
  }

  /// Makes a weight of any strided view into a file's range, or nothing if an element would lie
  /// outside or the tensor would take more than 256 TiB.
  public init?(_ elementType: ElementType, view: StridedView, in range: FileRange) {
    guard isWithinLimit(elementType, shape: view.shape),
      view.strides.count == view.shape.count,
      view.stays(within: range.byteCount / elementType.byteCount)
    else { return nil }
    self.init(elementType, .file(range), view)
  }

  /// Makes a weight of contiguous row-major bytes that are found later, or nothing if there are not
  /// exactly the bytes that the shape needs.
  public init?(_ elementType: ElementType, shape: [Int], in range: DeferredRange) {
    guard byteCountOfTensor(elementType, shape: shape) == range.byteCount else { return nil }
    self.init(elementType, .deferred(range), StridedView(rowMajor: shape))
  }

  /// Makes a weight of any strided view into bytes that are found later, or nothing if an element
  /// would lie outside.
  public init?(_ elementType: ElementType, view: StridedView, in range: DeferredRange) {
    guard isWithinLimit(elementType, shape: view.shape),
      view.strides.count == view.shape.count,
      view.stays(within: range.byteCount / elementType.byteCount)
    else { return nil }
    self.init(elementType, .deferred(range), view)
  }

  /// Makes a weight of contiguous row-major bytes that lie in several places, or nothing if they are
  /// not together exactly the bytes that the shape needs.
  public init?(_ elementType: ElementType, shape: [Int], pieces: [DeferredRange]) {
    var byteCount = 0
    for piece in pieces {
      let (sum, overflow) = byteCount.addingReportingOverflow(piece.byteCount)
      guard !overflow else { return nil }
      byteCount = sum
    }
    guard byteCountOfTensor(elementType, shape: shape) == byteCount else { return nil }
    self.init(
      elementType, pieces.count == 1 ? .deferred(pieces[0]) : .pieces(pieces),
      StridedView(rowMajor: shape))
  }

  /// Makes a weight that has a shape and no elements; writing or reading it throws
  /// ``DiagnosticCode/noWeightData`` with the reason.
  ///
  /// Returns nothing if a size is negative or the tensor would take more than 256 TiB.
  public init?(absent reason: String, _ elementType: ElementType, shape: [Int]) {
    guard isWithinLimit(elementType, shape: shape) else { return nil }
    self.init(elementType, .absent(reason), StridedView(rowMajor: shape))
  }

  /// Makes a weight of contiguous row-major bytes in memory.
  ///
  /// - Precondition: the bytes are exactly as many as the shape needs.
  public init(_ elementType: ElementType, shape: [Int], bytes: [UInt8]) {
    precondition(shape.reduce(1, *) * elementType.byteCount == bytes.count)
    self.init(elementType, .bytes(bytes), StridedView(rowMajor: shape))
  }

  /// The tensor with its axes in another order: result axis i is axis `axes[i]`.
  public func transposed(by axes: [Int]) -> Weight {
    Weight(elementType, source, view.transposed(by: axes))
  }

  /// The tensor with some axes read backwards.
  public func flipped(along axes: [Int]) -> Weight {
    Weight(elementType, source, view.flipped(along: axes))
  }

  /// Some indices of one axis.
  public func sliced(along axis: Int, _ range: Range<Int>) -> Weight {
    Weight(elementType, source, view.sliced(along: axis, range))
  }

  /// The same elements in the same row-major order with other sizes.
  ///
  /// - Precondition: the number of elements stays the same.
  public func reshaped(to shape: [Int]) -> Weight {
    if let reshaped = view.reshaped(to: shape) { return Weight(elementType, source, reshaped) }
    return Weight(elementType, .view(self), StridedView(rowMajor: shape))
  }

  /// Weights one after the other along an axis.
  ///
  /// - Precondition: there is at least one; element types and the other axes agree.
  public static func concatenated(_ weights: [Weight], along axis: Int) -> Weight {
    precondition(!weights.isEmpty)
    if weights.count == 1 { return weights[0] }
    let first = weights[0]
    precondition(weights.allSatisfy { $0.elementType == first.elementType })
    var order = Array(first.shape.indices)
    order.remove(at: axis)
    order.insert(axis, at: 0)
    let parts = weights.map { $0.transposed(by: order) }
    precondition(parts.allSatisfy { $0.shape.dropFirst() == parts[0].shape.dropFirst() })
    var shape = parts[0].shape
    shape[0] = parts.reduce(0) { $0 + $1.shape[0] }
    let joined = Weight(first.elementType, .concatenation(parts), StridedView(rowMajor: shape))
    var inverse = [Int](repeating: 0, count: order.count)
    for (position, axis) in order.enumerated() { inverse[axis] = position }
    return joined.transposed(by: inverse)
  }

  /// The elements converted to another type.
  ///
  /// - Parameter tally: what learns how many finite elements became infinite.
  public func converted(
    to elementType: ElementType, counting tally: OverflowTally? = nil
  ) -> Weight {
    if elementType == self.elementType { return self }
    return Weight(elementType, .converted(self, tally), StridedView(rowMajor: shape))
  }
}

extension StridedView {
  /// Whether every element that the view shows is one of the first `elementCount`; nothing overflows.
  func stays(within elementCount: Int) -> Bool {
    if shape.contains(0) { return true }
    var lowest = elementOffset
    var highest = elementOffset
    for (size, stride) in zip(shape, strides) {
      let (reach, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
      guard !overflow else { return false }
      let (next, tooFar) = (reach < 0 ? lowest : highest).addingReportingOverflow(reach)
      guard !tooFar else { return false }
      if reach < 0 { lowest = next } else { highest = next }
    }
    return lowest >= 0 && highest < elementCount
  }
}

/// Whether a tensor takes at most 256 TiB, so that joining and converting it overflow nothing.
///
/// Views that repeat elements and tensors without elements can be of any size in a small file.
private func isWithinLimit(_ elementType: ElementType, shape: [Int]) -> Bool {
  byteCountOfTensor(elementType, shape: shape).map { $0 <= 1 << 48 } ?? false
}

/// The bytes that a tensor takes, or nothing if a size is negative or the product overflows.
public func byteCountOfTensor(_ elementType: ElementType, shape: [Int]) -> Int? {
  var count = elementType.byteCount
  var hasZero = false
  for size in shape {
    guard size >= 0 else { return nil }
    if size == 0 {
      hasZero = true
      continue
    }
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    guard !overflow else { return nil }
    count = product
  }
  return hasZero ? 0 : count
}

extension Weight.Source {
  /// Whether there are elements to read.
  fileprivate var hasElements: Bool {
    switch self {
    case .absent: false
    case .mapped(let source, _): source.hasElements
    case .concatenation(let parts): parts.allSatisfy(\.hasElements)
    case .converted(let original, _), .view(let original), .scaled(let original, _):
      original.hasElements
    case .file, .deferred, .pieces, .bytes: true
    }
  }
}
