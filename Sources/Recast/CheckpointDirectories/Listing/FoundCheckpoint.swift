import ByteIO
import ConversionKit

/// The files of one checkpoint among those of a folder, before any of them is opened.
struct FoundCheckpoint {
  /// The name: the file's, or the one that a set was saved under.
  let name: String
  /// The file to open.
  let main: FolderMember
  /// The other files of its set.
  var parts: [FolderMember] = []
  /// The names of files that the set lacks.
  var missing: [String] = []
  /// Whether its ending alone makes it a checkpoint, even if it does not open.
  var isCertain = true

  /// Endings that only checkpoints have.
  static let certainSuffixes = [".ckpt", ".pth", ".pt", ".safetensors", ".bson", ".npz"]
  /// Endings that other files have, too.
  static let possibleSuffixes = [".bin", ".tar", ".pkl"]

  private static let indexSuffix = ".index.json"

  /// The names of all files, the one to open first.
  var fileNames: [String] { [main.name] + parts.map(\.name) }

  /// The size of all files in bytes.
  var byteCount: Int { parts.reduce(main.byteCount) { $0.addingSaturated($1.byteCount) } }

  /// When the last of its files was written.
  var modified: Duration { parts.reduce(main.modified) { max($0, $1.modified) } }

  /// The ending of a name that a checkpoint may have.
  static func suffix(of name: String, besides others: [String] = []) -> String? {
    let lower = name.lowercased()
    return (certainSuffixes + possibleSuffixes + others).first {
      lower.utf8.count > $0.utf8.count && lower.hasSuffix($0)
    }
  }

  /// What may be a checkpoint in a folder, and the parts of sets without an index.
  ///
  /// Links, hidden files and what has no ending of a checkpoint are left out.
  ///
  /// - Parameter others: endings beside the usual ones.
  static func all(
    among members: [FolderMember], in folder: Folder, suffixes others: [String] = []
  ) -> (checkpoints: [FoundCheckpoint], orphans: [FolderMember]) {
    let files = members.filter { $0.kind == .file && !$0.name.hasPrefix(".") }
    var byName: [ExactName: FolderMember] = [:]
    for file in files { byName[ExactName(file.name)] = file }
    var found: [FoundCheckpoint] = []
    var claimed: Set<ExactName> = []
    for file in files where file.name.hasSuffix(indexSuffix) {
      let name = String(file.name.dropLast(indexSuffix.count))
      guard suffix(of: name, besides: others) != nil else { continue }
      var set = FoundCheckpoint(name: name, main: file)
      let index = (try? SourceFile(path: folder.path(of: file.name))).flatMap {
        try? ShardIndex.read($0)
      }
      for part in index?.shardNames ?? [] {
        claimed.insert(ExactName(part))
        if let member = byName[ExactName(part)] {
          set.parts.append(member)
        } else {
          set.missing.append(part)
        }
      }
      found.append(set)
    }
    var orphans: [FolderMember] = []
    for file in files where !claimed.contains(ExactName(file.name)) {
      guard let suffix = suffix(of: file.name, besides: others) else { continue }
      if isPart(file.name.dropLast(suffix.count)) {
        orphans.append(file)
      } else {
        let isCertain = !possibleSuffixes.contains(suffix)
        found.append(FoundCheckpoint(name: file.name, main: file, isCertain: isCertain))
      }
    }
    found.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return (found, orphans)
  }

  /// Whether a name ends as the parts of a set do: `-00001-of-00003`.
  private static func isPart(_ stem: Substring) -> Bool {
    let words = stem.split(separator: "-").suffix(3)
    guard words.count == 3, let first = words.first, let last = words.last else { return false }
    return words.dropFirst().first == "of" && first.count >= 3 && Int(first) != nil
      && last.count >= 3 && Int(last) != nil
  }
}
