public import Diagnostics
public import ModelIR

extension DiagnosticCode {
  /// An input shape on the command line cannot be read or used.
  public static let invalidInputShape = DiagnosticCode(
    "convert.invalid-input-shape", kind: .usage,
    explanation: """
      An input shape is written NAME:SIZES or NAME:TYPE[SIZES], sizes separated by commas in the order \
      of the exported model: `x:batch,3,224,224` or `x:f16[batch,3,224,224]`. A size is a positive \
      number or a name for a size that stays open.
      """)
  /// The layers do not determine an input's shape.
  public static let inputShapeNeeded = DiagnosticCode(
    "convert.input-shape-needed", kind: .usage,
    explanation: """
      The layers of the model do not determine the shape of its input, and something in it (adaptive \
      pooling, a closure that looks at sizes) needs it. Give it with \
      `--input-shape x:batch,3,224,224`, sizes in the exported order, names for sizes that stay open.
      """)
}

/// The shape that the user gives an input: `x:f16[batch,3,224,224]`.
public struct InputSpecification: Hashable, Sendable {
  /// The input's name, where it was given.
  public let name: String?
  /// The element type, where it was given.
  public let elementType: ElementType?
  /// The sizes in the exported order.
  public let shape: Shape

  /// Makes a specification.
  public init(name: String? = nil, elementType: ElementType? = nil, shape: Shape) {
    self.name = name
    self.elementType = elementType
    self.shape = shape
  }

  /// Reads `[NAME:]SIZES` or `[NAME:]TYPE[SIZES]`.
  ///
  /// - Throws: ``DiagnosticCode/invalidInputShape`` that quotes the part that cannot be read.
  public init(parsing text: String) throws(Diagnostic) {
    func failure(_ reason: String) -> Diagnostic {
      Diagnostic(
        .invalidInputShape,
        "'\(text)' is not an input shape: \(reason); write x:batch,3,224,224 or x:f16[batch,3]")
    }
    var rest = Substring(text)
    var name: String?
    if let colon = rest.lastIndex(of: ":") {
      name = String(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
      if name?.isEmpty == true { throw failure("the name before ':' is empty") }
    }
    if rest.isEmpty { throw failure("no sizes are given, a scalar is x:f32[]") }
    var elementType: ElementType?
    if rest.hasSuffix("]"), let open = rest.firstIndex(of: "[") {
      let typeText = String(rest[..<open])
      if !typeText.isEmpty {
        guard let type = ElementType(text: typeText) else {
          throw failure("'\(typeText)' is not an element type")
        }
        elementType = type
      }
      rest = rest[rest.index(after: open)...].dropLast()
    }
    var dimensions: [Dimension] = []
    if !rest.isEmpty {
      for part in rest.split(separator: ",", omittingEmptySubsequences: false) {
        let size = Self.trimmed(part)
        if let number = Int(size) {
          guard number > 0 else { throw failure("the size \(number) is not positive") }
          guard number <= Int(Int32.max) else {
            throw failure("the size \(number) is above \(Int32.max)")
          }
          dimensions.append(.fixed(number))
        } else if let first = size.first, first.isLetter || first == "_",
          size.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        {
          dimensions.append(.symbol(String(size)))
        } else {
          throw failure("'\(size)' is neither a positive number nor a name")
        }
      }
    }
    self.init(name: name, elementType: elementType, shape: Shape(dimensions))
  }

  /// A part without the spaces around it; those inside it stay, and are refused.
  private static func trimmed(_ part: Substring) -> Substring {
    let start = part.drop { $0 == " " }
    guard let last = start.lastIndex(where: { $0 != " " }) else { return "" }
    return start[...last]
  }
}
