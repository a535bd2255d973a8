import Diagnostics
public import JSONText

extension BatchReport {
  /// The version of the form of reports.
  static let formVersion = 1

  /// The report as JSON, which ``init(readingFileAt:)`` reads.
  public var json: JSONValue {
    .object([
      ("report", .string("recast-batch")), ("version", .integer(Self.formVersion)),
      ("recast", .string(RecastVersion.current)), ("file", .string(file)),
      ("plan", .string(planDigest)), ("planned", .integer(plannedCount)),
      (
        "shard",
        shard.map { .object([("index", .integer($0.index)), ("count", .integer($0.count))]) }
          ?? .null
      ),
      (
        "counts",
        .object(BatchResult.Status.allCases.map { ($0.rawValue, .integer(count($0))) })
      ),
      ("exit_code", .integer(Int(failure?.exitCode ?? 0))),
      ("retryable", .boolean(failure == .inputOutput || failure == .resourceLimit)),
      ("milliseconds", .integer(milliseconds)),
      ("problems", .array(problems.map(\.reportJSON))),
      ("jobs", .array(results.map(\.json))),
    ])
  }
}

extension BatchResult {
  /// The conversion as an item of `jobs`.
  var json: JSONValue {
    .object([
      ("id", .string(id)), ("status", .string(status.rawValue)), ("input", .string(input)),
      ("input_byte_count", .integer(inputByteCount)), ("output", .optional(output)),
      ("milliseconds", .integer(milliseconds)), ("numbers", numbers.json),
      ("model", model?.json ?? .null), ("diagnostics", .array(diagnostics.map(\.reportJSON))),
    ])
  }
}

extension BatchResult.NumberCheck {
  /// The check as a member of a conversion.
  var json: JSONValue {
    switch self {
    case .none: .null
    case .passed(let difference):
      .object([("status", .string("passed")), ("largest_difference", .number(difference))])
    case .failed: .object([("status", .string("failed"))])
    case .notChecked(let reason):
      .object([("status", .string("not_checked")), ("reason", .string(reason))])
    }
  }
}

extension BatchModel {
  /// The model as a member of a conversion.
  var json: JSONValue {
    .object([
      ("source", .string(source)), ("source_sha256", .string(sourceDigest)),
      ("target", .string(target)), ("name", .string(name)),
      ("architecture", .optional(architecture)), ("opset", .optional(opset)),
      ("node_count", .integer(nodeCount)), ("inputs", .array(inputs.map(\.json))),
      ("outputs", .array(outputs.map(\.json))),
      (
        "files",
        .array(
          files.map {
            .object([("path", .string($0.path)), ("byte_count", .integer($0.byteCount))])
          })
      ),
      ("checked_by", .optional(checkedBy)), ("outline", outline?.json ?? .null),
    ])
  }
}

extension ReportedTensor {
  fileprivate var json: JSONValue {
    let sizes: [JSONValue] = shape.map { size in
      switch size {
      case .fixed(let size): .integer(size)
      case .open(let text): .string(text)
      }
    }
    return .object([
      ("name", .string(name)), ("dtype", .string(elementType)), ("shape", .array(sizes)),
    ])
  }
}

extension GraphOutline {
  /// The nodes as lists of operator, name and sources, which is short.
  fileprivate var json: JSONValue {
    .object([
      ("node_count", .integer(nodeCount)), ("gap", .optional(gap)),
      (
        "nodes",
        .array(
          nodes.map {
            .array([.string($0.operator), .string($0.name), .integers($0.sources)])
          })
      ),
    ])
  }
}

extension Diagnostic {
  /// The finding with everything that reading it back needs.
  fileprivate var reportJSON: JSONValue {
    .object([
      ("severity", .string(severity.rawValue)), ("code", .string(code.name)),
      ("exit_code", .integer(Int(code.kind.exitCode))), ("message", .string(message)),
      ("file", .optional(location.file)), ("path", .optional(location.path)),
      ("byte_offset", .optional(location.byteRange?.lowerBound)),
    ])
  }
}
