import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import SafetensorsFile

/// A safetensors checkpoint whose headers were read.
struct SafetensorsWeights: ImportedFile {
  let summary: FileSummary
  private let parts: SafetensorsParts
  private let sharding: DistributedSharding
  private let mindSpore: MindSporeFacts

  init(_ parts: SafetensorsParts, format: FormatDescription) {
    self.parts = parts
    summary = FileSummary(parts, format: format)
    mindSpore = MindSporeFacts(parts)
    sharding = DistributedSharding(parts.metadata(SafetensorsParts.shardingInformation))
  }

  func tensors() throws -> [StoredTensor] {
    var result: [StoredTensor] = []
    result.reserveCapacity(parts.tensorCount)
    var failures: [Diagnostic] = []
    for part in parts.parts {
      for tensor in part.header.tensors {
        guard let weight = weight(tensor, in: part.file) else {
          failures.append(Self.packedElements(tensor, in: part.file))
          continue
        }
        result.append(
          StoredTensor(
            name: tensor.name, weight: weight,
            shapeInSource: weight.shape == tensor.shape ? nil : tensor.shape,
            facts: facts(of: tensor)))
      }
    }
    if let list = DiagnosticList(Array(failures.prefix(20))) { throw list }
    return result
  }

  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    throw Diagnostic(
      .architectureNeeded,
      "a safetensors file holds weights and no model; give their architecture with --architecture",
      at: Location(file: parts.source.path))
  }

  func makeCheckpoint(
    selection: String?, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint {
    var entries: [Checkpoint.Entry] = []
    entries.reserveCapacity(parts.tensorCount)
    var remarks: [Checkpoint.Remark] = []
    for part in parts.parts {
      for tensor in part.header.tensors where Self.isSelected(tensor.name, selection) {
        if let weight = weight(tensor, in: part.file) {
          entries.append(
            Checkpoint.Entry(name: tensor.name, weight: weight, facts: facts(of: tensor)))
        } else {
          remarks.append(
            Checkpoint.Remark(
              name: tensor.name,
              text: "a tensor \(tensor.typeText), whose elements do not fall on bytes"))
          var warning = Self.packedElements(tensor, in: part.file)
          warning.severity = .warning
          diagnostics.emit(warning)
        }
      }
    }
    if let selection, entries.isEmpty, remarks.isEmpty {
      throw Diagnostic(
        .safetensorsNoTensors, "no tensor is at or beneath '\(selection.prefix(200))'",
        at: Location(file: parts.source.path))
    }
    entries += tiedEntries(to: entries, selection)
    var optimizerEntries: [String] = []
    if parts.framework == .mindspore, selection == nil {
      let state = MindSporeTrainingState(entries.map { ($0.name, $0.weight.shape) })
      optimizerEntries = entries.filter { state.contains($0.name, $0.weight.shape) }.map(\.name)
      entries.removeAll { state.contains($0.name, $0.weight.shape) }
    }
    return Checkpoint(
      framework: parts.framework, selection: selection ?? "", entries: entries, remarks: remarks,
      metadata: metadata, optimizerEntries: optimizerEntries)
  }
}

extension SafetensorsWeights {
  private func weight(_ tensor: SafetensorsTensor, in file: SourceFile) -> Weight? {
    guard let (elementType, shape) = tensor.weightShape else { return nil }
    let range = FileRange(
      file: file, byteOffset: tensor.byteRange.lowerBound, byteCount: tensor.byteRange.count)
    if let checksum = mindSpore.checksum {
      return Weight(elementType, shape: shape, in: range.deferred(until: checksum))
    }
    return Weight(elementType, shape: shape, in: range)
  }

  private static func isSelected(_ name: String, _ selection: String?) -> Bool {
    guard let selection, !selection.isEmpty else { return true }
    let (name, path) = (name.utf8, selection.utf8)
    return name.starts(with: path)
      && (name.count == path.count || name.dropFirst(path.count).first == UInt8(ascii: "."))
  }

  private static func packedElements(
    _ tensor: SafetensorsTensor, in file: SourceFile
  ) -> Diagnostic {
    Diagnostic(
      .safetensorsPackedElements,
      "the tensor is \(tensor.typeText), whose elements do not fall on bytes",
      at: Location(
        file: file.path, byteRange: tensor.byteRange, path: String(tensor.name.prefix(200))))
  }

  private func facts(of tensor: SafetensorsTensor) -> [MetadataEntry] {
    var facts: [MetadataEntry] = []
    if let offsets = sharding.offsets(of: tensor.name) {
      facts.append(MetadataEntry("saved_offsets", offsets))
    }
    if mindSpore.isFourBits(tensor.name) {
      facts.append(MetadataEntry("stored_as", "Int4, one element in a byte"))
    }
    return facts
  }

  /// The weights that were stored once under another name.
  ///
  /// `save_model` of safetensors drops all but one name of a shared tensor and leaves in
  /// `__metadata__` which name stands for the dropped one.
  private func tiedEntries(
    to entries: [Checkpoint.Entry], _ selection: String?
  ) -> [Checkpoint.Entry] {
    let candidates = parts.metadata.filter { Self.isSelected($0.name, selection) }
    guard !candidates.isEmpty else { return [] }
    let positions = Dictionary(
      entries.enumerated().map { (ExactName($0.element.name), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    return candidates.compactMap { candidate in
      guard positions[ExactName(candidate.name)] == nil,
        let position = positions[ExactName(candidate.value)]
      else { return nil }
      return Checkpoint.Entry(
        name: candidate.name, weight: entries[position].weight,
        facts: [MetadataEntry("tied_to", candidate.value)])
    }
  }

  /// What was written beside the weights, without what the container says of itself.
  private var metadata: Hyperparameters {
    let ownNames: Set<String> =
      parts.framework == .mindspore
      ? ["format", MindSporeFacts.checksumName, "remove_redundancy"] : ["format"]
    let told = parts.metadata.filter { entry in
      !ownNames.contains(entry.name)
        && !(parts.framework == .mindspore && entry.value == MindSporeFacts.fourBitText)
    }
    return Hyperparameters(
      told.map { Hyperparameters.Entry(name: $0.name, value: .text($0.value)) })
  }
}
