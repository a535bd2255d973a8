/// Numbers at equal distances: `y[i] = start + i · step`, up to and without `end`.
///
/// | result | shape |
/// |---|---|
/// | y | `[max(0, ⌈(end − start) / step⌉)]` |
///
/// | attribute | range |
/// |---|---|
/// | start, end | any whole numbers |
/// | step | not 0; negative counts down |
/// | elementType | any real type |
///
/// Flux `start:step:end` (its end is inside); PyTorch `aten::arange`; MindSpore `Range`; ONNX `Range`
/// of constants; GE `RangeD`. Defined at <https://onnx.ai/onnx/operators/onnx__Range.html>.
public struct FixedRange: Operator {
  public static let definition = OperatorDefinition(
    "FixedRange", .constant, summary: "y[i] = start + i·step, without end", operands: [],
    spellings: [
      .flux("start:step:end"), .pyTorch("aten::arange"), .mindSpore("Range"), .onnx("Range-11"),
      .graphEngine("Range", "RangeD"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Range.html")

  public static let examples = [
    OperatorExample(
      FixedRange(start: 0, end: 7, step: 2, elementType: .int64), [],
      gives: [TensorType(.int64, [4])]),
    OperatorExample(
      FixedRange(start: 3, end: 0, step: -1, elementType: .float32), [],
      gives: [TensorType(.float32, [3])]),
  ]

  /// The first number.
  public let start: Int
  /// The number before which it ends.
  public let end: Int
  /// The distance of the numbers.
  public let step: Int
  /// The elements' type.
  public let elementType: ElementType

  /// Makes the operator.
  public init(start: Int, end: Int, step: Int, elementType: ElementType) {
    self.start = start
    self.end = end
    self.step = step
    self.elementType = elementType
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    guard step != 0, step != .min else {
      throw InferenceFailure(.invalidAttribute, "the step is \(step), it must not be 0")
    }
    guard elementType.isNumeric, !elementType.isComplex else {
      throw InferenceFailure(
        .elementTypeMismatch, "FixedRange gives no elements of type \(elementType)")
    }
    let (distance, overflow) =
      step > 0
      ? end.subtractingReportingOverflow(start) : start.subtractingReportingOverflow(end)
    guard !overflow else {
      throw InferenceFailure(.invalidAttribute, "the range \(start) to \(end) is too long")
    }
    let count = distance <= 0 ? 0 : (distance - 1) / abs(step) + 1
    return [TensorType(elementType, [.fixed(count)])]
  }
}
