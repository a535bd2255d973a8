import Diagnostics
import ModelIR

/// Moves channels into space: `(W, H, r²·C, N)` becomes `(r·W, r·H, C, N)`.
///
/// | release | fields |
/// |---|---|
/// | 0.12 and later | r |
struct PixelShuffle: FluxLayer {
  static let typeNames = ["PixelShuffle"]

  let factor: Int

  init(factor: Int) { self.factor = factor }

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 1 else { throw fields.unknownEra() }
    factor = try fields.integer(0, "r")
    guard (1...4096).contains(factor) else {
      throw fields.malformed("the factor is \(factor), at least 1 is expected")
    }
  }

  var text: String { FluxText.call("PixelShuffle", ["\(factor)"]) }
  var era: FluxEra { .since("0.12") }
  // It changes the number of channels, so what later layers take says nothing of the input.
  var inputExpectation: FluxInputExpectation { .unknown }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.tensor(input)
    if lowering.rank(x) > 3 { lowering.usesSpatialAxes = true }
    let rank = lowering.rank(x)
    if rank == 4 {
      return .tensor(
        try lowering.builder.add(
          DepthToSpace(blockSize: factor, mode: .columnRowDepth), x))
    }
    try lowering.requireRank(3...5, of: x, "a PixelShuffle works on 1 to 3 spatial dimensions")
    return .tensor(try shuffled(x, spatialRank: rank - 2, in: &lowering))
  }

  /// Any number of spatial axes: split the channels, put each factor behind its axis, join them.
  private func shuffled(
    _ x: ValueID, spatialRank: Int, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> ValueID {
    let shape = lowering.shape(x)
    let blocks = (0..<spatialRank).reduce(1) { product, _ in product * factor }
    guard let channels = shape[1].size, channels % blocks == 0 else {
      throw Diagnostic(
        .shapeMismatch,
        "the input has \(shape[1]) channels, a multiple of \(blocks) is needed",
        at: lowering.place)
    }
    guard let fixed = Shape(Array(shape.dimensions.dropFirst(2))).sizes else {
      throw Diagnostic(
        .sizeNotFixed,
        "a PixelShuffle over \(spatialRank) dimensions needs fixed sizes: give --input-shape",
        at: lowering.place)
    }
    let factors = [ReshapeDimension](repeating: .size(factor), count: spatialRank)
    let split = try lowering.builder.add(
      Reshape(
        target: [.copied(fromAxis: 0), .size(channels / blocks)] + factors
          + fixed.map(ReshapeDimension.size)), x)
    let axes = [0, 1] + (0..<spatialRank).flatMap { [2 + spatialRank + $0, 2 + $0] }
    let moved = try lowering.builder.add(Transpose(axes: axes), split)
    return try lowering.builder.add(
      Reshape(
        target: [.copied(fromAxis: 0), .size(channels / blocks)]
          + fixed.map { .size($0 * factor) }), moved)
  }
}
