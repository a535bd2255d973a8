/// Runs one of two graphs: `y = thenBranch(captures)` where the condition holds, else
/// `y = elseBranch(captures)`.
///
/// | operand or result | shape |
/// |---|---|
/// | condition | `[]`, bool |
/// | captures | what the branches take: each is an input of both, in order |
/// | results | the branches' outputs; a size in which they differ is unknown |
///
/// | attribute | meaning |
/// |---|---|
/// | thenBranch | the graph for a condition that holds |
/// | elseBranch | the graph for one that does not; as many outputs, of the same element types and ranks |
///
/// PyTorch `prim::If`, `torch.cond`; MindSpore `Switch`; ONNX `If`; GE `If`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__If.html>.
public struct If: ControlFlowOperator {
  public static let definition = OperatorDefinition(
    "If", .controlFlow, summary: "the results of one of two graphs, chosen by a condition",
    operands: [.required("condition"), .unconstrained("captures")],
    spellings: [
      .pyTorch("prim::If", "torch.cond"), .mindSpore("Switch"), .onnx("If"), .graphEngine("If"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__If.html")

  public static let examples: [OperatorExample] = {
    let x = TensorType(.float32, [.symbol("batch"), 3])
    return [
      OperatorExample(
        If(
          thenBranch: Graph(applying: Negate(), to: x),
          elseBranch: Graph(applying: ReduceSum(axes: [1], keepsAxes: true), to: x)),
        [TensorType(.bool, []), x], gives: [TensorType(.float32, [.symbol("batch"), .unknown])])
    ]
  }()

  /// The graph for a condition that holds.
  public let thenBranch: Graph
  /// The graph for a condition that does not hold.
  public let elseBranch: Graph

  /// Makes the operator.
  public init(thenBranch: Graph, elseBranch: Graph) {
    self.thenBranch = thenBranch
    self.elseBranch = elseBranch
  }

  public var subgraphs: [Subgraph] {
    [
      Subgraph(role: "thenBranch", graph: thenBranch),
      Subgraph(role: "elseBranch", graph: elseBranch),
    ]
  }

  public func replacingSubgraphs(_ graphs: [Graph]) -> If {
    precondition(graphs.count == 2)
    return If(thenBranch: graphs[0], elseBranch: graphs[1])
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "bool") { $0 == .bool }
    try operands.requireRank(0...0, of: 0)
    try requireSubgraphs()
    for branch in subgraphs { try branch.requireInputs(from: 0, take: operands, from: 1) }
    let first = thenBranch.outputTypes
    let second = elseBranch.outputTypes
    guard first.count == second.count else {
      throw InferenceFailure(
        .arityMismatch, "one branch gives \(first.count) values, the other \(second.count)")
    }
    for (one, other) in zip(first, second) {
      guard one.elementType == other.elementType else {
        throw InferenceFailure(
          .elementTypeMismatch, "one branch gives \(one), the other \(other)")
      }
      guard one.rank == other.rank else {
        throw InferenceFailure(.rankMismatch, "one branch gives \(one), the other \(other)")
      }
    }
    return zip(first, second).map { $0.common(with: $1) }
  }
}
