import Diagnostics
import ModelIR

/// The settings of a window as Flux stores them, one entry for each spatial dimension in Julia's order;
/// a padding of twice as many entries has both ends of each dimension.
struct FluxWindow: Hashable, Sendable {
  let stride: [Int]
  let pad: [Int]
  let dilation: [Int]

  /// Makes a window; a padding with one entry for each dimension is symmetric.
  init(stride: [Int], pad: [Int], dilation: [Int]? = nil) {
    self.stride = stride
    self.pad = pad.count == 2 * stride.count ? pad : pad.flatMap { [$0, $0] }
    self.dilation = dilation ?? stride.map { _ in 1 }
  }

  /// The window of the graph, whose spatial axes stand in the reverse order.
  var slidingWindow: SlidingWindow {
    let dimensions = stride.indices.reversed()
    return SlidingWindow(
      strides: stride.reversed(), dilations: dilation.reversed(),
      padsBefore: dimensions.map { pad[2 * $0] }, padsAfter: dimensions.map { pad[2 * $0 + 1] })
  }

  /// The keywords with which Flux prints what differs from the defaults.
  var printed: [String] {
    var keywords: [String] = []
    if pad.contains(where: { $0 != 0 }) {
      let isSymmetric = stride.indices.allSatisfy { pad[2 * $0] == pad[2 * $0 + 1] }
      let shown = isSymmetric ? stride.indices.map { pad[2 * $0] } : pad
      keywords.append("pad=\(FluxText.compactTuple(shown))")
    }
    if stride.contains(where: { $0 != 1 }) {
      keywords.append("stride=\(FluxText.compactTuple(stride))")
    }
    if dilation.contains(where: { $0 != 1 }) {
      keywords.append("dilation=\(FluxText.compactTuple(dilation))")
    }
    return keywords
  }
}

extension FluxFields {
  /// The window that three fields hold, checked against the number of spatial dimensions.
  func window(
    stride strideIndex: Int, pad padIndex: Int, dilation dilationIndex: Int?, spatialRank: Int
  ) throws(Diagnostic) -> FluxWindow {
    let stride = try integers(strideIndex, "stride", count: spatialRank)
    let pad = try integers(padIndex, "pad", count: nil, orSingleFor: spatialRank)
    var dilation: [Int]?
    if let dilationIndex { dilation = try integers(dilationIndex, "dilation", count: spatialRank) }
    guard pad.count == spatialRank || pad.count == 2 * spatialRank else {
      throw malformed(
        "'pad' has \(pad.count) entries, \(spatialRank) or \(2 * spatialRank) are expected")
    }
    return FluxWindow(stride: stride, pad: pad, dilation: dilation)
  }

  /// Integers of a tuple of any length, or one integer for all places.
  private func integers(
    _ index: Int, _ name: String, count: Int?, orSingleFor places: Int
  ) throws(Diagnostic) -> [Int] {
    if let single = try value(index, name).int { return [Int](repeating: single, count: places) }
    return try integers(index, name, count: count)
  }
}
