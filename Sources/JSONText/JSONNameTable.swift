import ByteIO

/// The names of one object, to find a name that occurs twice.
///
/// It keeps where names are and not the names: a header of 100 000 tensors is checked without making
/// a text of any.
public struct JSONNameTable {
  private struct Name {
    let hash: Int
    let start: Int
    let end: Int
    /// Whether the range is of ``decoded`` and not of the text.
    let isDecoded: Bool
  }

  private var names: [Name] = []
  /// Positions in ``names`` plus 1, by hash; 0 for a free place.
  private var places: [UInt32] = []
  /// What names with escapes stand for.
  private var decoded: [UInt8] = []

  /// Makes an empty table.
  public init() {}

  /// Makes room for a number of names.
  public mutating func reserveCapacity(_ count: Int) {
    names.reserveCapacity(count)
    var placeCount = 64
    while placeCount < 2 * count { placeCount *= 2 }
    if placeCount > places.count { rehash(placeCount) }
  }

  /// Adds the last name of a tokenizer; whether it is new.
  public mutating func insertName(of tokenizer: JSONTokenizer) -> Bool {
    insert(tokenizer.range, hasEscapes: tokenizer.hasEscapes, in: tokenizer.bytes)
  }

  mutating func insert(_ range: Range<Int>, hasEscapes: Bool, in bytes: [UInt8]) -> Bool {
    if 2 * (names.count + 1) > places.count { rehash(max(64, places.count * 2)) }
    let name: Name
    if hasEscapes {
      let start = decoded.count
      decoded.append(contentsOf: bytes.decodedString(range, hasEscapes: true).utf8)
      name = Name(
        hash: decoded.seededHash(of: start..<decoded.count), start: start, end: decoded.count,
        isDecoded: true)
    } else {
      name = Name(
        hash: bytes.seededHash(of: range), start: range.lowerBound, end: range.upperBound,
        isDecoded: false)
    }
    var place = name.hash & (places.count - 1)
    while places[place] != 0 {
      if areEqual(name, names[Int(places[place]) - 1], in: bytes) { return false }
      place = (place + 1) & (places.count - 1)
    }
    names.append(name)
    places[place] = UInt32(names.count)
    return true
  }

  private func areEqual(_ left: Name, _ right: Name, in bytes: [UInt8]) -> Bool {
    guard left.hash == right.hash else { return false }
    return (left.isDecoded ? decoded : bytes).hasSameBytes(
      left.start..<left.end, as: right.isDecoded ? decoded : bytes, right.start..<right.end)
  }

  /// Finds new places for all names; the number of places is a power of two.
  private mutating func rehash(_ placeCount: Int) {
    places = [UInt32](repeating: 0, count: placeCount)
    for (index, name) in names.enumerated() {
      var place = name.hash & (places.count - 1)
      while places[place] != 0 { place = (place + 1) & (places.count - 1) }
      places[place] = UInt32(index + 1)
    }
  }
}
