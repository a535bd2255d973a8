/// Fourier transforms of the pieces of a signal:
/// `y[n, t, k] = Σ window[j] · x[n, t·frameStep + j] · exp(−2πi·j·k / frameLength)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, L]`, real, floating point |
/// | window, optional | `[frameLength]`, x's type; ones if left out |
/// | y | `[N, ⌊(L − frameLength) / frameStep⌋ + 1, frameLength or ⌊frameLength/2⌋ + 1, 2]` |
///
/// | attribute | range |
/// |---|---|
/// | frameLength | elements of a piece, at least 1 |
/// | frameStep | the distance of pieces, at least 1 |
/// | isOneSided | whether the half that real input repeats is left out |
///
/// PyTorch `aten::stft` without padding, its last axes swapped; MindSpore `STFT`; ONNX `STFT`; GE `STFT`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__STFT.html>.
public struct STFT: Operator {
  public static let definition = OperatorDefinition(
    "STFT", .signal, summary: "y[n,t,k] = the Fourier transform of piece t of signal n",
    operands: [.required("x"), .optional("window")],
    spellings: [
      .pyTorch("aten::stft"), .mindSpore("STFT"), .onnx("STFT-17"), .graphEngine("STFT"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__STFT.html")

  public static let examples = [
    OperatorExample(
      STFT(frameLength: 8, frameStep: 3, isOneSided: true),
      [TensorType(.float32, [.symbol("batch"), 20]), TensorType(.float32, [8])],
      gives: [TensorType(.float32, [.symbol("batch"), 5, 5, 2])])
  ]

  /// The elements of a piece.
  public let frameLength: Int
  /// The distance of pieces.
  public let frameStep: Int
  /// Whether the half that real input repeats is left out.
  public let isOneSided: Bool

  /// Makes the operator.
  public init(frameLength: Int, frameStep: Int, isOneSided: Bool) {
    self.frameLength = frameLength
    self.frameStep = frameStep
    self.isOneSided = isOneSided
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(2...2, of: 0)
    let elementType = try operands.requireSameElementType()
    try operands.requireFloatingPoint(of: 0)
    guard (1...Int(Int32.max)).contains(frameLength), (1...Int(Int32.max)).contains(frameStep)
    else {
      throw InferenceFailure(
        .invalidAttribute, "pieces of \(frameLength) elements every \(frameStep) cannot be taken")
    }
    try operands.requireVector(1, of: .fixed(frameLength), "elements in a piece")
    let x = operands[0].shape
    if let size = x[1].size, size < frameLength {
      throw InferenceFailure(
        .shapeMismatch, "the signal has \(size) elements, a piece \(frameLength)")
    }
    let count = (x[1] - frameLength).floorDivided(by: frameStep) + 1
    let bins = isOneSided ? frameLength / 2 + 1 : frameLength
    return [TensorType(elementType, [x[0], count, .fixed(bins), 2])]
  }
}
