/// A value of a ``PickleDocument``: small, without references of its own, equal by identity.
///
/// Containers are names that the document resolves, so that a container may hold itself and values
/// that are met twice are one.
public enum PickleValue: Hashable, Sendable {
  /// Python's `None`.
  case none
  /// A truth value.
  case boolean(Bool)
  /// An integer of at most 64 bits.
  case integer(Int)
  /// A longer integer.
  case longInteger(PickleLongIntegerID)
  /// A floating-point number.
  case number(Double)
  /// A text.
  case text(PickleTextID)
  /// A Python 2 `str`: a text or bytes, which only its use can tell.
  case byteString(PickleBytesID)
  /// Immutable bytes.
  case bytes(PickleBytesID)
  /// Mutable bytes.
  case byteArray(PickleBytesID)
  /// A list.
  case list(PickleSequenceID)
  /// A tuple.
  case tuple(PickleSequenceID)
  /// A dictionary.
  case dictionary(PickleDictionaryID)
  /// A set, in the order of the file.
  case set(PickleSequenceID)
  /// A frozen set, in the order of the file.
  case frozenSet(PickleSequenceID)
  /// A class or function by its module and name.
  case global(PickleGlobalID)
  /// Something kept beside the pickle, by whatever value names it.
  case persistent(PicklePersistentID)
  /// What a call would make.
  case object(PickleObjectID)
}

extension PickleValue {
  /// The integer of at most 64 bits, if this is one.
  public var integer: Int? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The truth value, if this is one.
  public var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The number, if this is an integer or a floating-point number.
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  /// Whether this is Python's `None`.
  public var isNone: Bool { self == PickleValue.none }

  /// The object's name, if this is one.
  public var objectID: PickleObjectID? {
    if case .object(let id) = self { id } else { nil }
  }

  /// What the value is, for messages: `a list`.
  public var kindDescription: String {
    switch self {
    case .none: "None"
    case .boolean: "a truth value"
    case .integer, .longInteger: "an integer"
    case .number: "a number"
    case .text: "a text"
    case .byteString: "a byte string"
    case .bytes: "bytes"
    case .byteArray: "a bytearray"
    case .list: "a list"
    case .tuple: "a tuple"
    case .dictionary: "a dictionary"
    case .set: "a set"
    case .frozenSet: "a frozenset"
    case .global: "a global"
    case .persistent: "a persistent reference"
    case .object: "an object"
    }
  }
}
