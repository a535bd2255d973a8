import ByteIO
import Diagnostics
import ModelIR
import Pickle

/// A pickle that `pickle.dump` wrote: NumPy arrays, or values alone.
struct PlainPickle: TorchContainer {
  let document: PickleDocument
  let facts: [MetadataEntry]

  private let file: SourceFile

  /// Takes the first pickle of a range.
  init(_ document: PickleDocument, in range: FileRange, diagnostics: DiagnosticCollector) {
    self.document = document
    file = range.file
    facts = [
      MetadataEntry("container", "pickle"),
      MetadataEntry("pickle_protocol", String(document.protocolVersion)),
    ]
    let rest = range.byteCount - document.byteCount
    if rest > 0 {
      let start = range.byteOffset + document.byteCount
      diagnostics.emit(
        Diagnostic(
          .torchStreamRest, severity: .note,
          "\(rest) bytes follow the first pickled object, which alone is read",
          at: Location(file: file.path, byteRange: start..<start)))
    }
  }

  func resolve(_ persistentID: PickleValue) throws(Diagnostic) -> TorchPersistentObject {
    throw Diagnostic(
      .torchPersistentID,
      "the pickle refers to something outside of it, and a pickle alone has nothing there",
      at: Location(file: file.path))
  }
}
