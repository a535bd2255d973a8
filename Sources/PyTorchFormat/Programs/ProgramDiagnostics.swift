import Diagnostics

extension PyTorchFormatDiagnostics {
  /// The codes that reading programs raises.
  static let programCodes: [DiagnosticCode] = [.torchExportMutation, .torchExportMismatch]
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
}
