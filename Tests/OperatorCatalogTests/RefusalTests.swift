import Diagnostics
import ModelIR
import Testing

/// A use of an operator that cannot be, and the code that says why.
struct Refusal: Sendable, CustomTestStringConvertible {
  let `operator`: any Operator
  let operands: [TensorType?]
  let code: DiagnosticCode

  init(_ operator: any Operator, _ operands: [TensorType?], _ code: DiagnosticCode) {
    self.operator = `operator`
    self.operands = operands
    self.code = code
  }

  var testDescription: String { "\(`operator`) of \(operands.compactMap(\.self))" }

  static let all: [Refusal] = [
    Refusal(Add(), [f32([2, 3]), f32([4])], .shapeMismatch),
    Refusal(Add(), [f32([2]), TensorType(.float64, [2])], .elementTypeMismatch),
    Refusal(And(), [f32([2]), f32([2])], .elementTypeMismatch),
    Refusal(BitwiseXor(), [f32([2]), f32([2])], .elementTypeMismatch),
    Refusal(Where(), [f32([2]), f32([2]), f32([2])], .elementTypeMismatch),
    Refusal(
      Where(), [TensorType(.bool, [2]), f32([2]), TensorType(.int32, [2])], .elementTypeMismatch),
    Refusal(Pow(), [f32([2]), TensorType(.bool, [2])], .elementTypeMismatch),
    Refusal(Cast(to: .float32), [TensorType(.complex64, [2])], .elementTypeMismatch),
    Refusal(Roll(shifts: [.min], axes: [0]), [f32([.symbol("n")])], .invalidAttribute),
    Refusal(
      Pad(before: [.min], after: [0], mode: .wrap), [f32([.symbol("n")])], .invalidAttribute),
    Refusal(CumulativeSum(axis: 2), [f32([2, 3])], .invalidAttribute),
    Refusal(PRelu(), [f32([2, 3]), f32([2, 1, 1])], .shapeMismatch),
    Refusal(PRelu(), [f32([1, 3]), f32([2, 3])], .shapeMismatch),
    Refusal(GLU(axis: 1), [f32([2, 3])], .shapeMismatch),
    Refusal(GLU(axis: -1), [f32([2, 4])], .invalidAttribute),
    Refusal(Softmax(axis: 0), [f32([])], .invalidAttribute),
    Refusal(LogSoftmax(axis: 1), [TensorType(.int32, [2, 3])], .elementTypeMismatch),
    Refusal(Celu(alpha: 0), [f32([2])], .invalidAttribute),
    Refusal(Softplus(beta: 0), [f32([2])], .invalidAttribute),
    Refusal(SoftShrink(lambda: -1), [f32([2])], .invalidAttribute),
    Refusal(HardTanh(minimum: 1, maximum: -1), [f32([2])], .invalidAttribute),
    Refusal(ReduceSum(axes: [2], keepsAxes: true), [f32([2, 3])], .invalidAttribute),
    Refusal(ReduceSum(axes: [1, 1], keepsAxes: true), [f32([2, 3])], .invalidAttribute),
    Refusal(
      ReduceVariance(axes: [], keepsAxes: false, correction: -1), [f32([2])], .invalidAttribute),
    Refusal(ArgMax(axis: 0, keepsAxis: true), [f32([])], .invalidAttribute),
    Refusal(TopK(count: 4, axis: 0), [f32([3])], .invalidAttribute),
    Refusal(TopK(count: -1, axis: 0), [f32([3])], .invalidAttribute),
    Refusal(MatMul(), [f32([2, 3]), f32([4, 5])], .shapeMismatch),
    Refusal(MatMul(), [f32([]), f32([4, 5])], .rankMismatch),
    Refusal(
      Convolution(window: .unit(spatialRank: 2)), [f32([1, 3, 8, 8]), f32([6, 4, 3, 3])],
      .shapeMismatch),
    Refusal(
      Convolution(window: .unit(spatialRank: 2)), [f32([1, 3, 2, 8]), f32([6, 3, 3, 3])],
      .shapeMismatch),
    Refusal(
      Convolution(window: .unit(spatialRank: 1)), [f32([1, 3, 8, 8]), f32([6, 3, 3, 3])],
      .invalidAttribute),
    Refusal(
      Convolution(window: .unit(spatialRank: 1)),
      [f32([1, 3, 8]), f32([6, 3, .symbol("k")])], .sizeNotFixed),
    Refusal(
      RNN(hiddenSize: 0), [f32([4, 1, 3]), f32([1, 0, 3]), f32([1, 0, 0])], .invalidAttribute),
    Refusal(
      LSTM(hiddenSize: 5), [f32([4, 1, 3]), f32([1, 15, 3]), f32([1, 20, 5])], .shapeMismatch),
    Refusal(
      GRU(hiddenSize: 5, resetsAfterMultiplication: true),
      [f32([4, 3]), f32([1, 15, 3]), f32([1, 15, 5])], .rankMismatch),
    Refusal(
      ScaledDotProductAttention(), [f32([2, 8]), f32([3, 8]), f32([4, 8])], .shapeMismatch),
    Refusal(
      DynamicReshape(shape: [4, 2]), [f32([2, 3]), TensorType(.int64, [2])], .shapeMismatch),
    Refusal(DynamicReshape(shape: [-1]), [f32([2]), TensorType(.int64, [1])], .invalidAttribute),
    Refusal(
      DynamicReshape(shape: [6]), [f32([2, 3]), TensorType(.int32, [1])], .elementTypeMismatch),
    Refusal(DynamicExpand(shape: [4]), [f32([3]), TensorType(.int64, [1])], .shapeMismatch),
    Refusal(
      DynamicFill(shape: [4], value: 0, elementType: .int8), [TensorType(.int64, [2])],
      .shapeMismatch),
    Refusal(
      DynamicSlice(axis: 0, size: 4),
      [f32([3]), TensorType(.int64, []), TensorType(.int64, [])], .shapeMismatch),
    Refusal(
      DynamicSlice(axis: 0), [f32([3]), TensorType(.int64, [2]), TensorType(.int64, [])],
      .shapeMismatch),
    Refusal(
      DynamicPad(mode: .edge, shape: [3, 4]), [f32([3]), TensorType(.int64, [2])],
      .invalidAttribute),
    Refusal(DynamicTile(shape: [7]), [f32([3]), TensorType(.int64, [1])], .shapeMismatch),
    Refusal(
      ScaledDotProductAttention(), [f32([2, 8]), f32([3, 8]), f32([3, 8]), f32([5, 3])],
      .shapeMismatch),
  ]

  private static func f32(_ shape: Shape) -> TensorType { TensorType(.float32, shape) }
}

@Suite struct RefusalTests {
  @Test(arguments: Refusal.all)
  func `an impossible use is refused with its code`(_ refusal: Refusal) {
    let definition = AnyOperator(refusal.operator).definition
    let found = failure { () throws(InferenceFailure) in
      try refusal.operator.inferResults(OperandTypes(refusal.operands, of: definition))
    }
    #expect(found?.code == refusal.code, "\(found?.message ?? "nothing was thrown")")
  }
}
