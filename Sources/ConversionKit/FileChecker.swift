public import ByteIO

/// Checks files of one format against the format's own rules.
public protocol FileChecker: Sendable {
  /// Applies every rule to a file.
  ///
  /// - Parameter release: the release of the format's reader whose rules apply; nothing takes the one
  ///   that fits best.
  /// - Throws: a diagnostic if the file cannot be read at all.
  func check(_ source: SourceFile, release: String?) throws -> FileCheck
}

/// What a check of a file found.
public struct FileCheck: Hashable, Sendable {
  /// What was checked, in a few words: `12 operators against CANN 0.6, 1.8 and 2.6`.
  public let scope: String
  /// The rules that were applied, in a fixed order.
  public let rules: [FileRule]
  /// What was found, in the order of the file.
  public let findings: [FileFinding]

  /// Makes a check.
  public init(scope: String, rules: [FileRule], findings: [FileFinding]) {
    self.scope = scope
    self.rules = rules
    self.findings = findings
  }

  /// Whether the file keeps all rules.
  public var passes: Bool { !findings.contains(where: \.isViolation) }
}

/// One rule of a format.
public struct FileRule: Hashable, Sendable {
  /// The name in reports: `geir.required-setting`.
  public let id: String
  /// One sentence on it.
  public let text: String

  /// Makes a rule.
  public init(id: String, text: String) {
    self.id = id
    self.text = text
  }
}

/// One place of a file where a rule is not kept, or something else is to be said.
public struct FileFinding: Hashable, Sendable {
  /// The rule's name.
  public let rule: String
  /// The place: the name of an operator.
  public let place: String
  /// What was expected and what was found.
  public let message: String
  /// Whether it makes the check fail; what does not is worth knowing.
  public let isViolation: Bool

  /// Makes a finding.
  public init(rule: String, place: String, message: String, isViolation: Bool) {
    self.rule = rule
    self.place = place
    self.message = message
    self.isViolation = isViolation
  }
}
