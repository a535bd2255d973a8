public import ByteIO
public import Diagnostics

/// Bytes of a pickle: short ones are in memory, long ones stay in the file.
public enum PickleBytes: Sendable {
  /// Bytes in memory.
  case memory([UInt8])
  /// Bytes in the file.
  case file(FileRange)

  /// How many bytes there are.
  public var byteCount: Int {
    switch self {
    case .memory(let bytes): bytes.count
    case .file(let range): range.byteCount
    }
  }

  /// The bytes, read if they are not in memory.
  ///
  /// - Throws: ``DiagnosticCode/fileTooLarge`` over the limit, and what reading raises.
  public func bytes(limit: Int = 64 << 20) throws(Diagnostic) -> [UInt8] {
    switch self {
    case .memory(let bytes): return bytes
    case .file(let range): return try range.bytes(limit: limit)
    }
  }
}
