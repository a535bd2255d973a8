import ByteIO
/// A ``PickleValue`` in four bytes: what it is in the lower five bits, and above them a small integer
/// or the position of everything else.
struct PickleWord: Hashable {
  /// What a word stands for; nodes are what has values inside.
  enum Kind: UInt32 {
    case none = 0
    case boolean, integer, wideInteger, longInteger, number
    case text, byteString, bytes, byteArray, global
    case tuple, frozenSet, list, set, dictionary, persistent, object
    /// An entry of the memo that is not set.
    case unset
  }

  /// Positions are below this.
  static let positionLimit = 1 << 26

  private let bits: UInt32

  @inline(__always)
  init(_ kind: Kind, _ position: Int32 = 0) {
    bits = UInt32(bitPattern: position) << 5 | kind.rawValue
  }

  static let unset = PickleWord(.unset)
  static let none = PickleWord(.none)

  @inline(__always)
  var kind: Kind { Kind(rawValue: bits & 31) ?? .none }

  /// The position or the small integer.
  @inline(__always)
  var position: Int32 { Int32(bitPattern: bits) >> 5 }

  @inline(__always)
  func isA(_ kind: Kind) -> Bool { bits & 31 == kind.rawValue }

  /// A number that no other word has.
  var identity: UInt64 { UInt64(bits) }

  /// Whether it has values inside.
  @inline(__always)
  var isNode: Bool { bits & 31 >= Kind.tuple.rawValue }

  /// Whether it has nothing inside and Python can hash it, told at one look; some that are so are not
  /// told.
  @inline(__always)
  var isPlain: Bool { bits & 31 < Kind.byteArray.rawValue }

  /// The integer as a word, if it is small.
  @inline(__always)
  init?(small integer: Int) {
    guard integer >= -Self.positionLimit, integer < Self.positionLimit else { return nil }
    self.init(.integer, Int32(truncatingIfNeeded: integer))
  }
}

extension PickleArena {
  /// The value that a word stands for.
  @inline(__always)
  func value(_ word: PickleWord) -> PickleValue {
    let position = word.position
    switch word.kind {
    case .none, .unset: return .none
    case .boolean: return .boolean(position != 0)
    case .integer: return .integer(Int(position))
    case .wideInteger: return .integer(Int(bitPattern: UInt(wideNumbers[Int(position)])))
    case .longInteger: return .longInteger(PickleLongIntegerID(index: position))
    case .number: return .number(Double(bitPattern: wideNumbers[Int(position)]))
    case .text: return .text(PickleTextID(index: position))
    case .byteString: return .byteString(PickleBytesID(index: position))
    case .bytes: return .bytes(PickleBytesID(index: position))
    case .byteArray: return .byteArray(PickleBytesID(index: position))
    case .global: return .global(PickleGlobalID(index: position))
    case .tuple: return .tuple(PickleSequenceID(index: position))
    case .frozenSet: return .frozenSet(PickleSequenceID(index: position))
    case .list: return .list(PickleSequenceID(index: position))
    case .set: return .set(PickleSequenceID(index: position))
    case .dictionary: return .dictionary(PickleDictionaryID(index: position))
    case .persistent: return .persistent(PicklePersistentID(index: position))
    case .object: return .object(PickleObjectID(index: position))
    }
  }
}
