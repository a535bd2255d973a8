import BSON
import Diagnostics

extension JuliaDocument {
  /// The type that a value encodes.
  ///
  /// A `where` type is its body; `Union` and type variables, which Julia keeps in structs, are types
  /// with the path of that struct and its fields as parameters.
  func type(of encoded: EncodedValue) throws(Diagnostic) -> JuliaType {
    let encoded = try resolve(encoded)
    guard let document = encoded.value.document, let tag = tag(of: document) else {
      throw malformed("a type is expected, this is \(encoded.value.kindDescription)", encoded)
    }
    switch tag {
    case .datatype:
      return JuliaType(
        path: JuliaType.normalised(try names("name", of: document, encoded)),
        parameters: try parameters(of: document, encoded), typeName: nil)
    case .unionAll: return try type(of: required("body", of: document, encoded))
    case .bottomType: return coreType("Union{}", encoded)
    case .anonymousType:
      let typeName = try resolve(required("typename", of: document, encoded))
      return JuliaType(
        path: [try anonymousName(typeName)], parameters: try parameters(of: document, encoded),
        typeName: typeName)
    case .structure:
      // Core.Union, Core.TypeVar, Core.TypeofVararg
      let own = try type(of: required("type", of: document, encoded))
      let fields = document["data"]?.array?.elements ?? []
      return JuliaType(path: own.path, parameters: list(fields, encoded), typeName: nil)
    case .array, .backref, .reference, .simpleVector, .symbol, .tuple:
      throw malformed("a type is expected, this has the tag '\(tag.rawValue)'", encoded)
    }
  }

  /// A type of `Core` that nothing in the file names.
  func coreType(_ name: String, _ encoded: EncodedValue) -> JuliaType {
    JuliaType(path: ["Core", name], parameters: list([], encoded), typeName: nil)
  }

  private func parameters(
    of document: BSONDocument, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaList {
    guard document.element("params") != nil else { return list([], encoded) }
    let part = try resolve(required("params", of: document, encoded))
    if let array = part.value.array { return list(array.elements, part) }
    // Parameters that are all integers became a typed array; its own type is a name, no more.
    guard let typed = part.value.document, tag(of: typed) == .array,
      let type = try resolve(required("type", of: typed, part)).value.document,
      ["Int32", "Int64"].contains(try names("name", of: type, part).last),
      case .array(let integers) = try array(of: typed, part)
    else { throw malformed("a type's parameters have to be a list", part) }
    return JuliaList(
      identity: integers.identity, dimensions: integers.dimensions, path: part.path,
      pathStyle: .index, document: self, storage: .numbers(integers))
  }

  /// The name in the description of an anonymous function's type, `##3#4` without its first `#`.
  private func anonymousName(_ typeName: EncodedValue) throws(Diagnostic) -> String {
    guard let document = typeName.value.document,
      let data = document["data"]?.array?.elements, data.count > 1,
      let name = try? plainValue(of: typeName.part(data[1]))?.name
    else { return "#anonymous" }
    return name.hasPrefix("##") ? String(name.dropFirst()) : name
  }

  /// The version of Julia that wrote the file, as the description of an anonymous function records
  /// it; nothing in a file without one.
  func juliaVersion() -> String? {
    var stack = [BSONValue.document(bson)]
    while let next = stack.popLast() {
      switch next {
      case .document(let document):
        if let version = Self.version(in: document) { return version }
        stack.append(contentsOf: document.elements.reversed().map(\.value))
      case .array(let array): stack.append(contentsOf: array.elements.reversed().map(\.value))
      default: break
      }
    }
    return nil
  }

  private static func version(in document: BSONDocument) -> String? {
    guard document["tag"]?.string == "struct",
      let path = document["type"]?.document?["name"]?.array?.elements,
      path.last?.value.string == "TypeName",
      let version = document["data"]?.array?.elements.first?.value.string
    else { return nil }
    return version
  }
}
