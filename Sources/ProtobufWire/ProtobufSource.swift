public import ByteIO
public import Diagnostics

/// Where a message's bytes are read from: a file through a window, or memory.
public protocol ProtobufSource {
  /// What a length-delimited field is without its being read.
  associatedtype Slice

  /// The bytes that are left.
  var remainingByteCount: Int { get }
  /// The place of the next byte, for locations.
  var location: Location { get }

  /// Reads a little-endian integer; the caller has checked that it is there.
  mutating func readInteger<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type
  ) throws(Diagnostic) -> Value

  /// Steps over bytes; the caller has checked that they are there.
  mutating func skip(_ count: Int) throws(Diagnostic) -> Slice
}

extension WindowedReader: ProtobufSource {
  /// The place of the next byte.
  public var location: Location { Location(file: file.path, byteRange: position..<position) }
}

/// Bytes in memory as the source of a message.
public struct ProtobufBytes: ProtobufSource {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// Starts at the first byte.
  public init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  public var remainingByteCount: Int { bytes.endIndex - position }

  public var location: Location { Location(byteRange: position..<position) }

  public mutating func readInteger<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type
  ) throws(Diagnostic) -> Value {
    var value: Value = 0
    for index in (0..<Value.bitWidth / 8).reversed() {
      value = (Value.bitWidth > 8 ? value << 8 : 0) | Value(bytes[position + index])
    }
    position += Value.bitWidth / 8
    return value
  }

  public mutating func skip(_ count: Int) throws(Diagnostic) -> ArraySlice<UInt8> {
    defer { position += count }
    return bytes[position..<position + count]
  }
}
