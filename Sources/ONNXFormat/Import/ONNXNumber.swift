import ByteIO
import Diagnostics
import ModelIR

/// How a number of a field becomes an element's bytes.
///
/// Small integers and the bits of small floating-point numbers stand in wider integers.
struct ONNXNumber: Sendable {
  private let type: ElementType
  /// The bytes of one number: half an element for complex ones, which are not carried here.
  let byteCount: Int

  init(_ type: ElementType) {
    self.type = type
    byteCount = type.isComplex ? type.byteCount / 2 : type.byteCount
  }

  /// The little-endian elements.
  ///
  /// - Throws: ``DiagnosticCode/onnxMalformedTensor`` for a number that the type cannot hold.
  func bytes(of numbers: [UInt64], _ range: FileRange) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * byteCount)
    for number in numbers {
      guard holds(number) else {
        throw Diagnostic(
          .onnxMalformedTensor,
          "elements of type \(type) cannot be \(Int64(bitPattern: number))",
          at: Location(file: range.file.path, byteRange: range.byteRange))
      }
      for index in 0..<byteCount {
        bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * index)))
      }
    }
    return bytes
  }

  private func holds(_ number: UInt64) -> Bool {
    switch type {
    case .bool: number <= 1
    case .int8: Int8(exactly: Int64(bitPattern: number)) != nil
    case .int16: Int16(exactly: Int64(bitPattern: number)) != nil
    case .int32: Int32(exactly: Int64(bitPattern: number)) != nil
    default: byteCount == 8 || number >> UInt64(8 * byteCount) == 0
    }
  }
}
