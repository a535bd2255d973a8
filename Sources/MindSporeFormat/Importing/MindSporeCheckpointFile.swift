import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// A checkpoint of MindSpore whose structure was read.
struct MindSporeCheckpointFile: ImportedFile {
  let summary: FileSummary
  private let contents: CheckpointContents
  private let roles: EntryRoles
  private let path: String

  /// The name by which the state of the training is selected.
  static let optimizerSelection = "optimizer"

  init(
    _ contents: CheckpointContents, source: SourceFile, format: FormatDescription,
    cipher: EncryptionCipher?
  ) {
    self.contents = contents
    roles = EntryRoles(of: contents.entries)
    path = source.path
    summary = FileSummary(contents, roles, format: format, cipher: cipher)
  }

  func tensors() throws -> [StoredTensor] {
    zip(contents.entries, roles.roles).compactMap { entry, role in
      guard let weight = entry.weight(contents.checksum) else { return nil }
      let use = role == .training ? [MetadataEntry("role", Self.optimizerSelection)] : []
      return StoredTensor(name: entry.name, weight: weight, facts: entry.facts + use)
    }
  }

  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    throw Diagnostic(
      .architectureNeeded,
      "a checkpoint of MindSpore holds weights and no model; give their architecture with "
        + "--architecture", at: Location(file: path))
  }

  func makeCheckpoint(
    selection: String?, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint {
    let selected = selectedRole(selection)
    var entries: [Checkpoint.Entry] = []
    var optimizerEntries: [String] = []
    var notes: [Hyperparameters.Entry] = []
    for (entry, role) in zip(contents.entries, roles.roles) {
      if role == selected.role, selected.path.map({ Self.isSelected(entry.name, $0) }) ?? true,
        let weight = entry.weight(contents.checksum)
      {
        entries.append(
          Checkpoint.Entry(name: entry.name, weight: weight, facts: entry.facts))
      } else if role == .training {
        optimizerEntries.append(entry.name)
      } else if role == .note, let value = try entry.noteValue() {
        notes.append(Hyperparameters.Entry(name: entry.name, value: value))
      }
    }
    if let selection, entries.isEmpty {
      throw Diagnostic(
        .mindsporeNothingSelected, "no tensor is at or beneath '\(selection.prefix(200))'",
        at: Location(file: path))
    }
    let hasTraining = roles.roles.contains(.training)
    return Checkpoint(
      framework: .mindspore, selection: selection ?? "",
      alternatives: hasTraining && selected.role == .parameter ? [Self.optimizerSelection] : [],
      entries: entries, metadata: Hyperparameters(notes), optimizerEntries: optimizerEntries)
  }

  /// Which entries a selection means, and the path that their names begin with.
  private func selectedRole(_ selection: String?) -> (role: EntryRoles.Role, path: String?) {
    guard let selection, !selection.isEmpty else { return (.parameter, nil) }
    let isName = contents.entries.contains { Self.isSelected($0.name, selection) }
    if selection == Self.optimizerSelection, !isName { return (.training, nil) }
    let role = zip(contents.entries, roles.roles).first { Self.isSelected($0.0.name, selection) }?.1
    return (role ?? .parameter, selection)
  }

  private static func isSelected(_ name: String, _ path: String) -> Bool {
    let (name, path) = (name.utf8, path.utf8)
    return name.starts(with: path)
      && (name.count == path.count || name.dropFirst(path.count).first == UInt8(ascii: "."))
  }
}

extension CheckpointEntry {
  /// The most characters of a text that are read.
  private static let mostTextLength = 1 << 20

  /// A number, a truth value, a text or a short list, as what was appended to tell of the training.
  ///
  /// - Throws: what reading raises.
  func noteValue() throws(Diagnostic) -> HyperparameterValue? {
    guard let elementType = type.elementType else {
      return .text(try text(limit: Self.mostTextLength))
    }
    // Read without the checksum, which would read the whole file.
    guard let weight = weight(nil) else { return nil }
    let values: [HyperparameterValue]
    if elementType == .bool {
      values = try (weight.integerValues() ?? []).map { .boolean($0 != 0) }
    } else if let integers = try weight.integerValues() {
      values = integers.map { .integer($0) }
    } else if elementType.isFloatingPoint, Weight.canConvert(elementType, to: .float64) {
      values = try weight.doubles().map { .number($0) }
    } else {
      return nil
    }
    return shape.isEmpty ? values.first : .list(values)
  }
}
