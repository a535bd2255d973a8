import ByteIO
import Diagnostics
import ModelIR
import Pickle

/// A folder of `torch.distributed.checkpoint`: `.metadata` and the files that it names.
struct DistributedCheckpoint {
  private let source: SourceFile
  private let metadata: DistributedMetadata

  /// So many chunks are opened at once to see how their elements lie; those of larger checkpoints are
  /// opened when they are read.
  private static let mostOpenedChunks = 4096

  /// Takes the metadata of a folder.
  ///
  /// - Throws: what reading the metadata raises.
  init(_ document: PickleDocument, in source: SourceFile) throws(Diagnostic) {
    self.source = source
    metadata = try DistributedMetadata(document, at: Location(file: source.path))
  }

  /// The tensors and values by name.
  ///
  /// - Throws: ``DiagnosticCode/torchDistributedMalformed`` for files and chunks that are missing.
  func file() throws(Diagnostic) -> TorchFile {
    let files = try openFiles()
    let chunkCount = metadata.tensors.reduce(0) { $0 + $1.chunks.count }
    let opensChunks = chunkCount <= Self.mostOpenedChunks
    var table = TorchWeightTable()
    for tensor in metadata.tensors {
      var chunks: [DistributedChunk] = []
      for place in tensor.chunks where !place.isEmpty {
        let key = DistributedMetadata.Key(name: ExactName(tensor.name), offsets: place.offsets)
        let range = try range(of: key, in: files)
        chunks.append(DistributedChunk(place: place, range: range))
      }
      table.entries.append(
        TorchWeightTable.Entry(
          name: tensor.name, role: role(of: tensor.name),
          content: .chunks(
            DistributedTensor(
              name: tensor.name, elementType: tensor.elementType, shape: tensor.shape,
              chunks: chunks, opensChunks: opensChunks))))
    }
    return TorchFile(
      facts: [
        MetadataEntry("container", "folder (torch.distributed.checkpoint)"),
        MetadataEntry("files", String(files.count)), MetadataEntry("chunks", String(chunkCount)),
        MetadataEntry("values", String(metadata.values.count)),
      ], content: .weights(table))
  }

  /// Opens every file that the metadata names, beneath the folder.
  private func openFiles() throws(Diagnostic) -> [ExactName: SourceFile] {
    let folder = SourceFile.folder(of: source.path)
    let names = Set(metadata.places.values.map { ExactName($0.fileName) })
      .sorted { $0.text < $1.text }
    var files: [ExactName: SourceFile] = [:]
    var missing: [String] = []
    for name in names {
      do {
        files[name] = try SourceFile(beneath: folder, named: name.text)
      } catch {
        guard error.code == .fileMissing else { throw error }
        missing.append("'\(name.text)'")
      }
    }
    guard missing.isEmpty else {
      let more = missing.count > 8 ? " and \(missing.count - 8) more" : ""
      throw Diagnostic(
        .torchDistributedMalformed,
        "\(missing.count) of \(names.count) files are missing in the folder: "
          + missing.prefix(8).joined(separator: ", ") + more,
        at: Location(file: source.path))
    }
    return files
  }

  private func range(
    of key: DistributedMetadata.Key, in files: [ExactName: SourceFile]
  ) throws(Diagnostic) -> FileRange {
    guard let place = metadata.places[key], let file = files[ExactName(place.fileName)] else {
      throw Diagnostic(
        .torchDistributedMalformed,
        "the chunk of tensor '\(key.name.text)' at \(key.offsets ?? []) is stored nowhere",
        at: Location(file: source.path))
    }
    guard place.byteOffset >= 0, place.byteCount >= 0, place.byteOffset <= file.byteCount,
      place.byteCount <= file.byteCount - place.byteOffset
    else {
      throw Diagnostic(
        .torchDistributedMalformed,
        "the chunk of tensor '\(key.name.text)' should have \(place.byteCount) bytes at "
          + "\(place.byteOffset), the file has \(file.byteCount): it is truncated",
        at: Location(file: file.path))
    }
    return FileRange(file: file, byteOffset: place.byteOffset, byteCount: place.byteCount)
  }

  private func role(of name: String) -> TorchWeightTable.Role {
    metadata.firstKeys[ExactName(name)]?.hasPrefix("optim") == true ? .optimizer : .parameter
  }
}
