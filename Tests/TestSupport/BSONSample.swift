import ByteIO

/// A BSON value that a test writes by hand.
public indirect enum BSONSample: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  case double(Double)
  case string(String)
  case document([(String, BSONSample)])
  case array([BSONSample])
  case binary([UInt8])
  case boolean(Bool)
  case null
  case int32(Int32)
  case int64(Int64)

  /// Makes a string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Makes a 64-bit integer.
  public init(integerLiteral value: Int64) { self = .int64(value) }
  /// Makes a number.
  public init(floatLiteral value: Double) { self = .double(value) }
  /// Makes a truth value.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// Makes an array.
  public init(arrayLiteral elements: BSONSample...) { self = .array(elements) }
  /// Makes a document in the written order.
  public init(dictionaryLiteral elements: (String, BSONSample)...) { self = .document(elements) }
  /// Makes null.
  public init(nilLiteral: ()) { self = .null }

  /// The value's bytes; of a document, a whole file.
  public var bytes: [UInt8] {
    var result: [UInt8] = []
    switch self {
    case .double(let value): result.appendLittleEndian(value.bitPattern)
    case .int32(let value): result.appendLittleEndian(value)
    case .int64(let value): result.appendLittleEndian(value)
    case .boolean(let value): result.append(value ? 1 : 0)
    case .null: break
    case .string(let text):
      result.appendLittleEndian(Int32(text.utf8.count + 1))
      result += Array(text.utf8) + [0]
    case .binary(let bytes):
      result.appendLittleEndian(Int32(bytes.count))
      result += [0] + bytes
    case .document(let elements): result = Self.container(elements)
    case .array(let items):
      result = Self.container(items.enumerated().map { (String($0.offset), $0.element) })
    }
    return result
  }

  /// The byte that names the value's type.
  public var typeByte: UInt8 {
    switch self {
    case .double: 0x01
    case .string: 0x02
    case .document: 0x03
    case .array: 0x04
    case .binary: 0x05
    case .boolean: 0x08
    case .null: 0x0A
    case .int32: 0x10
    case .int64: 0x12
    }
  }

  private static func container(_ elements: [(String, BSONSample)]) -> [UInt8] {
    var inside: [UInt8] = []
    for (key, value) in elements {
      inside += [value.typeByte] + Array(key.utf8) + [0] + value.bytes
    }
    var result: [UInt8] = []
    result.appendLittleEndian(Int32(inside.count + 5))
    return result + inside + [0]
  }
}
