public import Diagnostics

/// Finds out from the environment which shard of a batch a process is.
public struct ShardEnvironment: Sendable {
  /// The variable with the number of shards, where a scheduler has none of its own.
  public static let countVariable = "RECAST_SHARD_COUNT"
  /// The variable with the whole shard, as `I/N`.
  public static let shardVariable = "RECAST_SHARD"

  /// What a scheduler calls its numbers.
  private struct Scheme {
    let index: String
    let counts: [String]
    /// The first number, where it is always the same.
    var first = 0
    /// Variables with the first number and the step between numbers.
    var firstVariable: String?
    var stepVariable: String?
  }

  private static let schemes = [
    Scheme(index: "JOB_COMPLETION_INDEX", counts: [countVariable]),
    Scheme(
      index: "SLURM_ARRAY_TASK_ID", counts: ["SLURM_ARRAY_TASK_COUNT"],
      firstVariable: "SLURM_ARRAY_TASK_MIN", stepVariable: "SLURM_ARRAY_TASK_STEP"),
    Scheme(
      index: "AWS_BATCH_JOB_ARRAY_INDEX", counts: ["AWS_BATCH_JOB_ARRAY_SIZE", countVariable]),
    Scheme(index: "CI_NODE_INDEX", counts: ["CI_NODE_TOTAL"], first: 1),
  ]

  /// A shard and the variable that said so.
  public struct Finding: Hashable, Sendable {
    /// The shard.
    public let shard: BatchShard
    /// The variable.
    public let variable: String

    /// Makes a finding.
    public init(shard: BatchShard, variable: String) {
      self.shard = shard
      self.variable = variable
    }
  }

  private let value: @Sendable (String) -> String

  /// Looks in an environment.
  ///
  /// - Parameter value: the value of a variable, empty if it is not set.
  public init(_ value: @escaping @Sendable (String) -> String) { self.value = value }

  /// The shard; nothing where no variable speaks of one.
  ///
  /// - Throws: ``DiagnosticCode/batchShardUnknown`` where one does, and the others do not fit.
  public func shard() throws(Diagnostic) -> Finding? {
    let text = value(Self.shardVariable)
    if !text.isEmpty {
      return Finding(shard: try BatchShard(parsing: text), variable: Self.shardVariable)
    }
    for scheme in Self.schemes where !value(scheme.index).isEmpty {
      return Finding(shard: try shard(scheme), variable: scheme.index)
    }
    return nil
  }

  private func shard(_ scheme: Scheme) throws(Diagnostic) -> BatchShard {
    guard let countName = scheme.counts.first(where: { !value($0).isEmpty }) else {
      throw Diagnostic(
        .batchShardUnknown,
        "\(scheme.index) is set and \(scheme.counts.joined(separator: " or ")) is not; set it, or "
          + "give --shard I/N, or --shard 1/1 to do everything here")
    }
    let first = scheme.firstVariable.flatMap { Int(value($0)) } ?? scheme.first
    let step = scheme.stepVariable.flatMap { Int(value($0)) } ?? 1
    guard let number = Int(value(scheme.index)), let count = Int(value(countName)), step > 0,
      case let (offset, overflow) = number.subtractingReportingOverflow(first), !overflow,
      offset % step == 0, offset / step < Int.max,
      let shard = BatchShard(index: offset / step + 1, count: count)
    else {
      throw Diagnostic(
        .batchShardUnknown,
        "\(scheme.index)=\(value(scheme.index)) and \(countName)=\(value(countName)) are no shard")
    }
    return shard
  }
}
