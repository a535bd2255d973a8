import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

extension FileSummary {
  /// The most notes that are shown, and the most characters of one.
  private static let mostNotes = 64
  private static let mostNoteLength = 200

  init(
    _ contents: CheckpointContents, _ roles: EntryRoles, format: FormatDescription,
    cipher: EncryptionCipher?
  ) {
    var facts: [MetadataEntry] = []
    if let cipher { facts.append(MetadataEntry("encryption", cipher.name)) }
    if let modelType = contents.modelType {
      facts.append(MetadataEntry("model_type", String(modelType.prefix(Self.mostNoteLength))))
    }
    if let trailer = contents.trailer {
      let number = trailer.checksum.map(String.init) ?? "none that is valid"
      facts.append(MetadataEntry("crc32", "\(number), verified when elements are read"))
    }
    let pairs = Array(zip(contents.entries, roles.roles))
    func entries(of role: EntryRoles.Role) -> [CheckpointEntry] {
      pairs.filter { $0.1 == role }.map(\.0)
    }
    var stored = [
      StoredEntry(path: "", kind: .checkpoint, text: Self.text(entries(of: .parameter)))
    ]
    let training = entries(of: .training)
    if !training.isEmpty {
      stored.append(
        StoredEntry(
          path: MindSporeCheckpointFile.optimizerSelection, kind: .optimizer,
          text: Self.text(training)))
    }
    let notes = entries(of: .note)
    for note in notes.prefix(Self.mostNotes) {
      stored.append(StoredEntry(path: note.name, kind: .value, text: Self.text(note)))
    }
    if notes.count > Self.mostNotes {
      facts.append(MetadataEntry("notes", "\(notes.count - Self.mostNotes) more"))
    }
    self.init(
      format: format, framework: Framework.mindspore.displayName,
      frameworkVersion: Self.version(contents), facts: facts, entries: stored)
  }

  /// The releases that may have written the file, as far as it tells.
  private static func version(_ contents: CheckpointContents) -> String? {
    if contents.modelType != nil { return "0.5.0-beta" }
    if contents.trailer != nil || (contents.hasNewScalars && !contents.hasOldScalars) {
      return "2.3 or later"
    }
    let hasBrainFloats = contents.entries.contains { $0.type == .elements(.bfloat16) }
    if hasBrainFloats { return "2.2.10 or later" }
    return contents.hasOldScalars ? "before 2.3" : nil
  }

  /// `10 tensors, 61706 elements`.
  private static func text(_ entries: [CheckpointEntry]) -> String {
    let elementCount = entries.reduce(0) { sum, entry in
      sum.addingSaturated(entry.byteCount / (entry.type.elementType?.byteCount ?? 1))
    }
    return "\(entries.count) tensor\(entries.count == 1 ? "" : "s"), "
      + "\(elementCount) element\(elementCount == 1 ? "" : "s")"
  }

  /// A note's value, cut off where it is long.
  private static func text(_ note: CheckpointEntry) -> String {
    if note.type == .text {
      let text = (try? note.text(limit: mostNoteLength)) ?? ""
      return note.byteCount > 4 * mostNoteLength ? "\(text)…" : text
    }
    return (try? note.noteValue())??.description ?? note.typeName
  }
}
