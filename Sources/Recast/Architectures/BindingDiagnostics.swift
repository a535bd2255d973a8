public import Diagnostics

extension DiagnosticCode {
  /// Nothing is an architecture of the given name.
  public static let noSuchArchitecture = DiagnosticCode(
    "architecture.not-found", kind: .usage,
    explanation: """
      An architecture is a file (an architecture file in YAML, a text with a printed model, another \
      model), a printed model given as the argument itself, or the name of one that ships with recast: \
      `recast architectures` lists them.
      """)
  /// Weights are those of more than one shipped architecture.
  public static let architectureAmbiguous = DiagnosticCode(
    "architecture.ambiguous", kind: .usage,
    explanation: """
      The names and sizes of the weights are those of several architectures that ship with recast, \
      which compute different things. Choose one with --architecture.
      """)
  /// A tensor has other sizes than the architecture expects.
  public static let bindShapeMismatch = DiagnosticCode(
    "bind.shape-mismatch", kind: .badInput,
    explanation: """
      A tensor of the checkpoint has other sizes than the architecture expects. `recast validate` \
      names all of them with both sizes, and the sizes of layers that the checkpoint does fit.
      """)
  /// A tensor that the architecture expects is missing.
  public static let bindMissing = DiagnosticCode(
    "bind.missing", kind: .badInput,
    explanation: """
      The checkpoint lacks a tensor that the architecture expects. `recast validate` names all of them \
      and looks for a prefix or for names of another framework that would explain it.
      """)
  /// A tensor that the architecture does not expect.
  public static let bindUnexpected = DiagnosticCode(
    "bind.unexpected", kind: .badInput,
    explanation: """
      The checkpoint has an entry that the architecture does not use, so the architecture may be the \
      wrong one. --no-strict leaves such entries out.
      """)
  /// What could make a checkpoint fit.
  public static let bindAdvice = DiagnosticCode(
    "bind.advice", kind: .badInput,
    explanation: """
      The likely cause why a checkpoint does not fit an architecture, found by trying: how many \
      entries would match then is counted.
      """)
  /// Names were changed to match.
  public static let bindAdapted = DiagnosticCode(
    "bind.adapted", kind: .badInput,
    explanation: """
      The names in the checkpoint carry what data parallelism, compilation or sharding put before \
      them; it was left out to find the architecture's own names.
      """)
  /// Entries were left out.
  public static let bindLeftOut = DiagnosticCode(
    "bind.left-out", kind: .badInput,
    explanation: """
      The checkpoint holds entries that the converted model does not need: optimizer state, the head \
      of another task, or, with --no-strict, anything that the architecture does not name.
      """)
}
