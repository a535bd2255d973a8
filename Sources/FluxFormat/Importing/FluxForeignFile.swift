public import Diagnostics
import ConversionKit

extension DiagnosticCode {
  /// A file that only carries the name of a BSON file.
  public static let fluxForeignFile = DiagnosticCode(
    "flux.foreign-file", kind: .badInput,
    explanation: """
      The file ends in `.bson` and is something else: a stream of Julia's Serialization, a JLD2 file, \
      a Git LFS pointer whose file was never fetched, a page of an error. In Julia, load it with what \
      wrote it and save the model with `BSON.@save "model.bson" model`.
      """)
}

/// Files that only carry the name `.bson`.
enum FluxForeignFile {
  /// What a file that does not begin as a BSON document is; nothing if it may be one.
  static func recognise(_ prefix: [UInt8], byteCount: Int) -> String? {
    let isDocument = prefix.littleEndianLength.map { $0 >= 5 && $0 <= byteCount } ?? false
    let described = ForeignFormat.describe(prefix, byteCount: byteCount)
    let isNamed = !described.hasSuffix("of no format that can be read")
    if isDocument && !isNamed { return nil }
    if isNamed {
      return "\(described); a Flux model saved with BSON.jl is expected here"
    }
    return nil
  }
}

extension [UInt8] {
  /// The length that a BSON document begins with.
  fileprivate var littleEndianLength: Int? {
    guard count >= 4 else { return nil }
    return Int(
      Int32(
        bitPattern: UInt32(self[0]) | UInt32(self[1]) << 8 | UInt32(self[2]) << 16
          | UInt32(self[3]) << 24))
  }
}
