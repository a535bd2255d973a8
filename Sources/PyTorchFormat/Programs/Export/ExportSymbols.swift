import ConversionKit
import Diagnostics
import JSONText
import ModelIR

/// The names that open sizes get: what the user says, else what their place in an input suggests.
struct ExportSymbols {
  /// What stands for each of the file's symbols.
  private(set) var dimensions: [String: Dimension] = [:]
  private var names = OpenSizeNames()

  /// A size as the file writes it.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for a text that is no expression.
  func dimension(_ text: String) throws(Diagnostic) -> Dimension {
    try SymbolExpression.parse(text) { name in dimensions[name] ?? .symbol(name) }
  }

  /// The shape of a tensor as the file describes it.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for sizes that are none.
  func shape(_ meta: JSONNode) throws(Diagnostic) -> Shape {
    Shape(try meta.needed("sizes").items.map { item throws(Diagnostic) in try size(item) })
  }

  /// One size: a number or an expression.
  func size(_ node: JSONNode) throws(Diagnostic) -> Dimension {
    if let number = node.integer { return .fixed(number) }
    let union = try ExportUnion(node)
    switch union.tag {
    case "as_int":
      guard let number = union.value.integer else { break }
      return .fixed(number)
    case "as_expr": return try dimension(try union.value.neededText("expr_str"))
    default: break
    }
    throw Diagnostic(.torchExportMalformed, "a size is no integer", at: node.location)
  }

  /// Gives the symbols of an input's shape names.
  ///
  /// - Parameter given: the shape that the user asks for, if any.
  /// - Throws: a usage error for a shape that contradicts the file's.
  mutating func name(
    _ shape: Shape, of input: String, given: Shape?, isTokens: Bool
  ) throws(Diagnostic) {
    for (axis, dimension) in shape.dimensions.enumerated() {
      guard case .symbol(let name) = dimension.structure, dimensions[name] == nil,
        dimension == .symbol(name)
      else { continue }
      if let given, given.rank == shape.rank {
        dimensions[name] = given[axis]
        names.reserve([given[axis]])
      } else {
        dimensions[name] = .symbol(
          names.name(axis: axis, rank: shape.rank, of: input, isTokens: isTokens))
      }
    }
  }

  /// Gives the symbol of an input that is an integer the input's name, unless a shape has named it.
  mutating func name(_ size: Dimension, ofNumber input: String) {
    guard case .symbol(let name) = size.structure, size == .symbol(name), dimensions[name] == nil
    else { return }
    dimensions[name] = .symbol(names.free(input))
  }
}
