import ByteIO
public import Diagnostics
import JSONText

extension BatchReport {
  /// Reads a report that was written as JSON.
  ///
  /// - Throws: ``DiagnosticCode/batchReportInvalid``, what reading raises, and the codes of JSON.
  public init(readingFileAt path: String) throws(Diagnostic) {
    var options = JSONOptions()
    options.byteCountLimit = 1 << 30
    let root = try JSONDocument.read(try SourceFile(path: path), options: options).root
    guard root["report"]?.string == "recast-batch", root["version"]?.integer == Self.formVersion,
      let file = root["file"]?.string, let plan = root["plan"]?.string,
      let planned = root["planned"]?.integer, let jobs = root["jobs"]
    else {
      throw Diagnostic(
        .batchReportInvalid, "the file is no report of 'recast batch --json' of this version",
        at: Location(file: path))
    }
    self.file = file
    planDigest = plan
    plannedCount = planned
    shard = root["shard"].flatMap { node in
      guard let index = node["index"]?.integer, let count = node["count"]?.integer else {
        return nil
      }
      return BatchShard(index: index, count: count)
    }
    problems = root["problems"]?.items.compactMap(Diagnostic.init(report:)) ?? []
    milliseconds = root["milliseconds"]?.integer ?? 0
    results = []
    for item in jobs.items {
      guard let result = BatchResult(item) else {
        throw Diagnostic(
          .batchReportInvalid, "an item of 'jobs' is not what one is", at: item.location)
      }
      results.append(result)
    }
  }
}

extension BatchResult {
  /// Reads an item of `jobs`.
  init?(_ node: JSONNode) {
    guard let id = node["id"]?.string, let input = node["input"]?.string,
      let status = node["status"]?.string.flatMap(Status.init(rawValue:))
    else { return nil }
    self.init(
      id: id, input: input, inputByteCount: node["input_byte_count"]?.integer ?? 0,
      output: node["output"]?.string, status: status)
    diagnostics = node["diagnostics"]?.items.compactMap(Diagnostic.init(report:)) ?? []
    model = node["model"].flatMap(BatchModel.init)
    numbers = node["numbers"].map(NumberCheck.init) ?? .none
    milliseconds = node["milliseconds"]?.integer ?? 0
  }
}

extension BatchResult.NumberCheck {
  /// Reads the check of a conversion.
  init(_ node: JSONNode) {
    switch node["status"]?.string {
    case "passed": self = .passed(node["largest_difference"]?.number ?? 0)
    case "failed": self = .failed
    case "not_checked": self = .notChecked(node["reason"]?.string ?? "")
    default: self = .none
    }
  }
}

extension BatchModel {
  /// Reads the model of a conversion.
  init?(_ node: JSONNode) {
    guard let source = node["source"]?.string, let target = node["target"]?.string else {
      return nil
    }
    self.init(
      source: source, sourceDigest: node["source_sha256"]?.string ?? "", target: target,
      name: node["name"]?.string ?? "", architecture: node["architecture"]?.string,
      opset: node["opset"]?.integer, nodeCount: node["node_count"]?.integer ?? 0,
      inputs: node["inputs"]?.items.compactMap(ReportedTensor.init) ?? [],
      outputs: node["outputs"]?.items.compactMap(ReportedTensor.init) ?? [],
      files: node["files"]?.items.compactMap { file in
        file["path"]?.string.map {
          BatchResult.File(path: $0, byteCount: file["byte_count"]?.integer ?? 0)
        }
      } ?? [],
      checkedBy: node["checked_by"]?.string, outline: node["outline"].flatMap(GraphOutline.init))
  }
}

extension ReportedTensor {
  fileprivate init?(_ node: JSONNode) {
    guard let name = node["name"]?.string, let type = node["dtype"]?.string,
      let shape = node["shape"]
    else { return nil }
    self.init(
      name: name, elementType: type,
      shape: shape.items.map { $0.integer.map { .fixed($0) } ?? .open($0.string ?? "?") })
  }
}

extension GraphOutline {
  fileprivate init?(_ node: JSONNode) {
    guard let count = node["node_count"]?.integer, let list = node["nodes"] else { return nil }
    var nodes: [Node] = []
    for item in list.items.prefix(Self.nodeLimit) {
      let parts = Array(item.items)
      guard parts.count == 3 else { return nil }
      // A node takes only what stands before it, which keeps a drawing free of circles.
      let position = nodes.count
      nodes.append(
        Node(
          operator: parts[0].string ?? "", name: parts[1].string ?? "",
          sources: parts[2].items.compactMap(\.integer).filter { $0 >= -1 && $0 < position }))
    }
    self.init(nodes: nodes, nodeCount: count, gap: node["gap"]?.integer)
  }
}

extension Diagnostic {
  /// Reads a finding of a report; a code of another version keeps its name and its kind.
  fileprivate init?(report node: JSONNode) {
    guard let name = node["code"]?.string, let message = node["message"]?.string,
      let severity = node["severity"]?.string.flatMap(Severity.init(rawValue:))
    else { return nil }
    let kind =
      node["exit_code"]?.integer.flatMap { Int32(exactly: $0) }
      .flatMap(FailureKind.init(rawValue:)) ?? .internalFault
    let code =
      DiagnosticCatalog.code(named: name) ?? DiagnosticCode(name, kind: kind, explanation: "")
    let offset = node["byte_offset"]?.integer
    self.init(
      code, severity: severity, message,
      at: Location(
        file: node["file"]?.string, byteRange: offset.map { $0..<$0 },
        path: node["path"]?.string))
  }
}
