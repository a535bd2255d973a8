import BSON
import ByteIO
import Diagnostics
import ModelIR

extension JuliaDocument {
  /// The value that a struct encodes: a number, a wrapper's content, a function, or the struct.
  func structure(
    of document: BSONDocument, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaValue {
    let type = try type(of: required("type", of: document, encoded))
    let data = try resolve(required("data", of: document, encoded))
    if case .binary(let binary) = data.value {
      return try primitive(type, binary.range, encoded)
    }
    let items = try items(of: data)
    let fields = JuliaList(
      identity: ObjectIdentity(byteOffset: encoded.byteOffset), dimensions: [items.count],
      path: encoded.path, pathStyle: .field, document: self, storage: items.storage)
    let structure = JuliaStructure(type: type, fields: fields)
    if type.typeName != nil {
      return .closure(JuliaClosure(type: type, captured: fields))
    }
    switch type.package {
    case "Core", "Base", "BSON":
      if let known = try ownValue(structure, encoded) { return known }
    default: break
    }
    if let wrapped = try wrappedValue(structure, encoded) { return wrapped }
    if fields.count == 0, type.name.hasPrefix("#") {
      return .function(
        JuliaFunction(module: type.path.dropLast(), name: String(type.name.dropFirst())))
    }
    return .structure(structure)
  }

  /// Structs of Julia itself that have a case of their own.
  private func ownValue(
    _ structure: JuliaStructure, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaValue? {
    let fields = structure.fields
    switch structure.type.path {
    case ["BSON", "Undef"]: return .undefined
    case ["Core", "Nothing"]: return .nothing
    case ["Core", "Union"], ["Core", "TypeVar"], ["Core", "TypeofVararg"]:
      return .type(
        JuliaType(path: structure.type.path, parameters: fields, typeName: nil))
    case ["Core", "NamedTuple"]: return .namedTuple(try record(structure, encoded))
    case ["Base", "Dict"], ["Base", "IdDict"]:
      // Before BSON.jl 0.1.4 and 0.2.6 these were plain structs of other fields.
      guard fields.count == 2 else { return nil }
      return .dictionary(try dictionary(fields, encoded))
    case ["Base", "BitArray"]: return .array(try bitArray(structure, encoded))
    default: return nil
    }
  }

  private func record(
    _ structure: JuliaStructure, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaRecord {
    var names: [String] = []
    if let symbols = structure.type.parameters.encodedValue(at: 0) {
      names = try plainValues(of: symbols)?.compactMap(\.name) ?? []
    }
    guard names.count == structure.fields.count else {
      throw malformed(
        "a named tuple of \(names.count) names has \(structure.fields.count) values", encoded)
    }
    return JuliaRecord(names: names, values: structure.fields)
  }

  private func dictionary(
    _ fields: JuliaList, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaDictionary {
    guard let first = fields.encodedValue(at: 0), let second = fields.encodedValue(at: 1),
      let keys = try plainList(of: first), let values = try plainList(of: second),
      keys.count == values.count
    else {
      throw malformed("a dictionary has to have one value for each of its keys", encoded)
    }
    return JuliaDictionary(
      keys: JuliaList(
        identity: fields.identity, dimensions: keys.dimensions, path: keys.path,
        pathStyle: keys.pathStyle, document: self, storage: keys.storage),
      values: values)
  }

  /// The value of a primitive type, which a struct holds as its bytes.
  func primitive(
    _ type: JuliaType, _ range: FileRange, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaValue {
    if let element = elementType(type) {
      guard range.byteCount == element.byteCount else {
        throw mismatch(
          "a \(type.name) has \(element.byteCount) bytes, here are \(range.byteCount)", encoded)
      }
      guard !element.isComplex else { return .bits(type, range) }
      return try array(element, type: type, dimensions: [1], range, encoded).scalar(at: 0)
    }
    if type.isNamed("Core", "Char"), range.byteCount == 4 {
      // A character is its UTF-8 bytes, the first in the highest byte of four.
      let bytes = try range.bytes(limit: 4).reversed().filter { $0 != 0 }
      return .string(String(decoding: Array(bytes), as: UTF8.self))
    }
    return .bits(type, range)
  }

  /// A `BitArray` as bytes of 0 and 1.
  private func bitArray(
    _ structure: JuliaStructure, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaArray {
    let fields = structure.fields
    guard let first = fields.encodedValue(at: 0), let second = fields.encodedValue(at: 1),
      case .numbers(let chunks)? = try plainList(of: first)?.storage,
      let words = chunks.weight, words.elementType == .uint64,
      let count = try plainValue(of: second)?.int
    else { throw malformed("a BitArray has to be words and a length", encoded) }
    var dimensions = [count]
    if let third = fields.encodedValue(at: 2), let sizes = try plainValues(of: third),
      sizes.count != 1
    {
      // The dimensions of a bit vector are memory that was never set.
      dimensions = sizes.map { $0.int ?? -1 }
    }
    guard dimensions.allSatisfy({ $0 >= 0 }), try elementCount(dimensions, encoded) == count,
      count <= words.elementCount.multipliedReportingOverflow(by: 64).partialValue
    else {
      throw mismatch(
        "a BitArray of \(dimensions) has a length of \(count) and \(words.elementCount) words",
        encoded)
    }
    let bytes = try words.bytes(limit: 4 << 20)
    let bits = (0..<count).map { bytes[$0 / 8] >> UInt8($0 % 8) & 1 }
    return JuliaArray(
      identity: ObjectIdentity(byteOffset: encoded.byteOffset), type: coreType("Bool", encoded),
      dimensions: dimensions, weight: Weight(.bool, shape: dimensions.reversed(), bytes: bits),
      path: encoded.path, file: file.path)
  }
}
