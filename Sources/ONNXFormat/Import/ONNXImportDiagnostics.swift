import Diagnostics

extension DiagnosticCode {
  /// A message that is no ONNX model.
  static let onnxMalformed = DiagnosticCode(
    "onnx.malformed", kind: .badInput,
    explanation: """
      The file is a protobuf message, but not one of an ONNX model: a field has another kind than \
      ONNX gives it, occurs twice where it may occur once, or is missing. The file was damaged or is \
      of another format. Export the model again.
      """)
  /// A tensor whose description and bytes do not agree.
  static let onnxMalformedTensor = DiagnosticCode(
    "onnx.malformed-tensor", kind: .badInput,
    explanation: """
      What the file says of a tensor does not agree with the elements that it stores: other sizes, \
      elements in a field of another type, elements twice or not at all, a number that the type \
      cannot hold, or the name of another tensor. Export the model again.
      """)
  /// External data that is not where the model says.
  static let onnxExternalData = DiagnosticCode(
    "onnx.external-data", kind: .badInput,
    explanation: """
      The model keeps a tensor's elements in another file and does not say properly where, or that \
      file is shorter than the model says. Copy the model and its data files anew, all into one \
      folder; a model is not usable with the data file of another export.
      """)
  /// More tensors than are read.
  static let onnxOverLimit = DiagnosticCode(
    "onnx.over-limit", kind: .resourceLimit,
    explanation: """
      The model has more tensors, or a tensor more axes, than the limit that keeps reading bounded. \
      No model that a framework wrote comes near it.
      """)
  /// A conversion of an ONNX graph.
  static let onnxGraphNotRead = DiagnosticCode(
    "onnx.graph-not-read", kind: .unsupported,
    explanation: """
      Recast writes ONNX graphs and does not read them: an ONNX file is a source of tensors. \
      `recast inspect --tensors` lists them, and `recast validate CHECKPOINT --against MODEL.onnx` \
      compares a checkpoint's names, types and sizes with them.
      """)
  /// Nothing in the file lies beneath the selected path.
  static let onnxNothingSelected = DiagnosticCode(
    "onnx.nothing-selected", kind: .usage,
    explanation: """
      No tensor of the model has the selected path as its name or as the beginning of its name. \
      `recast inspect --tensors` lists the names.
      """)
}
