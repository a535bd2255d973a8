package import Diagnostics

/// A strided view of the elements of a file's range, written in the view's order with bounded memory.
///
/// What a part of the view touches is read run by run into a box that has nothing else, and gathered from
/// there: a transpose of a large matrix reads a strip of its columns at a time.
package struct StridedCopy {
  /// The most that a box takes.
  package static let mostBoxByteCount = 32 << 20
  /// Runs below this are not worth a read of their own.
  static let leastRunByteCount = 512
  /// What is gathered at once, unless that is less than the rows of a tile.
  private static let blockByteCount = 1 << 20
  private static let mostBlockByteCount = 16 << 20
  private static let tileRowCount = 32

  private let range: FileRange
  private let mostBoxByteCount: Int
  private let width: Int
  private let view: StridedView

  /// Makes a copy, or nothing for a view whose runs are too short for it.
  ///
  /// - Precondition: every element of the view, which counts from the range's start, lies inside the range.
  package init?(
    _ range: FileRange, _ view: StridedView, elementByteCount: Int,
    mostBoxByteCount: Int = Self.mostBoxByteCount
  ) {
    self.mostBoxByteCount = mostBoxByteCount
    self.range = range
    width = elementByteCount
    self.view = view
    guard !view.shape.contains(0), let part = firstPart(of: view),
      StridedBox(of: part).runElementCount * width
        >= min(
          Self.leastRunByteCount, part.boxElementCount * width)
    else { return nil }
  }

  /// Writes the elements.
  ///
  /// - Throws: what reading the file and writing the sink raise.
  package func write<Sink: ByteSink & ~Copyable>(to sink: inout Sink) throws(Diagnostic) {
    // Every part has the shape of the first or less.
    guard let first = firstPart(of: view) else { return }
    let memory = ScratchMemory(byteCount: StridedBox(of: first).byteCount(width))
    let blockByteCount = min(
      max(Self.blockByteCount, Self.tileRowCount * (view.shape.last ?? 1) * width),
      max(Self.mostBlockByteCount, width))
    let block = ScratchMemory(
      byteCount: min(max(blockByteCount, width), view.elementCount * width))
    try forEachPart(of: view) { (part) throws(Diagnostic) in
      let box = StridedBox(of: part)
      try read(box, into: memory)
      try gather(box.view, from: memory, by: block, to: &sink)
    }
  }

  // MARK: - Parts

  /// The axis along which a view is cut, and how many of its indices a box takes; nothing for a view that
  /// one box takes.
  private func cut(_ view: StridedView) -> (axis: Int, step: Int)? {
    let count = view.boxElementCount
    let most = mostBoxByteCount / width
    guard count > most, let axis = view.shape.firstIndex(where: { $0 > 1 }) else { return nil }
    let one = view.strides[axis] == 0 ? count : count / view.shape[axis]
    return (axis, max(1, most / one))
  }

  private func firstPart(of view: StridedView) -> StridedView? {
    guard let (axis, step) = cut(view) else { return view }
    return firstPart(of: view.sliced(along: axis, 0..<min(step, view.shape[axis])))
  }

  private func forEachPart(
    of view: StridedView, _ body: (StridedView) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard let (axis, step) = cut(view) else { return try body(view) }
    try view.forEachSlice(along: axis, of: step) { (part) throws(Diagnostic) in
      try forEachPart(of: part, body)
    }
  }

  // MARK: - Reading and gathering

  private func read(_ box: StridedBox, into memory: borrowing ScratchMemory) throws(Diagnostic) {
    var indices = [Int](repeating: 0, count: box.outer.count)
    var row = 0
    while true {
      let offset = zip(indices, box.outer).reduce(box.fileOffset) { $0 + $1.0 * $1.1.stride }
      try memory.read(
        range.file, at: range.byteOffset + offset * width, count: box.runElementCount * width,
        to: row * box.pitch * width)
      row += 1
      var axis = box.outer.count - 1
      while axis >= 0 {
        indices[axis] += 1
        if indices[axis] < box.outer[axis].size { break }
        indices[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  private func gather<Sink: ByteSink & ~Copyable>(
    _ view: StridedView, from memory: borrowing ScratchMemory, by block: borrowing ScratchMemory,
    to sink: inout Sink
  ) throws(Diagnostic) {
    try view.forEachBlock(elementCount: block.byteCount / width) { (part) throws(Diagnostic) in
      try sink.write(memory.gathered(part, width, into: block))
    }
  }
}

extension StridedView {
  /// The elements that are touched, each once.
  fileprivate var boxElementCount: Int {
    zip(shape, strides).reduce(1) { $1.1 == 0 ? $0 : $0 * $1.0 }
  }
}
