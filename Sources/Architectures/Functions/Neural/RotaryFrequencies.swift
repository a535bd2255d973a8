import Checkpoints
import Diagnostics
import Glibc

/// How fast each pair of features turns from one position to the next in a rotary embedding.
///
/// Pair i of n turns by `theta^(-i/n)`; `factor` slows all of them, or, with the three settings behind
/// it, those whose period is longer than what the network was first trained on.
struct RotaryFrequencies {
  /// The angles of one step, in radians, half as many as features.
  let angles: [Double]

  /// The frequencies that slow down.
  private struct Band {
    let low: Double
    let high: Double
    let length: Double

    /// How much of the first speed is kept: 0 for long periods, 1 for short ones.
    func kept(of angle: Double) -> Double {
      let periods = length * angle / (2 * Double.pi)
      return min(max((periods - low) / (high - low), 0), 1)
    }
  }

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let size = try settings.integer("size", in: 2...1 << 16)
    guard size.isMultiple(of: 2) else {
      throw settings.invalid("size", .integer(size), "an even number of features")
    }
    let theta = try settings.number("theta", default: 10000)
    guard theta > 0, theta.isFinite else {
      throw settings.invalid("theta", .number(theta), "a number above 0")
    }
    let factor = try settings.number("factor", default: 1)
    guard factor > 0, factor.isFinite else {
      throw settings.invalid("factor", .number(factor), "a number above 0")
    }
    let low = try settings.numberIfGiven("low_frequency")
    let high = try settings.numberIfGiven("high_frequency")
    let length = try settings.numberIfGiven("original_length")
    var band: Band?
    if let low, let high, let length {
      guard high > low, length > 0 else {
        throw settings.invalid("high_frequency", .number(high), "a number above low_frequency")
      }
      band = Band(low: low, high: high, length: length)
    }
    angles = (0..<size / 2).map { pair in
      let angle = pow(theta, -Double(2 * pair) / Double(size))
      let kept = band?.kept(of: angle) ?? 0
      return kept * angle + (1 - kept) * angle / factor
    }
  }
}
