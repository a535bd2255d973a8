public import Diagnostics

/// The diagnostic codes of this module.
public enum ATenDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .atenOperatorUnsupported, .atenArgument, .atenSizeUnknown, .atenOverLimit,
  ]
}

extension DiagnosticCode {
  /// An operator of the program has no conversion.
  package static let atenOperatorUnsupported = DiagnosticCode(
    "aten.operator-unsupported", kind: .unsupported,
    explanation: """
      The program calls an operator of PyTorch that Recast does not convert, or with arguments that it \
      does not convert. All such calls are listed in one run, each with its module and its line in \
      the model's source. Replace the operator by others, or leave that part out of the export.
      """)
  /// A call has arguments that its operator does not take.
  package static let atenArgument = DiagnosticCode(
    "aten.argument", kind: .badInput,
    explanation: """
      A call in the program gives an operator an argument that it does not take, or lacks one that it \
      needs, so that the file is damaged or was written by a release that changed the operator.
      """)
  /// A size that is known only when the model runs is needed as a number.
  package static let atenSizeUnknown = DiagnosticCode(
    "aten.size-unknown", kind: .unsupported,
    explanation: """
      The conversion needs a size as a number and the program leaves it open. Export the model again \
      with that dimension fixed, or give the size with --input-shape.
      """)
  /// A program that makes more than is kept.
  package static let atenOverLimit = DiagnosticCode(
    "aten.over-limit", kind: .resourceLimit,
    explanation: """
      Evaluating the program makes more nodes, or more items of lists, than the limits that keep time \
      and memory bounded; a few lines with loops can make any number. Export the model in a way that \
      does not unroll its loops.
      """)
}
