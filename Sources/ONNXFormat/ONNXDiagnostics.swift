public import Diagnostics

/// The codes that writing and reading ONNX can raise.
public enum ONNXDiagnostics {
  /// Every code of this module.
  public static let codes: [DiagnosticCode] = [
    .onnxUnsupportedOperator, .onnxUnsupportedType, .onnxNeedsOpset, .onnxOpsetOutOfRange,
    .onnxTooLarge, .onnxCheckerRejected, .onnxCheckerMissing, .onnxCheckerFailed,
    .onnxMalformed, .onnxMalformedTensor, .onnxExternalData, .onnxOverLimit, .onnxGraphNotRead,
    .onnxNothingSelected,
  ]
}

extension DiagnosticCode {
  /// An operator, or a setting of one, that no ONNX operators compute.
  public static let onnxUnsupportedOperator = DiagnosticCode(
    "onnx.unsupported-operator", kind: .unsupported,
    explanation: """
      The model uses an operator, or a setting of one, that neither an ONNX operator nor a \
      combination of several computes exactly. Every such place of the model is named in one run. \
      Replace the layer by one that is supported, or cut the model before it.
      """)
  /// An operator on elements of a type that ONNX does not give it.
  public static let onnxUnsupportedType = DiagnosticCode(
    "onnx.unsupported-type", kind: .unsupported,
    explanation: """
      ONNX defines the operator, but not for elements of this type (arithmetic on complex numbers, \
      for example). Convert the model to another element type in its framework.
      """)
  /// An operator that a later opset brings.
  public static let onnxNeedsOpset = DiagnosticCode(
    "onnx.needs-opset", kind: .unsupported,
    explanation: """
      The operator exists only in a later version of ONNX's operator set than the one asked for. \
      Pass the version that the message names with `--opset`, if the runtime reads it.
      """)
  /// A version of the operator set that is not written.
  public static let onnxOpsetOutOfRange = DiagnosticCode(
    "onnx.opset-out-of-range", kind: .usage,
    explanation: """
      Recast writes ONNX for the operator sets 13 to 21. Runtimes read older sets than their newest, \
      so choose the newest of these that the runtime knows; the standard is 17.
      """)
  /// A model that does not fit one file, where one file was asked for.
  public static let onnxTooLarge = DiagnosticCode(
    "onnx.too-large", kind: .unsupported,
    explanation: """
      An ONNX file can hold at most 2 GiB. A larger model keeps its tensors in a second file beside \
      it; without `--no-external-data` that happens by itself.
      """)
  /// The reference checker found the written model invalid.
  public static let onnxCheckerRejected = DiagnosticCode(
    "onnx.checker-rejected", kind: .internalFault,
    explanation: """
      ONNX's own checker judged the model that was about to be written and found it invalid, so \
      nothing was written. This is a fault of Recast; please report it with the message.
      """)
  /// The checking program is not there or did not start.
  public static let onnxCheckerMissing = DiagnosticCode(
    "onnx.checker-missing", kind: .internalFault,
    explanation: """
      The program `recast-onnx-checker`, which judges each written file with ONNX's own library, was \
      not found or did not start. The file was written after Recast's own checks alone. Install the \
      program beside `recast`.
      """)
  /// The checking program gave no judgement.
  public static let onnxCheckerFailed = DiagnosticCode(
    "onnx.checker-failed", kind: .internalFault,
    explanation: """
      The program `recast-onnx-checker` ended, took too long or could not judge the model. The file \
      was written after Recast's own checks alone; its model may still be valid.
      """)
}
