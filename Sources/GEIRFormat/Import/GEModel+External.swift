import ByteIO
import Diagnostics
import ModelIR

extension GEModel {
  /// Finds the files of constants that keep their elements outside.
  ///
  /// - Throws: ``DiagnosticCode/geirExternalData`` for a file of another size than its constant, and
  ///   what ``SourceFile/init(beneath:named:)`` raises.
  mutating func resolveExternalConstants(beside source: SourceFile) throws(Diagnostic) {
    let folder = SourceFile.folder(of: source.path)
    for graph in graphs.indices {
      for index in graphs[graph].operators.indices {
        var operation = graphs[graph].operators[index]
        guard case .string(let name)? = operation.attributes["location"],
          case .tensor(var tensor)? = operation.attributes["value"]
        else { continue }
        let file = try SourceFile(beneath: folder, named: name)
        guard let type = tensor.descriptor.elementType, let sizes = tensor.descriptor.sizes,
          let weight = Weight(type, shape: sizes, in: file.wholeRange),
          operation.attributes["length"] == .integer(file.byteCount)
        else {
          throw Diagnostic(
            .geirExternalData,
            "'\(name)' has \(file.byteCount) bytes, which are not those of the constant",
            at: Location(file: source.path, path: operation.name))
        }
        tensor.content = .external(weight)
        operation.attributes.set(.tensor("value", tensor))
        graphs[graph].operators[index] = operation
      }
    }
  }
}

extension GEOperator {
  /// Whether the operator is a constant of any of the three kinds.
  var isConstant: Bool { ["Const", "Constant", "Variable"].contains(type) }

  /// The elements of a constant, those in other files included; nothing if there are none that can be
  /// used.
  var constantWeight: Weight? {
    guard isConstant, case .tensor(let tensor)? = attributes["value"] else { return nil }
    switch tensor.content {
    case .inline(let weight), .external(let weight): return weight
    case .unusable: return nil
    }
  }

  /// The name of a constant's weight: what the exporter puts behind it is taken off.
  var weightName: String {
    let suffix = Spelling.constantSuffix
    guard name.hasSuffix(suffix), name.utf8.count > suffix.utf8.count else { return name }
    return String(name.dropLast(suffix.count))
  }
}
