/// Gives the same elements in the same row-major order other sizes.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | y | one axis per entry of `target`, as many elements as x |
///
/// | attribute | meaning |
/// |---|---|
/// | target | for each axis: a size, the size of an axis of x, or inferred; at most one is inferred |
///
/// Flux `reshape` (axes in opposite order); PyTorch `aten::view`, `aten::reshape`; MindSpore
/// `Reshape`; ONNX `Reshape` (0 copies, −1 infers); GE `Reshape`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Reshape.html>.
public struct Reshape: Operator {
  public static let definition = OperatorDefinition(
    "Reshape", .shape, summary: "y = x with other sizes, elements in the same order",
    operands: [.required("x")],
    spellings: [
      .flux("reshape"), .pyTorch("aten::view", "aten::reshape", "aten::_unsafe_view"),
      .mindSpore("Reshape"), .onnx("Reshape"), .graphEngine("Reshape"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Reshape.html")

  public static let examples = [
    OperatorExample(
      Reshape(target: [.copied(fromAxis: 0), .inferred, .size(4)]),
      [TensorType(.float32, [.symbol("batch"), 3, 8])],
      gives: [TensorType(.float32, [.symbol("batch"), 6, 4])]),
    OperatorExample(
      Reshape(target: [.inferred, .size(6)]),
      [TensorType(.float32, [.symbol("batch"), 4, 3])],
      gives: [TensorType(.float32, [.symbol("batch") * 2, 6])]),
  ]

  /// The sizes of the result.
  public let target: [ReshapeDimension]

  /// Makes the operator.
  public init(target: [ReshapeDimension]) { self.target = target }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let x = operands[0].shape
    var left = x.dimensions.map(Optional.some)
    var dimensions: [Dimension] = []
    var stated: Dimension = 1
    var inferredAxis: Int?
    for (axis, entry) in target.enumerated() {
      switch entry {
      case .copied(let source):
        try requireAxis(source, rank: x.rank)
        dimensions.append(x[source])
        // An axis that is copied once cancels out, so that its size need not be known.
        if left[source] == nil { stated = stated * x[source] }
        left[source] = nil
      case .size(let size):
        guard size >= 0 else {
          throw InferenceFailure(.invalidAttribute, "a size of \(size) is asked for in \(target)")
        }
        dimensions.append(.fixed(size))
        stated = stated * size
      case .inferred:
        guard inferredAxis == nil else {
          throw InferenceFailure(.invalidAttribute, "two axes are to be inferred in \(target)")
        }
        inferredAxis = axis
        dimensions.append(.unknown)
      }
    }
    let available = left.compactMap(\.self).reduce(1, *)
    if let axis = inferredAxis {
      guard let size = available.exactlyDivided(by: stated) else { throw mismatch(x) }
      dimensions[axis] = size
    } else if !available.canEqual(stated) {
      throw mismatch(x)
    }
    return [TensorType(operands[0].elementType, Shape(dimensions))]
  }

  private func mismatch(_ x: Shape) -> InferenceFailure {
    InferenceFailure(
      .shapeMismatch,
      "the input \(x) has \(x.elementCount) elements, they do not fit \(target)")
  }
}

/// The size of one axis of a reshape's result.
public enum ReshapeDimension: Hashable, Sendable {
  /// The size of an axis of the operand, counted from 0.
  case copied(fromAxis: Int)
  /// A number.
  case size(Int)
  /// Whatever the other axes leave over.
  case inferred
}

extension ReshapeDimension: CustomStringConvertible {
  public var description: String {
    switch self {
    case .copied(let axis): "axis \(axis)"
    case .size(let size): "\(size)"
    case .inferred: "?"
    }
  }
}
