import BSON
import Diagnostics

/// The tags that BSON.jl puts on documents that encode something other than a `Dict{Symbol}`.
enum JuliaTag: String {
  case array
  case backref
  case datatype
  case anonymousType = "jl_anonymous"
  case bottomType = "jl_bottom_type"
  case reference = "ref"
  case simpleVector = "svec"
  case structure = "struct"
  case symbol
  case tuple
  case unionAll = "unionall"
}

extension JuliaDocument {
  /// The tag of a document; nothing for a user's dictionary, also one with a key `tag` of its own.
  func tag(of document: BSONDocument) -> JuliaTag? {
    document["tag"]?.string.flatMap(JuliaTag.init(rawValue:))
  }

  /// The value of a document by its tag.
  func value(
    of document: BSONDocument, tagged tag: JuliaTag, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaValue {
    switch tag {
    case .symbol:
      guard let name = document["name"]?.string else {
        throw malformed("a symbol has no name", encoded)
      }
      return .symbol(name)
    case .tuple, .simpleVector:
      return .tuple(try items(of: required("data", of: document, encoded)))
    case .reference: return .module(JuliaType.normalised(try names("path", of: document, encoded)))
    case .datatype, .anonymousType, .bottomType, .unionAll: return .type(try type(of: encoded))
    case .array: return try array(of: document, encoded)
    case .structure: return try structure(of: document, encoded)
    case .backref: throw malformed("a reference to nothing", encoded)
    }
  }
}
