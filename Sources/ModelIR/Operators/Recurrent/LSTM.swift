/// The long short-term memory: `c[t] = f ⊙ c[t − 1] + i ⊙ g` and `h[t] = o ⊙ tanh c[t]`, with the
/// gates `i, o, f = σ(W · x[t] + b + R · h[t − 1])` and the candidate `g` the same with tanh.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[time, batch, in]` |
/// | weight (W) | `[dirs, 4 · hidden, in]`, gates in the order i, o, f, g |
/// | recurrentWeight (R) | `[dirs, 4 · hidden, hidden]`, the same order |
/// | bias (b), optional | `[dirs, 4 · hidden]`, input and recurrent bias added up |
/// | initialHidden (h[0]), optional | `[dirs, batch, hidden]`, zeros if left out |
/// | initialCell (c[0]), optional | `[dirs, batch, hidden]`, zeros if left out |
/// | y | `[time, dirs, batch, hidden]`, every step |
/// | hidden, cell | `[dirs, batch, hidden]`, the last step |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | hiddenSize | at least 1 | none |
/// | direction | forward, reverse or both | forward |
///
/// Flux, PyTorch and MindSpore stack gates in the order i, f, g, o; an importer slices and joins them
/// anew. Flux `LSTM`, `LSTMCell`; PyTorch `aten::lstm`, `nn.LSTM`; MindSpore `nn.LSTM`; ONNX `LSTM`; GE
/// `CommonLSTM`, `DynamicRNN`. Defined at <https://onnx.ai/onnx/operators/onnx__LSTM.html>.
public struct LSTM: RecurrentOperator {
  public static let definition = OperatorDefinition(
    "LSTM", .recurrent, summary: "c[t] = f⊙c[t − 1] + i⊙g, h[t] = o⊙tanh c[t]",
    operands: [
      .required("x"), .required("weight"), .required("recurrentWeight"), .optional("bias"),
      .optional("initialHidden"), .optional("initialCell"),
    ],
    results: ["y", "hidden", "cell"],
    spellings: [
      .flux("LSTM", "LSTMCell"), .pyTorch("aten::lstm", "nn.LSTM"), .mindSpore("nn.LSTM"),
      .onnx("LSTM"), .graphEngine("CommonLSTM", "DynamicRNN"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__LSTM.html")

  public static let gateCount = 4

  public static let examples = [
    OperatorExample(
      LSTM(hiddenSize: 5, direction: .bidirectional),
      [
        TensorType(.float32, [.symbol("time"), .symbol("batch"), 3]),
        TensorType(.float32, [2, 20, 3]), TensorType(.float32, [2, 20, 5]), nil,
        TensorType(.float32, [2, .symbol("batch"), 5]),
      ],
      gives: [
        TensorType(.float32, [.symbol("time"), 2, .symbol("batch"), 5]),
        TensorType(.float32, [2, .symbol("batch"), 5]),
        TensorType(.float32, [2, .symbol("batch"), 5]),
      ])
  ]

  /// The size of the state.
  public let hiddenSize: Int
  /// The order of steps.
  public let direction: RecurrentDirection

  /// Makes the operator.
  public init(hiddenSize: Int, direction: RecurrentDirection = .forward) {
    self.hiddenSize = hiddenSize
    self.direction = direction
  }
}
