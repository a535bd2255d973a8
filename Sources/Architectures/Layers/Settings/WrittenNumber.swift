import Checkpoints
import Diagnostics

/// A number with the form in which it was written, since the framework prints it so: `1` or `1.0`.
struct WrittenNumber: Hashable, Sendable {
  /// The number.
  let value: Double
  /// What was written.
  let written: HyperparameterValue
}

extension LayerSettings {
  /// A number: as given under one of two names, else as defaulted; `None` is as left out.
  mutating func writtenNumber(
    _ name: String, alias: String? = nil, default fallback: HyperparameterValue? = nil,
    in range: ClosedRange<Double> = -Double.infinity...Double.infinity
  ) throws(Diagnostic) -> WrittenNumber {
    guard let written = present(name) ?? alias.flatMap({ present($0) }) ?? fallback else {
      throw missing(name)
    }
    guard let number = written.number, range.contains(number) else {
      throw invalid(
        name, written,
        range == -Double.infinity...Double.infinity ? "a number" : "a number in \(range)")
    }
    return WrittenNumber(value: number, written: written)
  }

  /// The ε of a normalisation: 0 or more.
  mutating func epsilon(
    default fallback: HyperparameterValue = .number(1e-5)
  ) throws(Diagnostic) -> WrittenNumber {
    try writtenNumber("eps", default: fallback, in: 0...Double.greatestFiniteMagnitude)
  }
}
