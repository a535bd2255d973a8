/// The gated recurrent unit: `h[t] = (1 − z) ⊙ n + z ⊙ h[t − 1]` with the gates
/// `z, r = σ(W · x[t] + b + R · h[t − 1] + d)`.
///
/// The candidate n is `tanh(W · x[t] + b + r ⊙ (R · h[t − 1] + d))` if the reset gate comes after the
/// multiplication, else `tanh(W · x[t] + b + R · (r ⊙ h[t − 1]) + d)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[time, batch, in]` |
/// | weight (W) | `[dirs, 3 · hidden, in]`, parts in the order z, r, n |
/// | recurrentWeight (R) | `[dirs, 3 · hidden, hidden]`, the same order |
/// | bias (b), optional | `[dirs, 3 · hidden]` |
/// | recurrentBias (d), optional | `[dirs, 3 · hidden]` |
/// | initialHidden (h[0]), optional | `[dirs, batch, hidden]`, zeros if left out |
/// | y | `[time, dirs, batch, hidden]`, every step |
/// | hidden | `[dirs, batch, hidden]`, the last step |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | hiddenSize | at least 1 | none |
/// | direction | forward, reverse or both | forward |
/// | resetsAfterMultiplication | where r stands | PyTorch, Flux `GRU`: after; `GRUv3`: before |
///
/// Flux and PyTorch stack parts in the order r, z, n; an importer slices and joins them anew. Flux
/// `GRU`, `GRUCell`, `GRUv3`; PyTorch `aten::gru`, `nn.GRU`; MindSpore `nn.GRU`; ONNX `GRU`; GE
/// `CommonGRU`, `DynamicGRUV2`. Defined at <https://onnx.ai/onnx/operators/onnx__GRU.html>.
public struct GRU: RecurrentOperator {
  public static let definition = OperatorDefinition(
    "GRU", .recurrent, summary: "h[t] = (1 − z)⊙n + z⊙h[t − 1]",
    operands: [
      .required("x"), .required("weight"), .required("recurrentWeight"), .optional("bias"),
      .optional("recurrentBias"), .optional("initialHidden"),
    ],
    results: ["y", "hidden"],
    spellings: [
      .flux("GRU", "GRUCell", "GRUv3"), .pyTorch("aten::gru", "nn.GRU"), .mindSpore("nn.GRU"),
      .onnx("GRU"), .graphEngine("CommonGRU", "DynamicGRUV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__GRU.html")

  public static let gateCount = 3

  public static let biasCount = 2

  public static let examples = [
    OperatorExample(
      GRU(hiddenSize: 5, resetsAfterMultiplication: true),
      [
        TensorType(.float32, [.symbol("time"), .symbol("batch"), 3]),
        TensorType(.float32, [1, 15, 3]), TensorType(.float32, [1, 15, 5]),
        TensorType(.float32, [1, 15]), TensorType(.float32, [1, 15]),
      ],
      gives: [
        TensorType(.float32, [.symbol("time"), 1, .symbol("batch"), 5]),
        TensorType(.float32, [1, .symbol("batch"), 5]),
      ])
  ]

  /// The size of the state.
  public let hiddenSize: Int
  /// The order of steps.
  public let direction: RecurrentDirection
  /// Whether the reset gate multiplies the recurrent product, else the state before it.
  public let resetsAfterMultiplication: Bool

  /// Makes the operator.
  public init(
    hiddenSize: Int, direction: RecurrentDirection = .forward, resetsAfterMultiplication: Bool
  ) {
    self.hiddenSize = hiddenSize
    self.direction = direction
    self.resetsAfterMultiplication = resetsAfterMultiplication
  }
}
