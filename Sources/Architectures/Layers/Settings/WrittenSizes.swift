import Checkpoints
import Diagnostics

/// Sizes of some axes with the form in which they were written, one number or a tuple, since the
/// framework prints them so.
struct WrittenSizes: Hashable, Sendable {
  /// One size for each axis.
  let sizes: [Int]
  /// What was written.
  let written: HyperparameterValue
}

extension LayerSettings {
  /// Sizes of some axes: a list of that many, or one integer for all; `None` is as left out.
  mutating func writtenSizes(
    _ name: String, rank: Int, default fallback: HyperparameterValue? = nil,
    in range: ClosedRange<Int>
  ) throws(Diagnostic) -> WrittenSizes {
    guard let written = present(name) ?? fallback else { throw missing(name) }
    var sizes: [Int]
    if let integer = written.integer {
      sizes = [Int](repeating: integer, count: rank)
    } else if let integers = written.integers, integers.count == 1 || integers.count == rank {
      sizes = integers
      if sizes.count == 1 { sizes = [Int](repeating: integers[0], count: rank) }
    } else {
      throw invalid(name, written, "one integer or \(rank)")
    }
    guard sizes.allSatisfy(range.contains) else {
      throw invalid(name, written, "integers in \(range)")
    }
    return WrittenSizes(sizes: sizes, written: written)
  }

  /// A setting that is given and not `None`.
  mutating func present(_ name: String) -> HyperparameterValue? {
    value(name).flatMap { $0 == .none ? nil : $0 }
  }
}
