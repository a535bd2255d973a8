package import Diagnostics

/// The diagnostic codes of architecture files.
enum ArchitectureFileDiagnostics {
  static let codes: [DiagnosticCode] = [
    .architectureFileInvalid, .architectureExpressionInvalid, .architectureExpressionFailed,
    .architectureUnknownValue, .architectureNameUnused, .architectureAssumption,
    .architectureOverLimit,
  ]
}

extension DiagnosticCode {
  /// The document is not what an architecture file is.
  package static let architectureFileInvalid = DiagnosticCode(
    "architecture-file.invalid", kind: .badInput,
    explanation: """
      The file is YAML and no architecture file: a key is not known, one that has to be there is \
      missing, or a value is of another type. The message says which, with line and column, and \
      `Documentation/ArchitectureFiles.md` describes the keys. An editor that knows JSON Schema finds \
      the same with `Documentation/architecture.schema.json`.
      """)
  /// An expression cannot be read.
  package static let architectureExpressionInvalid = DiagnosticCode(
    "architecture-file.expression-invalid", kind: .badInput,
    explanation: """
      What stands between '${' and '}' is not an expression. The message says what was expected and \
      what was found.
      """)
  /// An expression has no value.
  package static let architectureExpressionFailed = DiagnosticCode(
    "architecture-file.expression-failed", kind: .badInput,
    explanation: """
      An expression of an architecture file cannot be evaluated for this checkpoint: a name is in \
      neither the file nor the checkpoint's metadata (set it with --set NAME=VALUE), a tensor is not \
      there, or a value is of another type than the place takes.
      """)
  /// A value that no step gives.
  package static let architectureUnknownValue = DiagnosticCode(
    "architecture-file.unknown-value", kind: .badInput,
    explanation: """
      A step takes a value by a name that no earlier step and no input has. A step names its result \
      with 'as'; names inside of a module are its own.
      """)
  /// A name was set that the architecture does not ask for.
  package static let architectureNameUnused = DiagnosticCode(
    "architecture-file.name-unused", kind: .usage,
    explanation: """
      --set gives a name a value that no expression of the architecture asks for: usually a spelling \
      mistake. The message lists the names that it asks for.
      """)
  /// Something that an architecture takes for granted.
  package static let architectureAssumption = DiagnosticCode(
    "architecture-file.assumption", kind: .badInput,
    explanation: """
      The checkpoint does not tell something that the graph depends on, such as the functions between \
      linear layers, and the architecture takes the usual for granted. Check that it is what the model \
      was trained with; the message says which --set would change it.
      """)
  /// A limit was reached.
  package static let architectureOverLimit = DiagnosticCode(
    "architecture-file.over-limit", kind: .resourceLimit,
    explanation: """
      The file runs more steps, or nests modules deeper, than any network does: a repeat over a large \
      list, or a module that contains itself.
      """)
}
