import ByteIO
import ConversionKit
import Diagnostics
import SafetensorsFile

/// The files of one checkpoint with their headers.
struct SafetensorsParts: Sendable {
  /// One file.
  struct Part: Sendable {
    let file: SourceFile
    let header: SafetensorsHeader
  }

  /// The files: one, or those of an index in its order.
  let parts: [Part]
  /// The index, where there is one.
  let index: ShardIndex?

  init(file: SourceFile, header: SafetensorsHeader) {
    parts = [Part(file: file, header: header)]
    index = nil
  }

  /// Opens the files that an index names and compares them with it.
  init(index: ShardIndex) throws {
    let files = try index.openShards()
    var parts: [Part] = []
    var failures: [Diagnostic] = []
    for file in files {
      do throws(Diagnostic) {
        parts.append(Part(file: file, header: try SafetensorsHeader.read(file)))
      } catch {
        failures.append(error)
      }
    }
    if let list = DiagnosticList(Array(failures.prefix(20))) { throw list }
    try index.check(parts.map { $0.header.tensors.map(\.name) })
    self.parts = parts
    self.index = index
  }

  /// The file that the user named.
  var source: SourceFile { index?.source ?? parts[0].file }

  /// The number of tensors in all files.
  var tensorCount: Int { parts.reduce(0) { $0 + $1.header.tensors.count } }

  /// The texts of `__metadata__`; where files differ, the first counts.
  var metadata: [SafetensorsMetadataEntry] {
    var names: Set<ExactName> = []
    return parts.flatMap(\.header.metadata).filter { names.insert(ExactName($0.name)).inserted }
  }

  /// The text of a name in `__metadata__` of the first file that has it.
  func metadata(_ name: String) -> String? {
    for part in parts {
      if let text = part.header.metadata(name) { return text }
    }
    return nil
  }

  /// Emits what is worth knowing and prevents nothing.
  func emitFindings(to diagnostics: DiagnosticCollector) {
    for part in parts {
      let location = Location(file: part.file.path)
      if !part.header.unknownFields.isEmpty {
        let names = part.header.unknownFields.map { "'\($0.prefix(100))'" }
        diagnostics.emit(
          Diagnostic(
            .safetensorsUnknownField, severity: .warning,
            "entries have fields that the format does not define and that are ignored: "
              + names.joined(separator: ", "), at: location))
      }
      if part.header.metadata(Self.shardingInformation) != nil {
        diagnostics.emit(
          Diagnostic(
            .safetensorsPartsOfTensors, severity: .warning,
            "the file holds one process's parts of tensors; each is listed with its place",
            at: location))
      }
    }
  }

  /// The name in `__metadata__` under which PyTorch's distributed checkpoints say which part of a
  /// tensor a file holds.
  static let shardingInformation = "DCP_SHARDING_INFO"
}
