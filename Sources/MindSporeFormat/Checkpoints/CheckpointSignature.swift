import ByteIO
import Diagnostics
import ProtobufWire

/// Recognises a checkpoint by the beginning of its first entry.
enum CheckpointSignature {
  /// Whether the first bytes of a file are those of a named tensor.
  ///
  /// Other formats are sequences of named messages, too; the type's name, in its place inside of the
  /// tensor, is that of no other.
  static func begins(_ prefix: [UInt8]) -> Bool {
    guard var cursor = Cursor(prefix[...]).entering(field: 1) else { return false }
    guard let tag = cursor.text(field: 1), !tag.isEmpty else { return false }
    if let map = cursor.entering(field: 3) { return map.entering(field: 1)?.isTensor == true }
    return cursor.entering(field: 2)?.isTensor == true
  }

  /// A place in bytes that may be cut off inside of a message.
  private struct Cursor {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The content of the message that begins here, as far as it is there.
    func entering(field number: UInt8) -> Cursor? {
      var copy = self
      guard copy.tag() == number << 3 | 2, let count = copy.varint() else { return nil }
      return Cursor(copy.bytes.prefix(Int(clamping: count)))
    }

    /// The text that begins here; the cursor is behind it then.
    mutating func text(field number: UInt8) -> String? {
      guard tag() == number << 3 | 2, let count = varint(), let length = Int(exactly: count),
        length <= bytes.count
      else { return nil }
      let text = String(validating: bytes.prefix(length), as: UTF8.self)
      bytes = bytes.dropFirst(length)
      return text
    }

    /// Whether sizes and the name of a type stand here.
    var isTensor: Bool {
      var copy = self
      for _ in 0..<TensorMessage.mostAxisCount {
        guard copy.bytes.first == 1 << 3 else { break }
        guard copy.tag() != nil, copy.varint() != nil else { return false }
      }
      if copy.bytes.first == 1 << 3 | 2 {
        guard copy.tag() != nil, let count = copy.varint(), let length = Int(exactly: count),
          length <= copy.bytes.count
        else { return false }
        copy.bytes = copy.bytes.dropFirst(length)
      }
      guard let name = copy.text(field: 2) else { return false }
      return MindSporeElementType(name) != nil
    }

    private mutating func tag() -> UInt8? { bytes.popFirst() }

    private mutating func varint() -> UInt64? {
      var value: UInt64 = 0
      for index in 0..<10 {
        guard let byte = bytes.popFirst() else { return nil }
        value |= UInt64(byte & 0x7F) << UInt64(7 * index)
        if byte < 0x80 { return value }
      }
      return nil
    }
  }
}
