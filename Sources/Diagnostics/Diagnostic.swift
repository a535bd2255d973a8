/// How much a diagnostic matters.
public enum Severity: String, Hashable, Sendable {
  /// Something worth knowing that changes nothing.
  case note
  /// Something that the user should look at; the result stands.
  case warning
  /// Something that prevents the result.
  case error
}

/// One finding: a stable code, a text for the reader, and where it is.
///
/// A thrown diagnostic ends a stage; a collected one lets it go on.
public struct Diagnostic: Error, Hashable, Sendable {
  /// The stable code.
  public var code: DiagnosticCode
  /// How much it matters.
  public var severity: Severity
  /// What was expected, what was found and what to do; lower case, without a full stop.
  public var message: String
  /// Where it is.
  public var location: Location

  /// Makes a diagnostic.
  public init(
    _ code: DiagnosticCode, severity: Severity = .error, _ message: String,
    at location: Location = Location()
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.location = location
  }

  /// The same finding, its location completed by what an outer stage knows.
  public func located(at outer: Location) -> Diagnostic {
    var copy = self
    copy.location = location.filled(from: outer)
    return copy
  }
}

/// Several errors of one run, reported together.
public struct DiagnosticList: Error, Hashable, Sendable {
  /// The errors, in the order in which they were found; never empty.
  public let diagnostics: [Diagnostic]

  /// Makes a list of at least one diagnostic.
  public init(_ first: Diagnostic, _ others: [Diagnostic] = []) {
    self.diagnostics = [first] + others
  }

  /// Makes a list, or nothing of no diagnostics.
  public init?(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return nil }
    self.diagnostics = diagnostics
  }
}
