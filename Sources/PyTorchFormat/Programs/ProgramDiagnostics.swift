import Diagnostics

extension PyTorchFormatDiagnostics {
  /// The codes that reading programs raises.
  static let programCodes: [DiagnosticCode] = [
    .torchExportMutation, .torchExportMismatch, .torchScriptMalformed, .torchScriptUnsupported,
    .torchScriptRaised, .torchScriptOverSteps, .torchScriptAssumption, .torchScriptRetry,
  ]
}

extension DiagnosticCode {
  /// A program changes something that a graph without state does not keep.
  static let torchExportMutation = DiagnosticCode(
    "torch.program-mutation", kind: .unsupported,
    explanation: """
      The exported program writes to a buffer of its model, or to one of its inputs: a counter, the \
      statistics of a batch normalisation in training mode. The written graph computes the results of \
      one call and keeps nothing for the next.
      """)
  /// The graph that was built differs from what the file says.
  static let torchExportMismatch = DiagnosticCode(
    "torch.program-mismatch", kind: .badInput,
    explanation: """
      The file describes the type of every tensor of its program, and the converted graph gives \
      another one. Either the file is damaged, or Recast converts an operator wrongly; in the \
      latter case please report it with the file.
      """)
  /// The code or the objects of a TorchScript archive contradict each other.
  static let torchScriptMalformed = DiagnosticCode(
    "torch.script-malformed", kind: .badInput,
    explanation: """
      The code of the TorchScript archive uses something that the archive does not have: a variable, \
      an attribute, a function, an item of a list. The file is damaged, or was packed again without \
      some of its records. Save the model again with torch.jit.save.
      """)
  /// A part of a TorchScript program that no graph can express.
  static let torchScriptUnsupported = DiagnosticCode(
    "torch.script-unsupported", kind: .unsupported,
    explanation: """
      The TorchScript program does something that depends on data when the model runs and has no form \
      in a graph: a list that gets items in one branch only, a value that is None in one branch and a \
      tensor in the other, a quantised module's packed weights. Give sizes as numbers with \
      --input-shape where the condition depends on sizes, trace the model, or leave that part out.
      """)
  /// A TorchScript program always ends in an exception.
  static let torchScriptRaised = DiagnosticCode(
    "torch.script-raised", kind: .badInput,
    explanation: """
      With inputs of the given shapes, the program raises an exception, which the message quotes: it \
      would do so in PyTorch as well. Give the shapes that the model takes with --input-shape.
      """)
  /// A TorchScript program that takes more steps than are followed.
  static let torchScriptOverSteps = DiagnosticCode(
    "torch.script-over-steps", kind: .resourceLimit,
    explanation: """
      Evaluating the program takes more steps, more calls inside each other or more iterations of a \
      loop than the limits that keep time and memory bounded. Loops over sizes that stay open are \
      not unrolled: leave the size open with a name in --input-shape.
      """)
  /// A check in a TorchScript program that the graph leaves out.
  static let torchScriptAssumption = DiagnosticCode(
    "torch.script-assumption", kind: .unsupported,
    explanation: """
      The program raises an exception when a condition holds that is known only when the model runs. \
      A graph cannot raise: the written model goes on as if the condition did not hold.
      """)
}
