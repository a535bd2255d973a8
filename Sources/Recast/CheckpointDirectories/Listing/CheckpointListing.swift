import ByteIO
import Checkpoints
public import ConversionKit
public import Diagnostics

/// The checkpoints in a folder, each opened to see whether it is whole.
public struct CheckpointListing: Sendable {
  /// What opening a checkpoint showed.
  public enum Condition: Hashable, Sendable {
    /// Its structure is complete: so many tensors.
    case whole(tensorCount: Int)
    /// It does not open, and why.
    case broken(Diagnostic)
  }

  /// A checkpoint.
  public struct Entry: Hashable, Sendable {
    /// The name: the file's, or the one that a set was saved under.
    public let name: String
    /// The names of its files, the one to open first.
    public let files: [String]
    /// The size of all files in bytes.
    public let byteCount: Int
    /// The format; nothing for a file that does not open.
    public let format: FormatDescription?
    /// What its name has in common with others of its training; nothing if it has no place in any.
    public let series: String?
    /// The epoch.
    public let epoch: Int?
    /// The step through all epochs, where it was recorded, else as the name tells it.
    public let step: Int?
    /// The step as the name tells it, inside the epoch if it has one.
    public let stepInEpoch: Int?
    /// When it was saved, since 1970.
    public let saved: Duration
    /// How good it is, as recorded, as the name tells, or as the file says itself.
    public let metric: CheckpointMetric?
    /// Which values of the metric are better.
    public let metricMode: CheckpointMetric.Mode?
    /// Whether it is whole.
    public let condition: Condition

    /// Whether it is whole.
    public var isWhole: Bool {
      if case .whole = condition { true } else { false }
    }
  }

  /// The folder.
  public let path: String
  /// The checkpoints by series, each the oldest first.
  public let entries: [Entry]
  /// How many other files there are.
  public let otherFileCount: Int

  /// The formats that trainings save in; others, such as ONNX, are what comes of them.
  static let formats: Set = ["flux-bson", "pytorch", "safetensors", "mindspore-ckpt", "npz"]

  /// Looks at a folder.
  ///
  /// - Throws: ``DiagnosticCode/folderNotReadable``.
  public init(
    of path: String, with registry: FormatRegistry = .standard, diagnostics: DiagnosticCollector
  ) throws(Diagnostic) {
    self.path = path
    let folder = Folder(path)
    let members = try folder.members()
    let (found, orphans) = FoundCheckpoint.all(among: members, in: folder)
    var recorded: [ExactName: CheckpointRecord] = [:]
    for record in CheckpointStateFile.read(in: folder, diagnostics: diagnostics) {
      recorded[ExactName(record.name)] = record
    }
    var entries: [Entry] = []
    for checkpoint in found {
      let record = recorded[ExactName(checkpoint.name)].flatMap {
        $0.byteCount == checkpoint.main.byteCount ? $0 : nil
      }
      if let entry = Self.entry(checkpoint, record, folder, registry) { entries.append(entry) }
    }
    entries += orphans.map { Self.orphan($0, folder) }
    self.entries = entries.sorted(by: Self.precedes)
    let listed = Set(entries.flatMap(\.files).map { ExactName($0) })
    otherFileCount = members.count {
      $0.kind == .file && !listed.contains(ExactName($0.name))
        && $0.name != CheckpointStateFile.name
    }
  }

  /// Opens a checkpoint; nothing for a file that turns out to be something else.
  private static func entry(
    _ found: FoundCheckpoint, _ record: CheckpointRecord?, _ folder: Folder,
    _ registry: FormatRegistry
  ) -> Entry? {
    let opened = OpenedEntry(found, in: folder, registry)
    guard opened.isCheckpoint(recorded: record != nil, isCertain: found.isCertain) else {
      return nil
    }
    let name = CheckpointName(
      found.name, suffix: FoundCheckpoint.suffix(of: found.name) ?? "")
    let metadata = opened.metadata
    return Entry(
      name: found.name, files: found.fileNames, byteCount: found.byteCount, format: opened.format,
      series: name.series ?? (record?.step == nil ? nil : CheckpointName.shape(of: found.name)),
      epoch: record?.epoch ?? name.epoch ?? metadata["epoch"]?.integer,
      step: record?.step ?? name.step ?? metadata["step"]?.integer
        ?? metadata["global_step"]?.integer, stepInEpoch: record?.stepInEpoch ?? name.step,
      saved: record?.saved ?? name.time ?? found.modified,
      metric: record?.metric ?? name.metric ?? opened.metric, metricMode: record?.metricMode,
      condition: opened.condition)
  }

  /// A part of a set whose index is not there.
  private static func orphan(_ member: FolderMember, _ folder: Folder) -> Entry {
    Entry(
      name: member.name, files: [member.name], byteCount: member.byteCount, format: nil,
      series: nil, epoch: nil, step: nil, stepInEpoch: nil, saved: member.modified, metric: nil,
      metricMode: nil,
      condition: .broken(
        Diagnostic(
          .checkpointPartsMissing, "a part of a set whose index is not in the folder",
          at: Location(file: folder.path(of: member.name)))))
  }

  private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
    if left.series != right.series {
      // What has no place in a series comes last.
      guard let first = left.series, let second = right.series else { return left.series != nil }
      return first.utf8.lexicographicallyPrecedes(second.utf8)
    }
    let places = [(left.epoch, right.epoch), (left.stepInEpoch, right.stepInEpoch)]
    for (first, second) in places where first != second { return first ?? 0 < second ?? 0 }
    if left.saved != right.saved { return left.saved < right.saved }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
