public import Diagnostics

/// The diagnostic codes of this module.
public enum JSONTextDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .jsonMalformed, .jsonInvalidText, .jsonDuplicateName, .jsonOverLimit,
  ]
}

extension DiagnosticCode {
  /// The bytes are not JSON.
  public static let jsonMalformed = DiagnosticCode(
    "json.malformed", kind: .badInput,
    explanation: """
      The text does not follow the grammar of JSON (RFC 8259): no comments, no commas at the end, \
      no leading zeros, nothing after the document. The file was cut off, damaged or edited by hand. \
      Save or fetch it again.
      """)
  /// A string is not valid text.
  public static let jsonInvalidText = DiagnosticCode(
    "json.invalid-text", kind: .badInput,
    explanation: """
      A string holds bytes that are not UTF-8, a control character, an unknown escape or half of a \
      surrogate pair. Readers would disagree about the text, so it is refused.
      """)
  /// An object has two members of one name.
  public static let jsonDuplicateName = DiagnosticCode(
    "json.duplicate-name", kind: .badInput,
    explanation: """
      One object holds two members of the same name, so that readers may disagree about what it \
      means. Programs that save models never write that; the file was edited or made to mislead.
      """)
  /// The text is nested deeper or longer than the limits that guard memory.
  public static let jsonOverLimit = DiagnosticCode(
    "json.over-limit", kind: .resourceLimit,
    explanation: """
      The text is nested deeper or is longer than the limits that keep memory bounded. What \
      frameworks write stays far below both.
      """)
}
