/// A format of floating-point numbers of eight bits.
package enum Float8Format: Hashable, Sendable {
  /// Four bits of exponent, three of significand; no infinities.
  case e4m3fn
  /// As `e4m3fn` with another bias and one zero.
  case e4m3fnuz
  /// Five bits of exponent, two of significand, as IEEE 754 would have it.
  case e5m2
  /// As `e5m2` with another bias, one zero and no infinities.
  case e5m2fnuz
  /// Powers of two: an exponent and nothing else.
  case e8m0fnu

  /// The bit patterns of the 32-bit numbers that the 256 bytes stand for.
  var bits: [UInt32] {
    switch self {
    case .e4m3fn: Self.tableE4M3FN
    case .e4m3fnuz: Self.tableE4M3FNUZ
    case .e5m2: Self.tableE5M2
    case .e5m2fnuz: Self.tableE5M2FNUZ
    case .e8m0fnu: Self.tableE8M0FNU
    }
  }

  private static let tableE4M3FN = table { byte in
    byte & 0x7F == 0x7F ? .nan : value(byte, significandBits: 3, bias: 7)
  }
  private static let tableE4M3FNUZ = table { byte in
    byte == 0x80 ? .nan : value(byte, significandBits: 3, bias: 8)
  }
  private static let tableE5M2 = table { byte in
    switch byte & 0x7F {
    case 0x7C: byte < 0x80 ? .infinity : -.infinity
    case 0x7D...0x7F: .nan
    default: value(byte, significandBits: 2, bias: 15)
    }
  }
  private static let tableE5M2FNUZ = table { byte in
    byte == 0x80 ? .nan : value(byte, significandBits: 2, bias: 16)
  }
  private static let tableE8M0FNU = table { byte in
    byte == 0xFF ? .nan : Float(sign: .plus, exponent: Int(byte) - 127, significand: 1)
  }

  private static func table(_ value: (UInt8) -> Float) -> [UInt32] {
    (0...255).map { value(UInt8($0)).bitPattern }
  }

  /// The number of a byte with a sign, an exponent and a significand.
  private static func value(_ byte: UInt8, significandBits: Int, bias: Int) -> Float {
    let sign: FloatingPointSign = byte < 0x80 ? .plus : .minus
    let exponent = Int(byte & 0x7F) >> significandBits
    let rest = Float(byte & (1 << significandBits - 1)) / Float(1 << significandBits)
    return exponent == 0
      ? Float(sign: sign, exponent: 1 - bias, significand: rest)
      : Float(sign: sign, exponent: exponent - bias, significand: 1 + rest)
  }
}
