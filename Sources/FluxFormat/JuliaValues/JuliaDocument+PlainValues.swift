import BSON
import Diagnostics
import ModelIR

// What a value needs of its parts before it can be made: names, sizes, types. These never unwrap
// anything, so that making one value never makes two others: objects that refer to each other many
// times over then cost no more than they are long.
extension JuliaDocument {
  /// The scalar, text or symbol that a part is, or nothing for anything else.
  func plainValue(of encoded: EncodedValue) throws(Diagnostic) -> JuliaValue? {
    let resolved = try resolve(encoded)
    switch resolved.value {
    case .null: return .nothing
    case .boolean(let value): return .boolean(value)
    case .int32(let value): return .integer(Int64(value))
    case .int64(let value): return .integer(value)
    case .double(let value): return .float(value, .float64)
    case .string(let text): return .string(text)
    case .array, .binary: return nil
    case .document(let document):
      switch tag(of: document) {
      case .symbol: return document["name"]?.string.map(JuliaValue.symbol)
      case .structure:
        guard let data = document["data"]?.binary else { return nil }
        let type = try type(of: required("type", of: document, resolved))
        return try primitive(type, data.range, resolved)
      default: return nil
      }
    }
  }

  /// The scalars of a tuple or a vector, or nothing if a part is neither or holds anything else.
  func plainValues(of encoded: EncodedValue) throws(Diagnostic) -> [JuliaValue]? {
    guard let list = try plainList(of: encoded) else { return nil }
    guard list.count <= 1 << 16 else {
      throw Diagnostic(
        .fluxValueOverLimit, "\(list.count) values where a few names or sizes are expected",
        at: location(encoded))
    }
    if case .numbers(let array) = list.storage { return try array.scalars() }
    var result: [JuliaValue] = []
    for index in 0..<list.count {
      guard let part = list.encodedValue(at: index), let value = try plainValue(of: part) else {
        return nil
      }
      result.append(value)
    }
    return result
  }

  /// The items of a tuple or a vector that nothing wraps, or nothing.
  func plainList(of encoded: EncodedValue) throws(Diagnostic) -> JuliaList? {
    let resolved = try resolve(encoded)
    if let array = resolved.value.array { return list(array.elements, resolved) }
    guard let document = resolved.value.document else { return nil }
    switch tag(of: document) {
    case .tuple, .simpleVector:
      return try plainList(of: required("data", of: document, resolved))
    case .array:
      switch try array(of: document, resolved) {
      case .list(let list): return list
      case .array(let array):
        return JuliaList(
          identity: array.identity, dimensions: array.dimensions, path: encoded.path,
          pathStyle: .index, document: self, storage: .numbers(array))
      default: return nil
      }
    default: return nil
    }
  }

  /// The type and the fields of a struct that nothing interprets, or nothing.
  func plainStructure(of encoded: EncodedValue) throws(Diagnostic) -> JuliaStructure? {
    let resolved = try resolve(encoded)
    guard let document = resolved.value.document, tag(of: document) == .structure,
      let fields = document["data"]?.array
    else { return nil }
    let type = try type(of: required("type", of: document, resolved))
    return JuliaStructure(type: type, fields: list(fields.elements, resolved, style: .field))
  }

  /// The items of a vector, as most parts are: a BSON array, or a tagged one if Julia knew a
  /// narrower type.
  func items(of encoded: EncodedValue) throws(Diagnostic) -> JuliaList {
    guard let list = try plainList(of: encoded) else {
      throw malformed(
        "a list of values is expected, this is \(encoded.value.kindDescription)", encoded)
    }
    return list
  }

  /// A part that is a list of texts.
  func names(
    _ key: String, of document: BSONDocument, _ encoded: EncodedValue
  ) throws(Diagnostic) -> [String] {
    let part = try required(key, of: document, encoded)
    let names = try resolve(part).value.array?.elements.map(\.value.string) ?? [nil]
    let texts = names.compactMap { $0 }
    guard texts.count == names.count else {
      throw malformed("'\(key)' has to be a list of names", part)
    }
    return texts
  }
}
