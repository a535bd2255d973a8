/// The simple recurrent layer: `h[t] = f(W · x[t] + b + R · h[t − 1])`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[time, batch, in]` |
/// | weight (W) | `[dirs, hidden, in]` |
/// | recurrentWeight (R) | `[dirs, hidden, hidden]` |
/// | bias (b), optional | `[dirs, hidden]`, input and recurrent bias added up |
/// | initialHidden (h[0]), optional | `[dirs, batch, hidden]`, zeros if left out |
/// | y | `[time, dirs, batch, hidden]`, every step |
/// | hidden | `[dirs, batch, hidden]`, the last step |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | hiddenSize | at least 1 | none |
/// | direction | forward, reverse or both | forward |
/// | activation | f | tanh |
///
/// Flux `RNN`, `RNNCell`; PyTorch `aten::rnn_tanh`, `aten::rnn_relu`, `nn.RNN`; MindSpore `nn.RNN`;
/// ONNX `RNN`. Defined at <https://onnx.ai/onnx/operators/onnx__RNN.html>.
public struct RNN: RecurrentOperator {
  public static let definition = OperatorDefinition(
    "RNN", .recurrent, summary: "h[t] = f(W·x[t] + b + R·h[t − 1])",
    operands: [
      .required("x"), .required("weight"), .required("recurrentWeight"), .optional("bias"),
      .optional("initialHidden"),
    ],
    results: ["y", "hidden"],
    spellings: [
      .flux("RNN", "RNNCell"), .pyTorch("aten::rnn_tanh", "aten::rnn_relu", "nn.RNN"),
      .mindSpore("nn.RNN"), .onnx("RNN"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__RNN.html")

  public static let gateCount = 1

  public static let examples = [
    OperatorExample(
      RNN(hiddenSize: 5),
      [
        TensorType(.float32, [.symbol("time"), .symbol("batch"), 3]),
        TensorType(.float32, [1, 5, 3]), TensorType(.float32, [1, 5, 5]),
        TensorType(.float32, [1, 5]),
      ],
      gives: [
        TensorType(.float32, [.symbol("time"), 1, .symbol("batch"), 5]),
        TensorType(.float32, [1, .symbol("batch"), 5]),
      ])
  ]

  /// What is applied to each step's sum.
  public enum Activation: Hashable, Sendable {
    case tanh, relu, sigmoid, softsign, softplus
    /// Nothing: the layer is linear.
    case identity
  }

  /// The size of the state.
  public let hiddenSize: Int
  /// The order of steps.
  public let direction: RecurrentDirection
  /// What is applied to each step's sum.
  public let activation: Activation

  /// Makes the operator.
  public init(
    hiddenSize: Int, direction: RecurrentDirection = .forward, activation: Activation = .tanh
  ) {
    self.hiddenSize = hiddenSize
    self.direction = direction
    self.activation = activation
  }
}
