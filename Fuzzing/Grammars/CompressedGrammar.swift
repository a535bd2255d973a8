import ByteIO
import Diagnostics

extension FuzzedGrammar {
  /// Files of gzip, bzip2 and xz.
  static let compressed = FuzzedGrammar("compressed") { input in
    let source = try input.source(named: "model.pth.gz")
    guard let compression = Compression(prefix: input.bytes) else {
      throw Diagnostic(.compressedDataUnsupported, "the bytes are of no compression")
    }
    let contents = try source.decompressed(compression, limit: 4 << 20)
    input.note(try contents.prefix(64))
    // The contents cannot change alone, as they have a checksum; the time in gzip's header can.
    input.note(input.bytes.dropFirst(4).prefix(4))
  }
}
