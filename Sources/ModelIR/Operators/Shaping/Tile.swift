/// Repeats the tensor as a whole along each axis: `y[i] = x[i mod size]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | y | x's sizes times `repeats` |
///
/// | attribute | range |
/// |---|---|
/// | repeats | one number per axis, 0 or more |
///
/// Flux `repeat`; PyTorch `aten::repeat`, `aten::tile`; MindSpore `Tile`; ONNX `Tile`; GE `TileD`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Tile.html>.
public struct Tile: Operator {
  public static let definition = OperatorDefinition(
    "Tile", .shape, summary: "y = x repeated along each axis", operands: [.required("x")],
    spellings: [
      .flux("repeat"), .pyTorch("aten::repeat", "aten::tile"), .mindSpore("Tile"), .onnx("Tile"),
      .graphEngine("Tile", "TileD"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Tile.html")

  public static let examples = [
    OperatorExample(
      Tile(repeats: [2, 3]), [TensorType(.float32, [.symbol("n"), 4])],
      gives: [TensorType(.float32, [.symbol("n") * 2, 12])])
  ]

  /// How often each axis is repeated.
  public let repeats: [Int]

  /// Makes the operator.
  public init(repeats: [Int]) { self.repeats = repeats }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let x = operands[0].shape
    guard repeats.count == x.rank, repeats.allSatisfy({ $0 >= 0 }) else {
      throw InferenceFailure(
        .invalidAttribute, "repeats \(repeats) need \(x.rank) numbers that are 0 or more")
    }
    return [
      TensorType(operands[0].elementType, Shape(zip(x.dimensions, repeats).map { $0 * $1 }))
    ]
  }
}
