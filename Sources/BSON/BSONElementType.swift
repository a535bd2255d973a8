/// The type bytes of BSON elements.
enum BSONElementType: UInt8 {
  case double = 0x01
  case string = 0x02
  case document = 0x03
  case array = 0x04
  case binary = 0x05
  case boolean = 0x08
  case null = 0x0A
  case int32 = 0x10
  case int64 = 0x12

  /// What the BSON specification calls a type byte that is not read here.
  static func name(ofUnsupported byte: UInt8) -> String {
    switch byte {
    case 0x06: "undefined"
    case 0x07: "ObjectId"
    case 0x09: "UTC datetime"
    case 0x0B: "regular expression"
    case 0x0C: "DBPointer"
    case 0x0D: "JavaScript code"
    case 0x0E: "symbol"
    case 0x0F: "JavaScript code with scope"
    case 0x11: "timestamp"
    case 0x13: "128-bit decimal"
    case 0x7F: "maximum key"
    case 0xFF: "minimum key"
    default: "unknown"
    }
  }
}
