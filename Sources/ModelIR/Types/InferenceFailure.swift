public import Diagnostics

/// Why an operator cannot take its operands; the builder adds where that is.
public struct InferenceFailure: Error, Hashable, Sendable {
  /// The diagnostic code.
  public let code: DiagnosticCode
  /// What was expected and what was found.
  public let message: String

  /// Makes a failure.
  public init(_ code: DiagnosticCode, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension DiagnosticCode {
  /// An operand has the wrong number of axes.
  public static let rankMismatch = DiagnosticCode(
    "infer.rank-mismatch", kind: .badInput,
    explanation: """
      A layer was given a tensor with another number of axes than it works on: a convolution that \
      follows a flatten, or an input shape without its batch axis. Compare the shape that the \
      message names with the layer's own, and check `--input-shape`.
      """)
  /// Two sizes that have to agree differ.
  public static let shapeMismatch = DiagnosticCode(
    "infer.shape-mismatch", kind: .badInput,
    explanation: """
      Two sizes that have to agree differ, for example a dense layer's number of inputs and the \
      features that the layer before it gives. Either the model was assembled wrongly (it would \
      fail in its own framework too) or the input shape is not the one it was trained on.
      """)
  /// An operand's elements have the wrong type.
  public static let elementTypeMismatch = DiagnosticCode(
    "infer.element-type-mismatch", kind: .badInput,
    explanation: """
      An operator was given elements of a type that it does not take, or two operands of different \
      types. Frameworks convert some of these silently; a graph needs one type. Check the element \
      type in `--input-shape`.
      """)
  /// An attribute's value is outside its range.
  public static let invalidAttribute = DiagnosticCode(
    "infer.invalid-attribute", kind: .badInput,
    explanation: """
      A setting of a layer (an axis, a stride, a number of groups) is outside the range that the \
      operator allows for the given shapes.
      """)
  /// A size has to be a number and is not known.
  public static let sizeNotFixed = DiagnosticCode(
    "infer.size-not-fixed", kind: .unsupported,
    explanation: """
      The operator can only be written for a size that is known in advance (adaptive pooling to \
      several cells, for example). Give the size in `--input-shape`.
      """)
  /// A node has too few or too many operands or results.
  public static let arityMismatch = DiagnosticCode(
    "verify.arity-mismatch", kind: .internalFault,
    explanation: """
      A node of the graph has another number of operands or results than its operator defines. This \
      is a fault of the importer or of a pass; please report it with the file.
      """)
}
