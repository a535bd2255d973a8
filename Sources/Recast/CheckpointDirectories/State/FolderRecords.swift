import ByteIO
import Diagnostics

/// What is known of the checkpoints that are in a folder now.
struct FolderRecords {
  /// The checkpoints, the oldest first.
  let records: [CheckpointRecord]
  /// Files of checkpoints that are gone, left by a removal that did not come to its end.
  let remains: [String]
  /// The names of all files.
  let names: [String]

  /// Looks at a folder.
  ///
  /// - Parameter suffixes: endings beside the usual ones.
  /// - Throws: ``DiagnosticCode/folderNotReadable``.
  init(
    of folder: Folder, suffixes: [String] = [], diagnostics: DiagnosticCollector
  ) throws(Diagnostic) {
    let members = try folder.members()
    let (found, orphans) = FoundCheckpoint.all(
      among: members, in: folder, suffixes: suffixes)
    var known: [ExactName: CheckpointRecord] = [:]
    let stored = CheckpointStateFile.read(in: folder, diagnostics: diagnostics)
    for record in stored { known[ExactName(record.name)] = record }
    var records: [CheckpointRecord] = []
    for checkpoint in found where checkpoint.missing.isEmpty {
      let entry = known.removeValue(forKey: ExactName(checkpoint.name))
      if let entry, entry.byteCount == checkpoint.main.byteCount {
        records.append(entry)
      } else {
        records.append(Self.record(of: checkpoint, suffixes))
      }
    }
    self.records = records.sorted(by: Self.isOlder)
    // Parts that no set names any more, of a checkpoint that was removed.
    let lost = Set(known.values.flatMap(\.files).map { ExactName($0) })
    remains = orphans.map(\.name).filter { lost.contains(ExactName($0)) }
    names = members.filter { $0.kind == .file }.map(\.name)
  }

  /// What the name and the time of a file tell.
  private static func record(
    of checkpoint: FoundCheckpoint, _ suffixes: [String]
  ) -> CheckpointRecord {
    let suffix = FoundCheckpoint.suffix(of: checkpoint.name, besides: suffixes) ?? ""
    let name = CheckpointName(checkpoint.name, suffix: suffix)
    return CheckpointRecord(
      name: checkpoint.name, files: checkpoint.fileNames, byteCount: checkpoint.main.byteCount,
      epoch: name.epoch, stepInEpoch: name.step, saved: checkpoint.main.modified,
      metric: name.metric)
  }

  private static func isOlder(_ left: CheckpointRecord, _ right: CheckpointRecord) -> Bool {
    if left.saved != right.saved { return left.saved < right.saved }
    let places = [(left.epoch, right.epoch), (left.stepInEpoch, right.stepInEpoch)]
    for case (let first?, let second?) in places where first != second { return first < second }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
