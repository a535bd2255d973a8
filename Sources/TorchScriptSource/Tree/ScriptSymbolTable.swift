import ByteIO

/// The names and strings of any number of code files, each kept once.
///
/// Symbols are numbered in the order in which they are first seen, so that they are the same in every
/// run.
package struct ScriptSymbolTable: Sendable {
  /// The bytes of all symbols, one after the other.
  private var pool: [UInt8] = []
  /// Where each symbol ends in the pool.
  private var ends: [Int] = []
  private var hashes: [Int] = []
  private var texts: [String] = []
  /// Symbols plus 1 below the upper half of their hashes, by hash; 0 for a free place.
  private var places: [UInt64] = []

  /// Makes a table of the keywords.
  package init() {
    for keyword in ScriptKeyword.allCases { _ = symbol(keyword.text) }
  }

  /// Makes a table that only takes another's place for a while.
  init(empty: Void) {}

  /// How many symbols there are; every symbol's raw value is less.
  package var count: Int { ends.count }

  /// The text of a symbol; what is not UTF-8 is replaced.
  package subscript(symbol: ScriptSymbol) -> String { texts[Int(symbol.rawValue)] }

  /// The exact bytes of a symbol.
  package func bytes(of symbol: ScriptSymbol) -> ArraySlice<UInt8> {
    pool[range(Int(symbol.rawValue))]
  }

  /// The symbol of a text, which is added if it is new.
  package mutating func symbol(_ text: String) -> ScriptSymbol {
    let bytes = Array(text.utf8)
    return symbol(bytes, 0..<bytes.count)
  }

  /// The symbol of a text if it has one.
  package func existingSymbol(_ text: String) -> ScriptSymbol? {
    guard !places.isEmpty else { return nil }
    let bytes = Array(text.utf8)
    let place = place(bytes, 0..<bytes.count, hash: bytes.seededHash(of: 0..<bytes.count))
    return symbol(atPlace: place)
  }

  /// The symbol of some bytes, which are added if they are new.
  mutating func symbol(_ bytes: [UInt8], _ range: Range<Int>) -> ScriptSymbol {
    if 2 * (ends.count + 1) > places.count { rehash() }
    let hash = bytes.seededHash(of: range)
    let place = place(bytes, range, hash: hash)
    if let symbol = symbol(atPlace: place) { return symbol }
    pool.append(contentsOf: bytes[range])
    ends.append(pool.count)
    hashes.append(hash)
    texts.append(String(decoding: bytes[range], as: UTF8.self))
    places[place] = Self.tag(hash) | UInt64(ends.count)
    return ScriptSymbol(rawValue: Int32(ends.count - 1))
  }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  private func symbol(atPlace place: Int) -> ScriptSymbol? {
    let number = places[place] & 0xFFFF_FFFF
    return number == 0 ? nil : ScriptSymbol(rawValue: Int32(number) - 1)
  }

  private static func tag(_ hash: Int) -> UInt64 {
    UInt64(UInt(bitPattern: hash)) & 0xFFFF_FFFF_0000_0000
  }

  /// Where some bytes are, or the free place where they belong.
  private func place(_ bytes: [UInt8], _ range: Range<Int>, hash: Int) -> Int {
    let tag = Self.tag(hash)
    var place = hash & (places.count - 1)
    while places[place] != 0 {
      let index = Int(places[place] & 0xFFFF_FFFF) - 1
      if places[place] & 0xFFFF_FFFF_0000_0000 == tag,
        bytes.hasSameBytes(range, as: pool, self.range(index))
      {
        break
      }
      place = (place + 1) & (places.count - 1)
    }
    return place
  }

  private mutating func rehash() {
    places = [UInt64](repeating: 0, count: max(256, places.count * 2))
    for (index, hash) in hashes.enumerated() {
      var place = hash & (places.count - 1)
      while places[place] != 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Self.tag(hash) | UInt64(index + 1)
    }
  }
}
