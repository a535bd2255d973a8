import BSON
import ByteIO
import Diagnostics
import ModelIR

/// A file that BSON.jl wrote: its values and the objects they share.
///
/// Nothing in it is evaluated: a type is a path, a function is a name, and both stay text.
final class JuliaDocument: Sendable {
  /// The file.
  let file: SourceFile
  /// The root document as BSON.
  let bson: BSONDocument
  /// The objects that are stored once and referred to by position.
  let sharedObjects: [BSONElement]

  /// How deep values may be nested, references included.
  static let depthLimit = 600
  /// How many values may wait for one another: wrappers of wrappers, types of types.
  ///
  /// This is what takes stack.
  static let pendingLimit = 32

  /// Takes a file's structure.
  ///
  /// - Throws: ``DiagnosticCode/fluxMalformedValue`` if `_backrefs` is not an array.
  init(_ bson: BSONDocument, file: SourceFile) throws(Diagnostic) {
    self.file = file
    self.bson = bson
    guard let shared = bson.element("_backrefs") else {
      sharedObjects = []
      return
    }
    guard let array = shared.value.array else {
      throw Diagnostic(
        .fluxMalformedValue,
        "the list of shared objects has to be an array, it is \(shared.value.kindDescription)",
        at: Location(
          file: file.path, byteRange: shared.byteOffset..<shared.byteOffset, path: "_backrefs"))
    }
    sharedObjects = array.elements
  }

  /// Reads a file's structure.
  ///
  /// - Throws: what reading BSON raises, and ``DiagnosticCode/fluxMalformedValue``.
  static func read(_ file: SourceFile) throws(Diagnostic) -> JuliaDocument {
    try JuliaDocument(try BSONReader.read(file), file: file)
  }

  /// The root: a `Dict{Symbol}` of what was saved, or, if `bson(path, value)` was called with
  /// something else, that value.
  func root() throws(Diagnostic) -> JuliaValue {
    if tag(of: bson) != nil {
      return try value(
        of: EncodedValue(
          value: .document(bson), byteOffset: bson.byteRange.lowerBound, path: "", depth: 0))
    }
    let elements = bson.elements.filter { $0.key != "_backrefs" }
    return .document(
      record(elements, byteOffset: bson.byteRange.lowerBound, path: "", depth: 0))
  }

  /// The value that a document encodes, one level deep.
  func value(of encoded: EncodedValue) throws(Diagnostic) -> JuliaValue {
    let resolved = try resolve(encoded)
    switch resolved.value {
    case .null: return .nothing
    case .boolean(let value): return .boolean(value)
    case .int32(let value): return .integer(Int64(value))
    case .int64(let value): return .integer(value)
    case .double(let value): return .float(value, .float64)
    case .string(let text): return .string(text)
    case .binary(let binary): return .array(byteVector(binary, resolved))
    case .array(let array): return .list(list(array.elements, resolved))
    case .document(let document):
      guard let tag = tag(of: document) else {
        return .document(
          record(
            document.elements, byteOffset: resolved.byteOffset, path: resolved.path,
            depth: resolved.depth))
      }
      return try value(of: document, tagged: tag, resolved)
    }
  }

  /// Follows references until there is a value.
  ///
  /// - Throws: ``DiagnosticCode/fluxBadReference`` if a reference points outside the list,
  ///   ``DiagnosticCode/fluxCyclicReference`` if references only lead to references,
  ///   ``DiagnosticCode/fluxValueOverLimit`` if the value is too deep.
  func resolve(_ encoded: EncodedValue) throws(Diagnostic) -> EncodedValue {
    guard encoded.depth <= Self.depthLimit else {
      throw Diagnostic(
        .fluxValueOverLimit, "values are nested more than \(Self.depthLimit) deep",
        at: location(encoded))
    }
    guard encoded.pendingCount <= Self.pendingLimit else {
      throw Diagnostic(
        .fluxCyclicReference, "wrappers or types of a value are nested without end",
        at: location(encoded))
    }
    var current = encoded
    var hopCount = 0
    while let document = current.value.document, document["tag"]?.string == "backref" {
      guard let reference = document["ref"]?.integer else {
        throw malformed("a reference has to be an integer", current)
      }
      guard reference >= 1, reference <= Int64(sharedObjects.count) else {
        throw Diagnostic(
          .fluxBadReference,
          "reference \(reference) is outside the list of \(sharedObjects.count) shared objects",
          at: location(current))
      }
      hopCount += 1
      guard hopCount <= sharedObjects.count else {
        throw Diagnostic(
          .fluxCyclicReference, "reference \(reference) leads back to itself",
          at: location(current))
      }
      let target = sharedObjects[Int(reference) - 1]
      current.value = target.value
      current.byteOffset = target.byteOffset
    }
    return current
  }

  /// The part of a tagged document that has to be there.
  func required(
    _ key: String, of document: BSONDocument, _ encoded: EncodedValue, path: String? = nil
  ) throws(Diagnostic) -> EncodedValue {
    guard let element = document.element(key) else {
      let tag = document["tag"]?.string ?? ""
      throw malformed("a value with the tag '\(tag)' has no part '\(key)'", encoded)
    }
    return encoded.part(element, path: path)
  }

  /// A list over documents that were not read yet.
  func list(
    _ elements: [BSONElement], _ encoded: EncodedValue, style: JuliaList.PathStyle = .index,
    dimensions: [Int]? = nil
  ) -> JuliaList {
    JuliaList(
      identity: ObjectIdentity(byteOffset: encoded.byteOffset),
      dimensions: dimensions ?? [elements.count], path: encoded.path, pathStyle: style,
      document: self,
      storage: .encoded(elements, depth: encoded.depth, pendingCount: encoded.pendingCount))
  }

  private func record(
    _ elements: [BSONElement], byteOffset: Int, path: String, depth: Int
  ) -> JuliaRecord {
    let encoded = EncodedValue(value: .null, byteOffset: byteOffset, path: path, depth: depth)
    return JuliaRecord(names: elements.map(\.key), values: list(elements, encoded))
  }

  /// A bare binary is a `Vector{UInt8}`.
  private func byteVector(_ binary: BSONBinary, _ encoded: EncodedValue) -> JuliaArray {
    array(
      .uint8, type: coreType("UInt8", encoded), dimensions: [binary.range.byteCount], binary.range,
      encoded)
  }

  /// A place for diagnostics.
  func location(byteOffset: Int, path: String) -> Location {
    Location(
      file: file.path, byteRange: byteOffset..<byteOffset, path: path.isEmpty ? nil : path)
  }

  /// A value's place for diagnostics.
  func location(_ encoded: EncodedValue) -> Location {
    location(byteOffset: encoded.byteOffset, path: encoded.path)
  }

  func malformed(_ message: String, _ encoded: EncodedValue) -> Diagnostic {
    Diagnostic(.fluxMalformedValue, message, at: location(encoded))
  }
}
