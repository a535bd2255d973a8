public import Diagnostics

/// The diagnostic codes of this module.
public enum YAMLTextDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .yamlMalformed, .yamlRefused, .yamlDuplicateKey, .yamlNumberTooLarge, .yamlOverLimit,
  ]
}

extension DiagnosticCode {
  /// The text is not YAML.
  package static let yamlMalformed = DiagnosticCode(
    "yaml.malformed", kind: .badInput,
    explanation: """
      The text is not YAML in UTF-8. The message carries the parser's reason and the line and column \
      where it stopped; often the indentation of a line does not fit those around it, or a text that \
      contains ': ', '{' or '#' needs quotes.
      """)
  /// The text uses a part of YAML that is not taken.
  package static let yamlRefused = DiagnosticCode(
    "yaml.refused", kind: .badInput,
    explanation: """
      Tags, aliases, merge keys, keys that are no texts and several documents in one file are parts of \
      YAML that Recast does not take: they let a small text become large, or construct objects. Write \
      the values out.
      """)
  /// A mapping has a key twice.
  package static let yamlDuplicateKey = DiagnosticCode(
    "yaml.duplicate-key", kind: .badInput,
    explanation: """
      A key occurs twice in one mapping, so one of the two values would be lost. Remove one of them.
      """)
  /// An integer does not fit.
  package static let yamlNumberTooLarge = DiagnosticCode(
    "yaml.number-too-large", kind: .badInput,
    explanation: """
      An integer does not fit in 64 bits. Write it in quotes if it is meant as a text.
      """)
  /// A limit was reached.
  package static let yamlOverLimit = DiagnosticCode(
    "yaml.over-limit", kind: .resourceLimit,
    explanation: """
      The text is larger, holds more values or nests them deeper than the limits that keep memory \
      bounded. Files that people write stay far below them.
      """)
}
