public import ByteIO
public import Checkpoints
public import Diagnostics
import JSONText

/// What `NAME.index.json` says: the tensors of a checkpoint that is split into several files.
///
/// `save_pretrained` of Hugging Face writes it beside the shards; `total_size` in it may be wrong.
public struct ShardIndex: Sendable {
  /// In which file a tensor is.
  public struct Placement: Hashable, Sendable {
    /// The tensor's name.
    public let name: String
    /// The index of its file in ``ShardIndex/shardNames``.
    public let shard: Int
  }

  /// The longest index that is read.
  public static let byteCountLimit = 100_000_000

  /// The index itself.
  public let source: SourceFile
  /// The names of the shards in the order in which the index first names them.
  public let shardNames: [String]
  /// The tensors in the order of the index; no name occurs twice.
  public let placements: [Placement]
  /// What the index says of the whole: `total_size`.
  public let metadata: Hyperparameters

  /// How sure one may be that a file is an index of shards with one of some endings.
  public static func claim(
    _ source: SourceFile, prefix: [UInt8], shardSuffixes: [String]
  ) -> FormatClaim {
    guard prefix.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{") else {
      return .no
    }
    let text = String(decoding: prefix, as: UTF8.self)
    let path = source.path.lowercased()
    let hasName = shardSuffixes.contains { path.hasSuffix("\($0).index.json") }
    let hasMap = text.contains("\"weight_map\"")
    if hasMap, shardSuffixes.contains(where: { text.contains("\($0)\"") }) { return .signature }
    return hasName ? (hasMap ? .structure : .suffixOnly) : .no
  }

  /// Reads an index.
  ///
  /// - Throws: ``DiagnosticCode/shardIndexMalformed`` for JSON of another shape,
  ///   ``DiagnosticCode/fileTooLarge``, and the codes of JSON.
  public static func read(_ source: SourceFile) throws(Diagnostic) -> ShardIndex {
    let bytes = try source.bytes(at: 0, count: source.byteCount, limit: byteCountLimit)
    var options = JSONOptions()
    options.depthLimit = 16
    let root = try JSONDocument.parse(bytes, options: options, file: source.path).root
    guard let map = root["weight_map"], map.kind == .object else {
      throw Diagnostic(
        .shardIndexMalformed, "an object 'weight_map' from tensors to files is expected",
        at: root.location)
    }
    var shardNames: [String] = []
    var positions: [ExactName: Int] = [:]
    var placements: [Placement] = []
    placements.reserveCapacity(map.count)
    for member in map.members {
      guard let shard = member.value.string else {
        throw Diagnostic(
          .shardIndexMalformed,
          "a file's name is expected for a tensor, found \(member.value.kindDescription)",
          at: Location(
            file: source.path, byteRange: member.value.byteRange, path: member.name))
      }
      let position = positions[ExactName(shard)] ?? shardNames.count
      if position == shardNames.count {
        positions[ExactName(shard)] = position
        shardNames.append(shard)
      }
      placements.append(Placement(name: member.name, shard: position))
    }
    guard !placements.isEmpty else {
      throw Diagnostic(.shardIndexMalformed, "'weight_map' names no tensor", at: map.location)
    }
    return ShardIndex(
      source: source, shardNames: shardNames, placements: placements,
      metadata: root["metadata"]?.hyperparameters ?? Hyperparameters())
  }

  /// Opens all shards, in the order of ``shardNames``, beneath the index's own folder.
  ///
  /// - Throws: a list of diagnostics, one for all files that are missing and one for each that cannot
  ///   be opened: ``DiagnosticCode/shardMissing``, ``DiagnosticCode/fileNameNotPlain``,
  ///   ``DiagnosticCode/fileLinked``, ``DiagnosticCode/fileNotRegular``.
  public func openShards() throws(DiagnosticList) -> [SourceFile] {
    let folder = SourceFile.folder(of: source.path)
    var files: [SourceFile] = []
    var missing: [String] = []
    var failures: [Diagnostic] = []
    for name in shardNames {
      do throws(Diagnostic) {
        files.append(try SourceFile(beneath: folder, named: name))
      } catch {
        if error.code == .fileMissing {
          missing.append(name)
        } else if failures.count < 20 {
          failures.append(error)
        }
      }
    }
    if !missing.isEmpty {
      let text = ShardListing(missing, of: "file").text
      failures.insert(
        Diagnostic(
          .shardMissing,
          "\(missing.count) of \(shardNames.count) files are missing in the folder: \(text)",
          at: Location(file: source.path)), at: 0)
    }
    if let list = DiagnosticList(failures) { throw list }
    return files
  }
}
