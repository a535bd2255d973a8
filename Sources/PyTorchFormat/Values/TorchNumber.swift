import ByteIO
import Diagnostics
import ModelIR

/// Reads tensors of one element as numbers.
enum TorchNumber {
  /// The number that a tensor of one element holds, as the value of its kind; nothing for other types.
  ///
  /// - Throws: what reading raises.
  static func value(of weight: Weight) throws(Diagnostic) -> TorchValue? {
    guard weight.elementCount == 1, weight.hasElements else { return nil }
    let type = weight.elementType
    if type == .bool { return .boolean(try weight.bytes().first != 0) }
    if type == .int64 || type == .uint64 {
      // Doubles do not have every integer of 64 bits.
      guard let bits = try weight.bytes().littleEndian(Int64.self, at: 0) else { return nil }
      return type == .uint64 && bits < 0 ? .longInteger(bitCount: 64) : .integer(Int(bits))
    }
    if type.isInteger { return try weight.doubles().first.flatMap { .integer(Int($0)) } }
    if type == .complex64 {
      let bytes = try weight.bytes()
      guard let real = bytes.littleEndian(UInt32.self, at: 0),
        let imaginary = bytes.littleEndian(UInt32.self, at: 4)
      else { return nil }
      return .complex(
        real: Double(Float(bitPattern: real)), imaginary: Double(Float(bitPattern: imaginary)))
    }
    if type == .complex128 {
      let bytes = try weight.bytes()
      guard let real = bytes.littleEndian(UInt64.self, at: 0),
        let imaginary = bytes.littleEndian(UInt64.self, at: 8)
      else { return nil }
      return .complex(
        real: Double(bitPattern: real), imaginary: Double(bitPattern: imaginary))
    }
    guard type.isFloatingPoint, let number = try? weight.doubles().first else { return nil }
    return .number(number)
  }
}
