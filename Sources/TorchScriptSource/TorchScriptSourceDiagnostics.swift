public import Diagnostics

/// The diagnostic codes of this module.
public enum TorchScriptSourceDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .torchScriptSyntax, .torchScriptUnsupportedSyntax, .torchScriptOverLimit,
  ]
}

extension DiagnosticCode {
  /// A code file of a TorchScript archive does not follow its grammar.
  public static let torchScriptSyntax = DiagnosticCode(
    "torchscript.syntax", kind: .badInput,
    explanation: """
      A TorchScript archive holds its model's code as text in a small part of Python's grammar. This \
      text does not follow it where the message says. The file was damaged or edited by hand. Save \
      the model again with torch.jit.save.
      """)
  /// A code file uses a part of Python that TorchScript's own printer never writes.
  public static let torchScriptUnsupportedSyntax = DiagnosticCode(
    "torchscript.unsupported-syntax", kind: .unsupported,
    explanation: """
      The code uses a part of Python that torch.jit.save never writes and torch.jit.load does not \
      read either, such as a lambda, a decorator or a generator function. Code is read here and \
      never run as Python. Save the model again with torch.jit.save.
      """)
  /// A code file is nested deeper or longer than the limits that guard memory.
  public static let torchScriptOverLimit = DiagnosticCode(
    "torchscript.over-limit", kind: .resourceLimit,
    explanation: """
      The code is nested deeper, is longer or has more parts than the limits that keep memory \
      bounded. What torch.jit.save writes stays far below them, even for a large network that was \
      traced with every loop unrolled.
      """)
}
