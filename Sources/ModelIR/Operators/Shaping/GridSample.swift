/// Samples a plane or volume at given places: `y[n, c, i, j] = x[n, c]` at `grid[n, i, j]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[N, C, H, W]` or `[N, C, D, H, W]` |
/// | grid | `[N, H', W', 2]` or `[N, D', H', W', 3]`; places from −1 to 1, innermost axis first |
/// | y | `[N, C, H', W']` or `[N, C, D', H', W']` |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | mode | how samples are computed from neighbours | linear |
/// | padding | what lies outside | zeros |
/// | alignsCorners | whether −1 and 1 are the outer elements' centres or their edges | false (PyTorch, ONNX), true (Flux) |
///
/// Flux `grid_sample`; PyTorch `aten::grid_sampler`; MindSpore `GridSampler2D`; ONNX `GridSample`; GE
/// `GridSampler2D`. Defined at <https://onnx.ai/onnx/operators/onnx__GridSample.html>.
public struct GridSample: Operator {
  /// How samples are computed.
  public enum Mode: Hashable, Sendable { case linear, nearest, cubic }

  /// What lies outside.
  public enum Padding: Hashable, Sendable { case zeros, border, reflection }

  public static let definition = OperatorDefinition(
    "GridSample", .shape, summary: "y = x sampled at the places of a grid",
    operands: [.required("x"), .required("grid")],
    spellings: [
      .flux("grid_sample"), .pyTorch("aten::grid_sampler", "aten::grid_sampler_2d"),
      .mindSpore("GridSampler2D", "GridSampler3D"), .onnx("GridSample-16"),
      .graphEngine("GridSampler2D", "GridSampler3D"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__GridSample.html")

  public static let examples = [
    OperatorExample(
      GridSample(mode: .linear, padding: .zeros, alignsCorners: true),
      [
        TensorType(.float32, [.symbol("batch"), 3, 8, 8]),
        TensorType(.float32, [.symbol("batch"), 5, 6, 2]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 3, 5, 6])])
  ]

  /// How samples are computed.
  public let mode: Mode
  /// What lies outside.
  public let padding: Padding
  /// Whether −1 and 1 are the outer elements' centres.
  public let alignsCorners: Bool

  /// Makes the operator.
  public init(mode: Mode, padding: Padding, alignsCorners: Bool) {
    self.mode = mode
    self.padding = padding
    self.alignsCorners = alignsCorners
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(4...5, of: 0)
    try operands.requireFloatingPoint(of: 1)
    let x = operands[0].shape
    try operands.requireRank(x.rank...x.rank, of: 1)
    let grid = operands[1].shape
    let batch = try operands.require(
      grid[0], equals: x[0], "the input has \(x[0]) samples, the grid has \(grid[0])")
    let coordinates = grid[grid.rank - 1]
    _ = try operands.require(
      coordinates, equals: .fixed(x.rank - 2),
      "the grid has \(coordinates) coordinates a place, the input has \(x.rank - 2) spatial axes")
    let sizes = grid.dimensions.dropFirst().dropLast()
    return [TensorType(operands[0].elementType, Shape([batch, x[1]] + sizes))]
  }
}
