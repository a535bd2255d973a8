/// How a window moves over the spatial axes: shared by convolutions and pools.
///
/// Every list has one entry per spatial axis, outermost first. Padding is given for both ends and may
/// differ.
public struct SlidingWindow: Hashable, Sendable {
  /// The step between windows, at least 1.
  public let strides: [Int]
  /// The step between the elements of one window, at least 1.
  public let dilations: [Int]
  /// Elements added before the first of each axis; negative values crop.
  public let padsBefore: [Int]
  /// Elements added after the last of each axis.
  public let padsAfter: [Int]

  /// Makes a window movement.
  public init(strides: [Int], dilations: [Int]? = nil, padsBefore: [Int], padsAfter: [Int]) {
    self.strides = strides
    self.dilations = dilations ?? strides.map { _ in 1 }
    self.padsBefore = padsBefore
    self.padsAfter = padsAfter
  }

  /// A movement by one without padding.
  public static func unit(spatialRank: Int) -> SlidingWindow {
    let zeros = [Int](repeating: 0, count: spatialRank)
    return SlidingWindow(
      strides: [Int](repeating: 1, count: spatialRank), padsBefore: zeros, padsAfter: zeros)
  }

  /// Whether the end is rounded so that a last, partial window counts.
  public enum Rounding: Hashable, Sendable {
    case floor
    /// A partial window counts if it begins inside the input or its front padding, as PyTorch has it.
    case ceiling
  }

  /// The number of windows along each spatial axis: `⌊(size + pads − reach) / stride⌋ + 1` with
  /// `reach = dilation · (kernel − 1) + 1`.
  ///
  /// - Throws: an invalid-attribute failure for lists of the wrong length or steps below 1, a shape
  ///   mismatch if no window fits.
  func outputSizes(
    of input: [Dimension], kernel: [Int], rounding: Rounding = .floor
  ) throws(InferenceFailure) -> [Dimension] {
    try check(spatialRank: input.count, kernel: kernel)
    var sizes: [Dimension] = []
    for axis in input.indices {
      let reach = dilations[axis] * (kernel[axis] - 1) + 1
      let room = input[axis] + (padsBefore[axis] + padsAfter[axis] - reach)
      if let fixed = room.size, fixed < 0 {
        throw InferenceFailure(
          .shapeMismatch,
          """
          spatial axis \(axis) has \(input[axis]) elements and \
          \(padsBefore[axis] + padsAfter[axis]) of padding, the window needs \(reach)
          """)
      }
      var size =
        rounding == .floor
        ? room.floorDivided(by: strides[axis]) + 1
        : room.ceilingDivided(by: strides[axis]) + 1
      // A window that would begin in the padding behind the input does not count.
      if rounding == .ceiling, let count = size.size, let extent = input[axis].size,
        (count - 1) * strides[axis] >= extent + padsBefore[axis]
      {
        size = .fixed(count - 1)
      }
      sizes.append(size)
    }
    return sizes
  }

  /// Checks that every list fits the number of spatial axes and every step is positive.
  func check(spatialRank: Int, kernel: [Int]) throws(InferenceFailure) {
    for (name, list) in [
      ("kernel", kernel), ("strides", strides), ("dilations", dilations),
      ("padding before", padsBefore), ("padding after", padsAfter),
    ] where list.count != spatialRank {
      throw InferenceFailure(
        .invalidAttribute, "\(name) \(list) does not fit \(spatialRank) spatial axes")
    }
    for (name, list) in [("kernel", kernel), ("strides", strides), ("dilations", dilations)] {
      if let bad = list.first(where: { $0 < 1 || $0 > Int(Int32.max) }) {
        throw InferenceFailure(.invalidAttribute, "\(name) has \(bad), at least 1 is needed")
      }
    }
    for pad in padsBefore + padsAfter where pad.magnitude > UInt(Int32.max) {
      throw InferenceFailure(.invalidAttribute, "padding \(pad) is out of range")
    }
  }
}
