/// Adds elements before and after each axis.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | y | size i is `before[i] + size + after[i]` |
///
/// | attribute | meaning |
/// |---|---|
/// | before, after | elements added at both ends, one number per axis; negative numbers crop |
/// | mode | what is added: a number, the mirrored inside, the edge's element, or the other end |
///
/// Flux `pad_zeros`, `pad_constant`, `pad_reflect`, `pad_repeat`, `pad_circular` and asymmetric `pad`;
/// PyTorch `aten::pad`, `aten::constant_pad_nd`; MindSpore `Pad`, `MirrorPad`; ONNX `Pad`; GE `PadV3`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Pad.html>.
public struct Pad: Operator {
  /// What is added.
  public enum Mode: Hashable, Sendable {
    /// A number.
    case constant(Double)
    /// The inside mirrored at the edge's element, which is not repeated.
    case reflect
    /// The edge's element.
    case edge
    /// The elements of the other end.
    case wrap
  }

  public static let definition = OperatorDefinition(
    "Pad", .shape, summary: "y = x with elements added before and after each axis",
    operands: [.required("x")],
    spellings: [
      .flux("pad_zeros", "pad_constant", "pad_reflect", "pad_repeat", "pad_circular"),
      .pyTorch("aten::pad", "aten::constant_pad_nd", "aten::reflection_pad2d"),
      .mindSpore("Pad", "PadV3", "MirrorPad"), .onnx("Pad"),
      .graphEngine("Pad", "PadD", "PadV3"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Pad.html")

  public static let examples = [
    OperatorExample(
      Pad(before: [0, 1, 2], after: [0, 1, -1], mode: .constant(0)),
      [TensorType(.float32, [.symbol("batch"), 4, .symbol("width")])],
      gives: [TensorType(.float32, [.symbol("batch"), 6, .symbol("width") + 1])])
  ]

  /// Elements added before each axis.
  public let before: [Int]
  /// Elements added after each axis.
  public let after: [Int]
  /// What is added.
  public let mode: Mode

  /// Makes the operator.
  public init(before: [Int], after: [Int], mode: Mode) {
    self.before = before
    self.after = after
    self.mode = mode
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    var shape = operands[0].shape
    guard before.count == shape.rank, after.count == shape.rank else {
      throw InferenceFailure(
        .invalidAttribute,
        "padding \(before) and \(after) does not fit the \(shape.rank) axes of \(shape)")
    }
    if let bad = (before + after).first(where: { $0.magnitude > UInt(Int32.max) }) {
      throw InferenceFailure(.invalidAttribute, "the padding \(bad) is out of range")
    }
    for axis in shape.dimensions.indices {
      let padded = shape[axis] + before[axis] + after[axis]
      if let size = padded.size, size < 0 {
        throw InferenceFailure(
          .shapeMismatch,
          "axis \(axis) has \(shape[axis]) elements, more are to be cropped than there are")
      }
      if let size = shape[axis].size, let most = mostPadding(of: size),
        before[axis] > most || after[axis] > most
      {
        throw InferenceFailure(
          .shapeMismatch,
          "axis \(axis) has \(size) elements, at most \(most) can be added at one end in this mode")
      }
      shape[axis] = padded
    }
    return [TensorType(operands[0].elementType, shape)]
  }

  private func mostPadding(of size: Int) -> Int? {
    switch mode {
    case .constant: nil
    case .reflect: max(0, size - 1)
    case .edge: size == 0 ? 0 : nil
    case .wrap: size
    }
  }
}
