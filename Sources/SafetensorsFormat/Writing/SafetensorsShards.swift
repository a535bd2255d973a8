import ByteIO
import ConversionKit
import Diagnostics
import JSONText
import SafetensorsFile

/// The files that weights are divided into, with their index, as Hugging Face's library divides them:
/// in the order of the weights, a new file where the next tensor would make one too large.
struct SafetensorsShards {
  /// The most files of a set; each stays open until all are complete.
  static let mostShards = 500

  private let shards: [[SafetensorsOutput.Tensor]]
  private let provenance: Provenance

  init(_ tensors: [SafetensorsOutput.Tensor], limit: Int, of provenance: Provenance) {
    self.provenance = provenance
    var shards: [[SafetensorsOutput.Tensor]] = []
    var open: [SafetensorsOutput.Tensor] = []
    var openByteCount = 0
    for tensor in tensors {
      let byteCount = tensor.header.byteCount
      if byteCount > limit {
        shards.append([tensor])
        continue
      }
      if byteCount > limit - openByteCount {
        shards.append(open)
        open = []
        openByteCount = 0
      }
      open.append(tensor)
      openByteCount += byteCount
    }
    if !open.isEmpty || shards.isEmpty { shards.append(open) }
    self.shards = shards
  }

  /// Writes the files and their index, which appear together; a single file has no index.
  ///
  /// - Throws: ``DiagnosticCode/safetensorsTooManyShards``, and what writing raises.
  func write(
    to path: String, flavour: SafetensorsFlavour, hasChecksum: Bool
  ) throws(Diagnostic) -> ExportSummary {
    let entryCount = shards.reduce(0) { $0 + $1.count }
    let names = ShardNames(path)
    guard shards.count > 1 else {
      let output = try SafetensorsOutput(
        shards[0], metadata: try flavour.metadata(of: shards[0], hasChecksum: hasChecksum),
        of: provenance)
      return ExportSummary(
        checkpoint: [try output.write(to: names.single)], entryCount: entryCount)
    }
    guard shards.count <= Self.mostShards else {
      throw Diagnostic(
        .safetensorsTooManyShards,
        "\(shards.count) files would be written, at most \(Self.mostShards) are; give a larger "
          + "--max-shard-size", at: Location(file: path))
    }
    let set = OutputFileSet()
    var files: [ExportSummary.File] = []
    var placements: [(tensor: String, shard: String)] = []
    var totalByteCount = 0
    for (number, tensors) in shards.enumerated() {
      let output = try SafetensorsOutput(
        tensors,
        metadata: try flavour.metadata(of: tensors, hasChecksum: hasChecksum, isShard: true),
        of: provenance)
      let shard = names.shard(number + 1, of: shards.count)
      let file = try output.written(for: names.folder + shard)
      files.append(ExportSummary.File(path: file.path, byteCount: file.position))
      set.add(file)
      for tensor in tensors {
        placements.append((tensor.name, shard))
        totalByteCount += tensor.header.byteCount
      }
    }
    try provenance.confirmSources(of: shards.joined().map(\.weight))
    let metadata: [(String, JSONValue)] =
      [("total_size", .integer(totalByteCount))]
      + flavour.indexMetadata.filter { $0.name != "total_size" }
      .map { ($0.name, .string($0.value)) }
    let index = SafetensorsIndex(metadata: metadata, placements: placements)
    var file = try OutputFile(replacing: names.index)
    try index.write(to: &file)
    files.append(ExportSummary.File(path: file.path, byteCount: file.position))
    try set.commit(namedBy: file) { renamed, file throws(Diagnostic) in
      try index.write(to: &file, renamed: renamed)
    }
    return ExportSummary(checkpoint: files, entryCount: entryCount)
  }
}

/// The file that says which shard has which tensor.
private struct SafetensorsIndex {
  let metadata: [(String, JSONValue)]
  let placements: [(tensor: String, shard: String)]

  /// Writes the index, with other names for shards that have some.
  func write(to file: inout OutputFile, renamed: [String: String] = [:]) throws(Diagnostic) {
    let map = placements.map { ($0.tensor, JSONValue.string(renamed[$0.shard] ?? $0.shard)) }
    let index = JSONValue.object([("metadata", .object(metadata)), ("weight_map", .object(map))])
    try file.write(Array((index.text + "\n").utf8))
  }
}

/// The names of files that are written together: `model-00001-of-00003.safetensors` and
/// `model.safetensors.index.json` for `model.safetensors`.
struct ShardNames {
  private static let suffix = ".safetensors"
  private static let indexSuffix = ".index.json"

  /// The folder with its slash; empty for the current one.
  let folder: String
  private let stem: String
  private let suffix: String

  /// Takes the path of the single file, or of the index.
  init(_ path: String) {
    folder = SourceFile.folderPrefix(of: path)
    var name = SourceFile.name(of: path)
    if name.hasSuffix(Self.indexSuffix) { name = String(name.dropLast(Self.indexSuffix.count)) }
    suffix = name.hasSuffix(Self.suffix) ? Self.suffix : ""
    stem = String(name.dropLast(suffix.count))
  }

  /// The path of the file when there is one only.
  var single: String { folder + stem + suffix }

  /// The path of the index.
  var index: String { single + Self.indexSuffix }

  /// The name of a shard, counted from 1.
  func shard(_ number: Int, of count: Int) -> String {
    "\(stem)-\(Self.digits(number))-of-\(Self.digits(count))\(suffix)"
  }

  private static func digits(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, 5 - text.count)) + text
  }
}
