import ByteIO
import Checkpoints
import Diagnostics
import JSONText

/// The file in which a folder's checkpoints are described: what their names do not tell.
///
/// The files themselves are the truth. Entries without a file of their size count for nothing, files
/// without an entry are described by their names and times, so the file may be lost at any moment.
enum CheckpointStateFile {
  /// The file's name.
  static let name = "recast-checkpoints.json"

  private static let byteCountLimit = 64 << 20
  private static let version = 1

  /// Reads the entries; none where there is no file, or none that can be read.
  static func read(in folder: Folder, diagnostics: DiagnosticCollector) -> [CheckpointRecord] {
    guard let member = folder.member(named: name), member.kind == .file else { return [] }
    do throws(Diagnostic) {
      var options = JSONOptions()
      options.byteCountLimit = byteCountLimit
      options.depthLimit = 64
      let root = try JSONDocument.read(
        SourceFile(path: folder.path(of: name)), options: options
      ).root
      guard root["format"]?.string == "recast-checkpoints", root["version"]?.integer == version
      else {
        throw Diagnostic(
          .checkpointStateUnreadable, "version \(version) of recast-checkpoints is expected")
      }
      return root["checkpoints"]?.items.compactMap(record) ?? []
    } catch {
      diagnostics.emit(
        Diagnostic(
          .checkpointStateUnreadable, severity: .warning,
          "the file is not used: \(error.message); names and times are",
          at: Location(file: folder.path(of: name))))
      return []
    }
  }

  /// Writes the entries.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``.
  static func write(_ records: [CheckpointRecord], in folder: Folder) throws(Diagnostic) {
    let value = JSONValue.object([
      ("format", .string("recast-checkpoints")), ("version", .integer(version)),
      ("checkpoints", .array(records.map(json))),
    ])
    var output = try OutputFile(replacing: folder.path(of: name))
    try unsafe output.write(Array((value.text + "\n").utf8).span.bytes)
    try output.commit()
  }

  private static func json(_ record: CheckpointRecord) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", .string(record.name)), ("byte_count", .integer(record.byteCount)),
      ("saved", .string(CalendarTime(sinceEpoch: record.saved).text)),
      ("saved_nanoseconds", .integer(nanoseconds(record.saved))),
    ]
    if record.files != [record.name] {
      members.append(("files", .array(record.files.map { .string($0) })))
    }
    if let epoch = record.epoch { members.append(("epoch", .integer(epoch))) }
    if let step = record.step { members.append(("step", .integer(step))) }
    if let step = record.stepInEpoch { members.append(("step_in_epoch", .integer(step))) }
    if let metric = record.metric {
      members.append(
        (
          "metric",
          .object(
            [
              ("name", .string(metric.name)),
              ("value", HyperparameterValue.number(metric.value).described),
            ]
              + (record.metricMode.map { [("best", .string($0.rawValue))] } ?? []))
        ))
    }
    if !record.metadata.isEmpty {
      members.append(("metadata", HyperparameterValue.mapping(record.metadata).described))
    }
    if record.isSpared { members.append(("kept_as_best", .boolean(true))) }
    return .object(members)
  }

  private static func record(_ node: JSONNode) -> CheckpointRecord? {
    guard let name = node["name"]?.string, CheckpointNaming.isPlain(name), !name.isEmpty,
      let byteCount = node["byte_count"]?.integer,
      let nanoseconds = node["saved_nanoseconds"]?.integer
    else { return nil }
    let files = node["files"]?.items.compactMap(\.string) ?? [name]
    guard !files.isEmpty, files.allSatisfy({ !$0.isEmpty && CheckpointNaming.isPlain($0) }) else {
      return nil
    }
    let metric = node["metric"].flatMap { metric -> CheckpointMetric? in
      guard let name = metric["name"]?.string, let value = metric["value"] else { return nil }
      return (value.number ?? value.string.flatMap(Double.init)).map { CheckpointMetric(name, $0) }
    }
    let metadata = node["metadata"].map { HyperparameterValue($0, depth: 0) }
    return CheckpointRecord(
      name: name, files: files, byteCount: byteCount, epoch: node["epoch"]?.integer,
      step: node["step"]?.integer, stepInEpoch: node["step_in_epoch"]?.integer,
      saved: .nanoseconds(Int64(nanoseconds)), metric: metric,
      metricMode: node["metric"]?["best"]?.string.flatMap(CheckpointMetric.Mode.init),
      metadata: metadata?.settings ?? Hyperparameters(),
      isSpared: node["kept_as_best"]?.boolean ?? false)
  }

  /// A time in the unit of the file.
  static func nanoseconds(_ time: Duration) -> Int {
    let parts = time.components
    let (whole, overflow) = parts.seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = whole.addingReportingOverflow(parts.attoseconds / 1_000_000_000)
    return overflow || carry ? Int.max : Int(sum)
  }
}
