import ConversionKit
public import Diagnostics

/// What came of one conversion of a batch.
public struct BatchResult: Hashable, Sendable {
  /// How a conversion ended.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// The output was written.
    case converted
    /// The cache has the result, and the output is there as it was written.
    case unchanged
    /// The output was copied from the cache.
    case restored
    /// There is no output, or it is not what was expected.
    case failed
    /// It was not begun, because another one failed before.
    case skipped
  }

  /// Whether recorded numbers were compared with those of the output.
  public enum NumberCheck: Hashable, Sendable {
    /// None are expected.
    case none
    /// All are within the tolerances; the largest difference.
    case passed(Double)
    case failed
    /// They could not be compared, and why.
    case notChecked(String)
  }

  /// A file that was written.
  public struct File: Hashable, Sendable {
    /// The path.
    public let path: String
    /// The size in bytes.
    public let byteCount: Int
  }

  /// What it is called in its batch.
  public let id: String
  /// The file to convert.
  public let input: String
  /// The size of the input.
  public let inputByteCount: Int
  /// The file to write.
  public let output: String?
  /// How it ended.
  public internal(set) var status: Status
  /// What was found on the way; of a failure, at least one error.
  public internal(set) var diagnostics: [Diagnostic] = []
  /// What was written.
  public internal(set) var model: BatchModel?
  /// Whether recorded numbers were compared.
  public internal(set) var numbers = NumberCheck.none
  /// How long it took.
  public internal(set) var milliseconds = 0

  /// The errors among the diagnostics.
  public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

  /// Whether it ended as it should.
  public var isDone: Bool { status != .failed && status != .skipped }
}

/// What a batch knows of a model that it wrote.
public struct BatchModel: Hashable, Sendable {
  /// The format that was read.
  public internal(set) var source: String
  /// The SHA-256 of the input.
  public internal(set) var sourceDigest: String
  /// The format that was written.
  public internal(set) var target: String
  /// The model's name.
  public internal(set) var name: String
  /// The architecture that weights were bound to.
  public internal(set) var architecture: String?
  /// The version of the operator set.
  public internal(set) var opset: Int?
  /// How many nodes were written.
  public internal(set) var nodeCount: Int
  /// The inputs.
  public internal(set) var inputs: [ReportedTensor]
  /// The outputs.
  public internal(set) var outputs: [ReportedTensor]
  /// The files.
  public internal(set) var files: [BatchResult.File]
  /// What judged the output.
  public internal(set) var checkedBy: String?
  /// The graph, cut short.
  public internal(set) var outline: GraphOutline?
}

extension BatchModel {
  init(_ report: ConversionReport) {
    self.init(
      source: report.source.id, sourceDigest: report.sourceDigest, target: report.target.id,
      name: report.model, architecture: report.architecture, opset: report.summary.opset,
      nodeCount: report.summary.nodeCount, inputs: report.summary.inputs.map(ReportedTensor.init),
      outputs: report.summary.outputs.map(ReportedTensor.init),
      files: report.summary.files.map {
        BatchResult.File(path: $0.path, byteCount: $0.byteCount)
      }, checkedBy: report.summary.checkedBy, outline: report.outline)
  }
}
