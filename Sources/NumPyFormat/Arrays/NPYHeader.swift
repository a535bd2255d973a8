import ByteIO
import Diagnostics
import ModelIR

/// The header of an array: what its elements are and how they lie.
struct NPYHeader: Equatable {
  /// The bytes that every array begins with.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// The longest dictionary that is read; NumPy itself trusts none of more than 10,000 characters.
  static let byteCountLimit = 1 << 16
  /// The most axes that NumPy's arrays have.
  static let axisLimit = 64

  /// The element type in NumPy's notation.
  let description: String
  /// Whether the first axis is the one whose elements are next to each other.
  let isColumnMajor: Bool
  /// The sizes of the axes.
  let shape: [Int]

  /// The header's bytes as `numpy.save` writes them, padded to a multiple of 64.
  var bytes: [UInt8] {
    let sizes = shape.map(String.init)
    let tuple =
      sizes.count == 1 ? "(\(sizes[0]),)" : "(\(sizes.joined(separator: ", ")))"
    var text =
      "{'descr': '\(description)', 'fortran_order': \(isColumnMajor ? "True" : "False"), "
      + "'shape': \(tuple), }"
    // Room to append along the axis that grows, without moving the elements.
    if let growing = isColumnMajor ? sizes.last : sizes.first {
      text += String(repeating: " ", count: max(0, 21 - growing.count))
    }
    let start = Self.magic.count + 4
    let padding = 64 - (start + text.utf8.count + 1) % 64
    text += String(repeating: " ", count: padding) + "\n"
    var result = Self.magic + [1, 0]
    result.appendLittleEndian(UInt16(truncatingIfNeeded: text.utf8.count))
    return result + Array(text.utf8)
  }

  /// Reads the header at the start of an array.
  ///
  /// - Returns: the header and the number of bytes that it takes.
  /// - Throws: ``DiagnosticCode/npyMalformed``, and what reading raises.
  static func read(_ range: FileRange) throws(Diagnostic) -> (header: NPYHeader, byteCount: Int) {
    func malformed(_ message: String) -> Diagnostic {
      Diagnostic(
        .npyMalformed, message,
        at: Location(file: range.file.path, byteRange: range.byteRange))
    }
    let start = try range.file.bytes(at: range.byteOffset, count: min(12, range.byteCount))
    guard start.count >= 10, start.starts(with: magic) else {
      throw malformed("an array has to begin with \\x93NUMPY")
    }
    let length: Int
    let offset: Int
    switch start[6] {
    case 1:
      length = Int(start.littleEndian(UInt16.self, at: 8) ?? 0)
      offset = 10
    case 2, 3:
      guard let long = start.littleEndian(UInt32.self, at: 8) else {
        throw malformed("the array ends inside its header")
      }
      length = Int(long)
      offset = 12
    default: throw malformed("an array of version \(start[6]).\(start[7]) is unknown")
    }
    guard length <= byteCountLimit else {
      throw malformed("a header of \(length) bytes is over the limit of \(byteCountLimit)")
    }
    guard length <= range.byteCount - offset else {
      throw malformed("the array ends inside its header of \(length) bytes")
    }
    let text = try range.file.bytes(at: range.byteOffset + offset, count: length)
    guard let header = NPYHeaderText(text).header else {
      throw malformed(
        "a dictionary with 'descr', 'fortran_order' and 'shape' is expected as the header, found "
          + "'\(String(decoding: text.prefix(120), as: UTF8.self))'")
    }
    return (header, offset + length)
  }
}
