import Diagnostics

extension MindSporeFormatDiagnostics {
  /// The codes that writing a checkpoint can raise.
  static let writingCodes: [DiagnosticCode] = [.mindsporeLeftOut, .mindsporeNotLoaded]
}

extension DiagnosticCode {
  /// Something was left out.
  static let mindsporeLeftOut = DiagnosticCode(
    "mindspore.left-out", kind: .unsupported,
    explanation: """
      MindSpore appends numbers, truth values and texts to a checkpoint and nothing else, and does not \
      write tensors of one axis without elements. What is of another kind is left out of the file.
      """)
  /// Something was written that MindSpore itself does not load.
  static let mindsporeNotLoaded = DiagnosticCode(
    "mindspore.not-loaded", kind: .unsupported,
    explanation: """
      `mindspore.save_checkpoint` writes tensors of this type and `mindspore.load_checkpoint` does not \
      know its name, so that MindSpore cannot load the file. Recast can: convert it again, or leave \
      the tensors out with a mapping.
      """)
}
