import ByteIO
public import Diagnostics

extension DiagnosticCode {
  /// No conversion between two element types.
  public static let noElementConversion = DiagnosticCode(
    "weight.no-conversion", kind: .unsupported,
    explanation: """
      Weights can be converted between the floating-point types f16, bf16, f32 and f64 only. Other \
      conversions change what a model computes and have to happen in the framework.
      """)
}

extension Weight {
  /// Writes the elements converted to another floating-point type, rounding to nearest even.
  func writeConverted(to target: ElementType, into sink: inout MemorySink) throws(Diagnostic) {
    var bytes = try self.bytes(limit: .max)
    for step in try Self.conversionSteps(from: elementType, to: target) {
      bytes = step.apply(to: bytes)
    }
    try sink.write(bytes)
  }

  private static func conversionSteps(
    from source: ElementType, to target: ElementType
  ) throws(Diagnostic) -> [FloatConversion] {
    switch (source, target) {
    case (.float32, .float16): return [.float32ToFloat16]
    case (.float32, .bfloat16): return [.float32ToBFloat16]
    case (.float32, .float64): return [.float32ToFloat64]
    case (.float64, .float32): return [.float64ToFloat32]
    case (.float16, .float32): return [.float16ToFloat32]
    case (.bfloat16, .float32): return [.bfloat16ToFloat32]
    case (.float16, .float64): return [.float16ToFloat32, .float32ToFloat64]
    case (.bfloat16, .float64): return [.bfloat16ToFloat32, .float32ToFloat64]
    default:
      throw Diagnostic(
        .noElementConversion, "elements of type \(source) cannot be converted to \(target)")
    }
  }

  /// Whether ``converted(to:)`` gives a weight that can be written.
  public static func canConvert(_ source: ElementType, to target: ElementType) -> Bool {
    source == target || (try? conversionSteps(from: source, to: target)) != nil
  }
}
