/// The remainder of a division: `y = a − b · q, q = a / b rounded as the kind says`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, real numeric elements, one type |
/// | y | the broadcast shape |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | kind | `floored`: sign of b; `truncated`: sign of a | none; ONNX `fmod` = 1 is truncated |
///
/// Flux `mod (floored)`, `rem (truncated)`; PyTorch `aten::remainder (floored)`,
/// `aten::fmod (truncated)`; MindSpore `FloorMod`, `Mod (truncated)`; ONNX `Mod-10`; GE `FloorMod`,
/// `TruncateMod`, `Mod (truncated)`. Defined at <https://onnx.ai/onnx/operators/onnx__Mod.html>.
public struct Modulo: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Modulo", .arithmetic, summary: "y = a − b · q, q = a / b rounded as the kind says",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("mod (floored)", "rem (truncated)"),
      .pyTorch("aten::remainder (floored)", "aten::fmod (truncated)"),
      .mindSpore("FloorMod", "Mod (truncated)"), .onnx("Mod-10"),
      .graphEngine("FloorMod", "TruncateMod", "Mod (truncated)"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Mod.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      Modulo(kind: .floored),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Modulo(kind: .floored),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.float32, [2, 3, 5])]),
  ]

  /// How the quotient is rounded, and with it whose sign the remainder has.
  public enum Kind: Hashable, Sendable {
    /// Towards minus infinity: the remainder has the sign of the divisor.
    case floored
    /// Towards zero: the remainder has the sign of the dividend.
    case truncated
  }

  /// How the quotient is rounded.
  public let kind: Kind

  /// Makes the operator.
  public init(kind: Kind) { self.kind = kind }
}
