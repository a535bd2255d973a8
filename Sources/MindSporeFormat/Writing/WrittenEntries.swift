import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// What is written of a checkpoint, in order: its tensors, then what is appended.
struct WrittenEntries: Sendable {
  /// The entries in the order of the file.
  let entries: [WrittenEntry]

  /// The types that files may have and `mindspore.load_checkpoint` has no name for.
  private static let unloadedTypes: Set<ElementType> = [
    .complex64, .complex128, .float8E4M3FN, .float8E5M2,
  ]

  /// Decides what can be written; no element is read.
  ///
  /// - Throws: a ``DiagnosticList`` of everything that prevents it.
  init(
    _ checkpoint: Checkpoint, withMetadata: Bool, to path: String,
    diagnostics: DiagnosticCollector
  ) throws(DiagnosticList) {
    try checkpoint.requireWritable(in: path, Self.problem)
    func warn(_ code: DiagnosticCode, _ name: String, _ text: String) {
      diagnostics.emit(
        Diagnostic(
          code, severity: .warning, text,
          at: Location(file: path, path: String(name.prefix(200)))))
    }
    var entries: [WrittenEntry] = []
    for entry in checkpoint.entries {
      if entry.weight.shape == [0] {
        // MindSpore leaves it out itself: the size 0 is how it writes numbers without axes.
        warn(
          .mindsporeLeftOut, entry.name,
          "the tensor has one axis and no elements, which a checkpoint of MindSpore cannot say; it "
            + "is left out")
        continue
      }
      if Self.unloadedTypes.contains(entry.weight.elementType) {
        warn(
          .mindsporeNotLoaded, entry.name,
          "the tensor is of \(entry.weight.elementType), which MindSpore 2.10 does not load")
      }
      if let written = WrittenEntry(entry) { entries.append(written) }
    }
    guard withMetadata else {
      self.entries = entries
      return
    }
    let names = Set(checkpoint.entries.map { ExactName($0.name) })
    var notes: [WrittenEntry] = []
    for note in checkpoint.metadata.entries {
      if names.contains(ExactName(note.name)) {
        warn(
          .mindsporeLeftOut, note.name,
          "a tensor has the name of this metadata, which is left out")
      } else if let written = WrittenEntry(note), Self.isName(note.name) {
        notes.append(written)
      } else {
        warn(
          .mindsporeLeftOut, note.name,
          "metadata can be numbers, truth values, texts and lists of numbers; this is left out")
      }
    }
    // Lists are told from parameters by the numbers before them.
    entries += notes.filter(\.isSingle)
    entries += notes.filter { !$0.isSingle }
    self.entries = entries
  }

  /// What prevents a tensor.
  private static func problem(
    _ entry: Checkpoint.Entry
  ) -> (code: DiagnosticCode, message: String)? {
    guard isName(entry.name) else {
      return (
        .checkpointEntryName,
        "MindSpore takes names of 1 to \(CheckpointMessage.mostTagByteCount) bytes, this one has "
          + "\(entry.name.utf8.count)"
      )
    }
    guard WrittenEntry(entry) == nil else { return nil }
    return (
      .checkpointElementType, "MindSpore has no tensors of \(entry.weight.elementType)"
    )
  }

  private static func isName(_ name: String) -> Bool {
    (1...CheckpointMessage.mostTagByteCount).contains(name.utf8.count)
  }
}
