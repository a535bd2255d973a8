import BSON
import ByteIO
import FluxFormat

extension FuzzedGrammar {
  /// BSON documents, and the models of Flux in them.
  static let bson = FuzzedGrammar("bson") { input in
    var containers = [try BSONReader.read(input.source(named: "model.bson")).elements]
    while let elements = containers.popLast() {
      for element in elements {
        input.note(element.key)
        switch element.value {
        case .document(let document): containers.append(document.elements)
        case .array(let array): containers.append(array.elements)
        case .binary(let binary): input.note(try binary.range.bytes())
        case .string(let text): input.note(text)
        case .double, .boolean, .null, .int32, .int64: input.note(element.value.kindDescription)
        }
      }
    }
    // A document without a model is refused by the importer, and is a document all the same.
    try? input.open(by: FluxImporter(), named: "model.bson")
  }
}
