import BSON
import Diagnostics

/// Values in order, each read when it is asked for.
struct JuliaList: Sendable {
  /// Where the values come from.
  indirect enum Storage: Sendable {
    /// Documents not read yet.
    case encoded([BSONElement], depth: Int, pendingCount: Int)
    /// The elements of an array of plain bits.
    case numbers(JuliaArray)
    /// One value over and over, as an array of an empty type is.
    case repeated(JuliaValue, count: Int)
  }

  /// How a place inside is written behind the list's own.
  enum PathStyle: Sendable {
    /// `[3]`, counted from 1 as in Julia.
    case index
    /// `.2`, counted from 0, for fields whose names are not stored.
    case field
  }

  /// Where the list is in the file.
  let identity: ObjectIdentity
  /// The sizes in Julia's order; one for a vector.
  let dimensions: [Int]
  /// The place of the list: `model.layers`.
  let path: String
  /// How places inside are written.
  let pathStyle: PathStyle
  let document: JuliaDocument
  let storage: Storage

  /// How many values there are.
  var count: Int {
    switch storage {
    case .encoded(let elements, _, _): elements.count
    case .numbers(let array): array.elementCount
    case .repeated(_, let count): count
    }
  }

  /// The value at a position, counted from 0.
  ///
  /// - Parameter name: the field's name, where the reader knows it, for the value's place.
  /// - Throws: ``DiagnosticCode/fluxMalformedValue`` if there is no such position, and what
  ///   reading the value raises.
  func value(at index: Int, named name: String? = nil) throws(Diagnostic) -> JuliaValue {
    guard index >= 0, index < count else {
      throw Diagnostic(
        .fluxMalformedValue,
        "a part \(name.map { "'\($0)'" } ?? "number \(index + 1)") is expected, there are \(count)",
        at: location)
    }
    switch storage {
    case .encoded:
      guard var encoded = encodedValue(at: index, named: name) else { return .undefined }
      // Whoever asks waits for this one value only.
      encoded.pendingCount = 0
      return try document.value(of: encoded)
    case .numbers(let array): return try array.scalar(at: index)
    case .repeated(let value, _): return value
    }
  }

  /// The document at a position, for what has to know it before it is a value itself; nothing for
  /// numbers.
  func encodedValue(at index: Int, named name: String? = nil) -> EncodedValue? {
    guard case .encoded(let elements, let depth, let pendingCount) = storage, index >= 0,
      index < elements.count
    else { return nil }
    return EncodedValue(
      value: elements[index].value, byteOffset: elements[index].byteOffset,
      path: path(of: index, named: name), depth: depth + 1, pendingCount: pendingCount + 1)
  }

  /// All values.
  ///
  /// - Throws: ``DiagnosticCode/fluxValueOverLimit`` if there are more than a million, and what
  ///   reading a value raises.
  func values() throws(Diagnostic) -> [JuliaValue] {
    guard count <= 1 << 20 else {
      throw Diagnostic(
        .fluxValueOverLimit, "\(count) values would have to be in memory at once", at: location)
    }
    if case .numbers(let array) = storage { return try array.scalars() }
    var result: [JuliaValue] = []
    result.reserveCapacity(count)
    for index in 0..<count { result.append(try value(at: index)) }
    return result
  }

  /// The place of a value inside.
  func path(of index: Int, named name: String? = nil) -> String {
    if let name { return path.isEmpty ? name : "\(path).\(name)" }
    return pathStyle == .index ? "\(path)[\(index + 1)]" : "\(path).\(index)"
  }

  /// Where the list is, for diagnostics.
  var location: Location {
    document.location(byteOffset: identity.byteOffset, path: path)
  }
}

/// Values by name, in file order.
struct JuliaRecord: Sendable {
  /// The names.
  let names: [String]
  /// The values, one for each name.
  let values: JuliaList

  /// How many names there are.
  var count: Int { names.count }

  /// The value at a position, counted from 0.
  func value(at index: Int) throws(Diagnostic) -> JuliaValue {
    try values.value(at: index, named: index < names.count ? names[index] : nil)
  }

  /// The value of a name, or nothing.
  func value(named name: String) throws(Diagnostic) -> JuliaValue? {
    guard let index = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
      return nil
    }
    return try value(at: index)
  }
}

/// Keys and values of a `Dict` or an `IdDict`, in file order.
struct JuliaDictionary: Sendable {
  /// The keys.
  let keys: JuliaList
  /// The values, one for each key.
  let values: JuliaList

  /// Where the dictionary is in the file.
  var identity: ObjectIdentity { keys.identity }
  /// How many pairs there are.
  var count: Int { keys.count }
}
