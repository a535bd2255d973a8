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
  /// What a file is that begins as some other format does; nothing if it may be a BSON document.
  static func recognise(_ prefix: [UInt8], byteCount: Int) -> String? {
    ForeignFormat.recognise(prefix, byteCount: byteCount).map {
      "\($0); a Flux model saved with BSON.jl is expected here"
    }
  }
}
