public import Diagnostics

/// What came of a batch, of one shard of it, or of several together.
public struct BatchReport: Sendable {
  /// The batch file.
  public let file: String
  /// What the batch is, for machines to compare.
  public let planDigest: String
  /// How many conversions the whole batch has.
  public let plannedCount: Int
  /// The shard that this is of; nothing for a whole batch.
  public let shard: BatchShard?
  /// The conversions in the order of the plan.
  public internal(set) var results: [BatchResult]
  /// What is wrong beside single conversions.
  public internal(set) var problems: [Diagnostic] = []
  /// How long it took.
  public internal(set) var milliseconds = 0

  /// How many conversions ended in a way.
  public func count(_ status: BatchResult.Status) -> Int { results.count { $0.status == status } }

  /// Every error, of single conversions and beside them.
  public var errors: [Diagnostic] {
    problems.filter { $0.severity == .error } + results.flatMap(\.errors)
  }

  /// What kind of failure the batch as a whole is; nothing if everything was done.
  ///
  /// A fault of the program counts most; then whatever may go away by itself, because then another try
  /// is worth it and finds the rest done. Everything else stays as it is until somebody changes a file.
  public var failure: FailureKind? {
    let kinds = Set(errors.map(\.code.kind))
    for kind in [FailureKind.internalFault, .inputOutput, .resourceLimit] where kinds.contains(kind)
    {
      return kind
    }
    return kinds.isEmpty ? nil : .checkFailed
  }
}
