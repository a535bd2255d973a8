import ByteIO
import Diagnostics
import ModelIR
import ZIPArchive

/// The arrays of a file that NumPy's `savez` wrote.
struct RecordedArrays {
  /// One array.
  struct Array {
    let name: String
    let elementType: ElementType
    let shape: [Int]
    /// The elements in row-major order, little-endian.
    let bytes: [UInt8]
  }

  /// The arrays in the order of the file.
  let arrays: [Array]

  /// So many bytes of one array are read.
  private static let byteCountLimit = 1 << 30
  private static let mostAxes = 16

  /// Reads a file.
  ///
  /// - Throws: ``DiagnosticCode/batchOtherNumbers`` for what is not such a file, what reading raises, and
  ///   the codes of zip archives.
  init(readingFileAt path: String) throws(Diagnostic) {
    let archive = try ZIPArchive(try SourceFile(path: path).wholeRange)
    var arrays: [Array] = []
    for member in archive.members where member.name.hasSuffix(".npy") {
      let bytes = try member.bytes(limit: Self.byteCountLimit)
      guard let array = Self.array(String(member.name.dropLast(4)), bytes) else {
        throw Diagnostic(
          .batchOtherNumbers,
          "'\(member.name)' is no array of numbers in row-major order that is read here",
          at: Location(file: path))
      }
      arrays.append(array)
    }
    self.arrays = arrays
  }

  /// The array of a name.
  subscript(name: String) -> Array? { arrays.first { $0.name == name } }

  /// Reads `.npy`: a magic text, a version, a header's length, the header as a Python literal.
  private static func array(_ name: String, _ bytes: [UInt8]) -> Array? {
    let magic: [UInt8] = [0x93] + "NUMPY".utf8
    guard bytes.count >= 12, bytes.starts(with: magic), (1...3).contains(bytes[6]) else {
      return nil
    }
    let isShort = bytes[6] == 1
    let lengthCount = isShort ? 2 : 4
    let length = bytes[8..<8 + lengthCount].reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = 8 + lengthCount + length
    guard length <= 1 << 16, start <= bytes.count,
      let header = String(validating: bytes[8 + lengthCount..<start], as: UTF8.self),
      let type = value(of: "descr", in: header).flatMap(elementType),
      value(of: "fortran_order", in: header)?.hasPrefix("False") == true,
      let sizes = value(of: "shape", in: header), sizes.hasPrefix("("),
      let end = sizes.firstIndex(of: ")")
    else { return nil }
    var shape: [Int] = []
    var count = 1
    for part in sizes[..<end].dropFirst().split(separator: ",") {
      let digits = part.filter { $0 != " " }
      guard !digits.isEmpty else { continue }
      guard let size = Int(digits), size >= 0, shape.count < mostAxes else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      shape.append(size)
      count = product
    }
    let (byteCount, overflow) = count.multipliedReportingOverflow(by: type.byteCount)
    guard !overflow, bytes.count - start == byteCount else { return nil }
    return Array(name: name, elementType: type, shape: shape, bytes: Swift.Array(bytes[start...]))
  }

  /// What follows a key of the header.
  private static func value(of key: String, in header: String) -> Substring? {
    guard let place = header.firstRange(of: "'\(key)':") else { return nil }
    return header[place.upperBound...].drop { $0 == " " }
  }

  private static func elementType(_ text: Substring) -> ElementType? {
    let code = text.dropFirst().prefix { $0 != "'" }
    return switch code {
    case "<f4": .float32
    case "<f8": .float64
    case "<f2": .float16
    case "<i8": .int64
    case "<i4": .int32
    case "<i2": .int16
    case "|i1": .int8
    case "<u8": .uint64
    case "<u4": .uint32
    case "<u2": .uint16
    case "|u1": .uint8
    case "|b1": .bool
    default: nil
    }
  }
}
