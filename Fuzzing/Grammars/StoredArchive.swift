import ByteIO
import Diagnostics
import ZIPArchive

/// A zip archive around the part of a file that is fuzzed, so that checksums and offsets always fit.
enum StoredArchive {
  /// The bytes of an archive of these members.
  static func bytes(_ members: [(String, [UInt8])]) throws(Diagnostic) -> [UInt8] {
    var writer = ZIPWriter(MemorySink())
    for (name, bytes) in members { try writer.add(name, bytes) }
    return try writer.finish().bytes
  }
}
