public import Diagnostics

/// The codes that reading and writing protobuf messages can raise.
public enum ProtobufWireDiagnostics {
  /// Every code of this module.
  public static let codes: [DiagnosticCode] = [
    .protobufMalformed, .protobufTruncated, .protobufOverLimit, .protobufTooLarge,
  ]
}

extension DiagnosticCode {
  /// A tag, a number or a length that the encoding forbids.
  public static let protobufMalformed = DiagnosticCode(
    "protobuf.malformed", kind: .badInput,
    explanation: """
      The bytes are not a protobuf message: a tag names no field or an obsolete kind, a number is \
      longer than 64 bits, or an inner message ends elsewhere than its length says. The file was \
      damaged or is of another format. Save or fetch it again.
      """)
  /// A message ends inside a field.
  public static let protobufTruncated = DiagnosticCode(
    "protobuf.truncated", kind: .badInput,
    explanation: """
      A field promises more bytes than the message around it has: an interrupted download or copy, \
      or a damaged length. Fetch or save the file again.
      """)
  /// A message is nested deeper than the limit that guards the stack.
  public static let protobufOverLimit = DiagnosticCode(
    "protobuf.over-limit", kind: .resourceLimit,
    explanation: """
      Messages are nested deeper than the limit that keeps reading bounded. No model that a \
      framework wrote comes near it.
      """)
  /// A message that readers would refuse for its size.
  public static let protobufTooLarge = DiagnosticCode(
    "protobuf.too-large", kind: .unsupported,
    explanation: """
      Protobuf readers refuse messages over 2 GiB. Keep large tensors outside of the message \
      (`--external-data always` for ONNX).
      """)
}
