import ByteIO
public import Diagnostics

extension DiagnosticCode {
  /// No conversion between two element types.
  public static let noElementConversion = DiagnosticCode(
    "weight.no-conversion", kind: .unsupported,
    explanation: """
      Weights can be converted between the floating-point types f16, bf16, f32 and f64, and to them \
      from those of eight bits. Other conversions change what a model computes and have to happen in \
      the framework.
      """)
}

extension Weight {
  /// The conversions, one after the other, from one floating-point type to another.
  ///
  /// A number of 64 bits becomes one of 32 first, as it does in PyTorch.
  static func conversionSteps(
    from source: ElementType, to target: ElementType
  ) throws(Diagnostic) -> [FloatConversion] {
    if source == .float64, target == .float64 { return [] }
    guard let widening = wideningSteps(from: source), let narrowing = narrowingSteps(to: target)
    else {
      throw Diagnostic(
        .noElementConversion, "elements of type \(source) cannot be converted to \(target)")
    }
    return widening + narrowing
  }

  /// Whether ``converted(to:counting:)`` gives a weight that can be written.
  public static func canConvert(_ source: ElementType, to target: ElementType) -> Bool {
    source == target || (try? conversionSteps(from: source, to: target)) != nil
  }

  /// The steps to numbers of 32 bits.
  private static func wideningSteps(from source: ElementType) -> [FloatConversion]? {
    switch source {
    case .float32: []
    case .float64: [.float64ToFloat32]
    case .float16: [.float16ToFloat32]
    case .bfloat16: [.bfloat16ToFloat32]
    case .float8E4M3FN: [.float8ToFloat32(.e4m3fn)]
    case .float8E4M3FNUZ: [.float8ToFloat32(.e4m3fnuz)]
    case .float8E5M2: [.float8ToFloat32(.e5m2)]
    case .float8E5M2FNUZ: [.float8ToFloat32(.e5m2fnuz)]
    case .float8E8M0FNU: [.float8ToFloat32(.e8m0fnu)]
    default: nil
    }
  }

  /// The steps from numbers of 32 bits.
  private static func narrowingSteps(to target: ElementType) -> [FloatConversion]? {
    switch target {
    case .float32: []
    case .float64: [.float32ToFloat64]
    case .float16: [.float32ToFloat16]
    case .bfloat16: [.float32ToBFloat16]
    default: nil
    }
  }
}
