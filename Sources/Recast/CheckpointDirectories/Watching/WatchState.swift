import ByteIO
import Diagnostics
import JSONText

/// What a watch has done, kept beside its outputs, so that another goes on where it ended.
struct WatchState {
  /// What came of a checkpoint.
  enum Outcome: String {
    case converted
    /// It was converted, and its output was removed later.
    case removed
    /// It could not be converted, which was said.
    case failed
  }

  /// A checkpoint that was dealt with.
  struct Entry {
    /// The checkpoint's name.
    let name: String
    /// What its files were like.
    var signature: String
    /// The SHA-256 of the file that was opened, where it was converted.
    var digest: String?
    /// What came of it.
    var outcome: Outcome
    /// The names of what was written.
    var outputs: [String]
  }

  /// The file's name.
  static let name = "recast-watch.json"
  private static let version = 1
  private static let byteCountLimit = 64 << 20

  /// What was asked for; other options start anew.
  let options: String
  /// The checkpoints in the order in which they were dealt with.
  private(set) var entries: [Entry] = []
  private var positions: [ExactName: Int] = [:]

  /// Starts without having done anything.
  init(options: String) { self.options = options }

  /// What was done of a checkpoint.
  subscript(name: String) -> Entry? {
    positions[ExactName(name)].map { entries[$0] }
  }

  /// Notes what was done, in the place of whatever was noted of the checkpoint before.
  mutating func note(_ entry: Entry) {
    if let position = positions[ExactName(entry.name)] {
      entries[position] = entry
    } else {
      positions[ExactName(entry.name)] = entries.count
      entries.append(entry)
    }
  }

  /// Reads what a watch with the same options did here; nothing where there was none.
  static func read(
    in folder: Folder, options: String, diagnostics: DiagnosticCollector
  ) -> WatchState {
    var state = WatchState(options: options)
    guard let member = folder.member(named: name), member.kind == .file else { return state }
    do throws(Diagnostic) {
      var json = JSONOptions()
      json.byteCountLimit = byteCountLimit
      json.depthLimit = 16
      let root = try JSONDocument.read(SourceFile(path: folder.path(of: name)), options: json).root
      guard root["format"]?.string == "recast-watch", root["version"]?.integer == version else {
        throw Diagnostic(
          .checkpointStateUnreadable, "version \(version) of recast-watch is expected")
      }
      guard root["options"]?.string == options else { return state }
      for node in root["checkpoints"].map({ Array($0.items) }) ?? [] {
        guard let name = node["name"]?.string, let signature = node["signature"]?.string,
          let outcome = node["outcome"]?.string.flatMap(Outcome.init)
        else { continue }
        let outputs = node["outputs"]?.items.compactMap(\.string) ?? []
        state.note(
          Entry(
            name: name, signature: signature, digest: node["sha256"]?.string, outcome: outcome,
            outputs: outputs.filter { !$0.isEmpty && CheckpointNaming.isPlain($0) }))
      }
    } catch {
      diagnostics.emit(
        Diagnostic(
          .checkpointStateUnreadable, severity: .warning,
          "the file is not used: \(error.message); everything is converted again",
          at: Location(file: folder.path(of: name))))
    }
    return state
  }

  /// Writes what was done.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``.
  func write(in folder: Folder) throws(Diagnostic) {
    let list = entries.map { entry -> JSONValue in
      .object([
        ("name", .string(entry.name)), ("signature", .string(entry.signature)),
        ("sha256", .optional(entry.digest)), ("outcome", .string(entry.outcome.rawValue)),
        ("outputs", .strings(entry.outputs)),
      ])
    }
    let value = JSONValue.object([
      ("format", .string("recast-watch")), ("version", .integer(Self.version)),
      ("options", .string(options)), ("checkpoints", .array(list)),
    ])
    var output = try OutputFile(replacing: folder.path(of: Self.name))
    try unsafe output.write(Array((value.text + "\n").utf8).span.bytes)
    try output.commit()
  }
}
