public import Diagnostics

/// One value of a JSON document.
///
/// It refers to its document and is as cheap to pass as a reference.
public struct JSONNode: Sendable {
  /// What a value is.
  public enum Kind: Hashable, Sendable {
    case object, array, string, number, boolean, null
  }

  let document: JSONDocument
  let index: Int

  var record: JSONRecord { document.records[index] }

  /// What it is.
  public var kind: Kind {
    switch record.kind {
    case .object: .object
    case .array: .array
    case .string, .escapedString: .string
    case .number: .number
    case .yes, .no: .boolean
    case .null: .null
    }
  }

  /// What it is, for messages: `a string`.
  public var kindDescription: String {
    switch kind {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .boolean: "a truth value"
    case .null: "null"
    }
  }

  /// Where it is in the file; of strings, what is between the quotes.
  public var byteRange: Range<Int> {
    let range = record.range
    return document.fileOffset + range.lowerBound..<document.fileOffset + range.upperBound
  }

  /// Where it is, for diagnostics.
  public var location: Location { Location(file: document.file, byteRange: byteRange) }

  /// Whether it is null.
  public var isNull: Bool { record.kind == .null }

  /// The truth value, if this is one.
  public var boolean: Bool? {
    switch record.kind {
    case .yes: true
    case .no: false
    default: nil
    }
  }

  /// The text, if this is a string.
  public var string: String? {
    switch record.kind {
    case .string, .escapedString:
      document.bytes.decodedString(record.range, hasEscapes: record.kind == .escapedString)
    default: nil
    }
  }

  /// The integer, if this is a number without fraction and exponent that fits.
  public var integer: Int? {
    record.kind == .number ? document.bytes.integer(record.range) : nil
  }

  /// The nearest floating-point number, if this is a number; infinite beyond the largest.
  public var number: Double? {
    record.kind == .number ? document.bytes.number(record.range) : nil
  }

  /// A number as it is written: `1.50`, `123456789012345678901234567890`.
  public var numberText: String? {
    record.kind == .number ? String(decoding: document.bytes[record.range], as: UTF8.self) : nil
  }

  /// How many values an object or an array has directly; 0 for others.
  public var count: Int { Int(record.count) }

  /// The values of an array in their order; none for other values.
  public var items: JSONItems { JSONItems(self) }

  /// The members of an object in their order; none for other values.
  public var members: JSONMembers { JSONMembers(self) }

  /// The member of a name, compared byte by byte; the first if several are kept.
  ///
  /// - Complexity: O(*n*) in the number of members; use ``members`` to read many.
  public subscript(name: String) -> JSONNode? {
    members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }
}
