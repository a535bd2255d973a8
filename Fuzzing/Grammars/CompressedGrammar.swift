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
  }
}
