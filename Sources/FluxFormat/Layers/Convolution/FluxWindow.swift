import Diagnostics
import ModelIR

/// The settings of a window as Flux stores them, one entry for each spatial dimension in Julia's order;
/// a padding of twice as many entries has both ends of each dimension.
struct FluxWindow: Hashable, Sendable {
  let stride: [Int]
  /// As stored: `(low1, high1, low2, high2, …)`, or one number for both ends of each dimension.
  let pad: [Int]
  let dilation: [Int]

  /// Makes a window.
  init(stride: [Int], pad: [Int], dilation: [Int]? = nil) {
    self.stride = stride
    self.pad = pad
    self.dilation = dilation ?? stride.map { _ in 1 }
  }

  /// The window of the graph, whose spatial axes stand in the reverse order.
  var slidingWindow: SlidingWindow {
    let dimensions = stride.indices.reversed()
    let ends = pad.count == stride.count ? pad.flatMap { [$0, $0] } : pad
    return SlidingWindow(
      strides: stride.reversed(), dilations: dilation.reversed(),
      padsBefore: dimensions.map { ends[2 * $0] }, padsAfter: dimensions.map { ends[2 * $0 + 1] })
  }

  /// The padding as Flux prints it, or nothing if there is none.
  var padText: [String] {
    pad.allSatisfy { $0 == 0 } ? [] : ["pad=\(FluxText.compactTuple(pad))"]
  }

  /// The keywords with which Flux prints what differs from the defaults.
  var printed: [String] {
    var keywords = padText
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
    let isOneForAll = try value(padIndex, "pad").int != nil
    let pad = try integers(padIndex, "pad", count: isOneForAll ? spatialRank : nil)
    guard pad.count == spatialRank || pad.count == 2 * spatialRank else {
      throw malformed(
        "'pad' has \(pad.count) entries, \(spatialRank) or \(2 * spatialRank) are expected")
    }
    var dilation: [Int]?
    if let dilationIndex { dilation = try integers(dilationIndex, "dilation", count: spatialRank) }
    return FluxWindow(stride: stride, pad: pad, dilation: dilation)
  }
}
