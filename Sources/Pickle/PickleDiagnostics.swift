public import Diagnostics

/// The codes that reading pickles can raise.
public enum PickleDiagnostics {
  /// Every code of this module.
  public static let codes: [DiagnosticCode] = [
    .pickleMalformed, .pickleUnsupportedOpcode, .pickleOverLimit,
  ]
}

extension DiagnosticCode {
  /// An instruction contradicts the grammar or finds the wrong operands.
  public static let pickleMalformed = DiagnosticCode(
    "pickle.malformed", kind: .badInput,
    explanation: """
      A pickle is a program for a small stack machine. Here an instruction is unknown, lacks its \
      operands or finds a value of the wrong kind, so no Python could have written it and none \
      could load it. The file was damaged, edited, or is not a pickle. Save or fetch it again.
      """)
  /// An instruction that needs something outside the file.
  public static let pickleUnsupportedOpcode = DiagnosticCode(
    "pickle.unsupported-opcode", kind: .unsupported,
    explanation: """
      The pickle refers to something that is not in the file: a buffer handed over beside it, or a \
      number that only the writing program's registry of extensions explains. PyTorch writes \
      neither. Load the object where it was saved and save it with torch.save.
      """)
  /// A pickle is deeper or holds more than the limits that guard memory.
  public static let pickleOverLimit = DiagnosticCode(
    "pickle.over-limit", kind: .resourceLimit,
    explanation: """
      The pickle is nested deeper or holds more values than the limits that keep memory bounded. \
      Saved models stay far below both. A checkpoint that carries its training data may not: save \
      the model's state_dict alone.
      """)
}
