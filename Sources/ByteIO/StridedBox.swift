/// The elements that a view touches, as they are read: runs of the file, one after the other with some
/// room between, so that rows of a power of two do not meet in one place of a cache.
struct StridedBox {
  /// The axes along which runs follow, in the file's order, with their steps in elements.
  private(set) var outer: [(size: Int, stride: Int)] = []
  /// How many elements follow one another in the file.
  private(set) var runElementCount = 1
  /// The first element in the file.
  private(set) var fileOffset: Int
  /// The same view of the box.
  private(set) var view: StridedView

  private static let room = 16

  /// The elements from one run to the next.
  var pitch: Int { runElementCount + Self.room }

  init(of view: StridedView) {
    fileOffset = view.elementOffset
    self.view = view
    self.view.elementOffset = 0
    let axes = view.shape.indices.filter { view.shape[$0] > 1 && view.strides[$0] != 0 }
      .sorted { (view.strides[$0].magnitude, $0) < (view.strides[$1].magnitude, $1) }
    var step = [Int](repeating: 0, count: view.shape.count)
    var inRun = 0
    for axis in axes {
      guard view.strides[axis].magnitude == UInt(runElementCount) else { break }
      step[axis] = runElementCount
      runElementCount *= view.shape[axis]
      inRun += 1
    }
    var rowCount = 1
    for axis in axes[inRun...] {
      step[axis] = rowCount * pitch
      rowCount *= view.shape[axis]
      outer.insert((view.shape[axis], Int(view.strides[axis].magnitude)), at: 0)
    }
    for axis in view.shape.indices {
      let forward = step[axis]
      self.view.strides[axis] = forward
      guard view.strides[axis] < 0, view.shape[axis] > 1 else { continue }
      // Flipped: it begins at its end.
      fileOffset += (view.shape[axis] - 1) * view.strides[axis]
      self.view.elementOffset += (view.shape[axis] - 1) * forward
      self.view.strides[axis] = -forward
    }
  }

  func byteCount(_ width: Int) -> Int { outer.reduce(1) { $0 * $1.size } * pitch * width }
}
