import Diagnostics

/// What a translation did that its user should know of, with the names of the entries.
struct TranslationNotes {
  /// What happened to entries.
  enum Kind: CaseIterable, Hashable {
    /// No rule tells their layout.
    case undecided
    /// They were taken for what such names and sizes mostly are.
    case assumed
    /// The target has nothing of the kind.
    case unused
    /// The target has no layer that computes the same.
    case notRepresentable
    /// The target expects them, the source does not have them.
    case created
    /// Two vectors became their sum.
    case added
    /// Deviations became variances.
    case squared
  }

  private let target: Framework
  private var names: [Kind: [String]] = [:]

  init(to target: Framework) { self.target = target }

  /// Remembers an entry.
  mutating func add(_ kind: Kind, _ name: String) { names[kind, default: []].append(name) }

  /// The most names of a kind that are shown.
  private static let mostNames = 24

  /// One note for each kind that occurred.
  func emit(to diagnostics: DiagnosticCollector) {
    for kind in Kind.allCases {
      guard let names = names[kind] else { continue }
      let shown = names.prefix(Self.mostNames).map { "'\($0)'" }.joined(separator: ", ")
      let rest =
        names.count > Self.mostNames ? " and \(names.count - Self.mostNames) more" : ""
      let (code, text) = message(of: kind)
      diagnostics.emit(Diagnostic(code, severity: .note, "\(text): \(shown)\(rest)"))
    }
  }

  private func message(of kind: Kind) -> (DiagnosticCode, String) {
    let target = target.displayName
    switch kind {
    case .undecided:
      return (
        .translationUndecided,
        "kept as they are, because nothing tells how \(target) would store them; an architecture may"
      )
    case .assumed:
      return (
        .translationAssumed,
        "taken for LayerNorm, which names and sizes do not tell from GroupNorm; an architecture does"
      )
    case .unused:
      return (.translationUnused, "kept, though \(target) has no place for them")
    case .notRepresentable:
      return (
        .translationUnused,
        "kept under their names, because \(target) has no layer that computes the same"
      )
    case .created:
      return (.translationCreated, "made of zeros, because \(target) expects them")
    case .added:
      return (
        .translationAdded, "the two biases of recurrent layers were added, \(target) has one"
      )
    case .squared:
      return (.translationAdded, "moving deviations were squared, \(target) stores variances")
    }
  }
}
