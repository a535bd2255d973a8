import ByteIO
import Diagnostics

/// A part of a packed field of integers that is decoded by itself, so that no field has to be in
/// memory as a whole.
struct ONNXPackedBlock {
  /// The bytes.
  let range: FileRange
  /// How many numbers they are.
  let count: Int

  /// The most numbers of one block.
  static let mostCount = 1 << 16

  /// Counts the numbers of a field; only a number's last byte has its highest bit clear.
  ///
  /// - Throws: ``DiagnosticCode/onnxMalformedTensor`` if the field ends inside a number.
  static func blocks(of field: FileRange) throws(Diagnostic) -> [ONNXPackedBlock] {
    var blocks: [ONNXPackedBlock] = []
    let end = field.byteRange.upperBound
    var start = field.byteOffset
    var position = start
    var count = 0
    var last: UInt8 = 0
    while position < end {
      let bytes = try field.file.bytes(at: position, count: min(1 << 18, end - position))
      for (index, byte) in bytes.enumerated() where byte < 0x80 {
        count += 1
        guard count == mostCount else { continue }
        let next = position + index + 1
        blocks.append(block(field, start..<next, count))
        start = next
        count = 0
      }
      last = bytes.last ?? 0
      position += bytes.count
    }
    guard last < 0x80 else {
      throw Diagnostic(
        .onnxMalformedTensor, "a packed field ends inside a number",
        at: Location(file: field.file.path, byteRange: field.byteRange))
    }
    if count > 0 { blocks.append(block(field, start..<end, count)) }
    return blocks
  }

  private static func block(
    _ field: FileRange, _ bytes: Range<Int>, _ count: Int
  ) -> ONNXPackedBlock {
    ONNXPackedBlock(
      range: FileRange(file: field.file, byteOffset: bytes.lowerBound, byteCount: bytes.count),
      count: count)
  }
}
