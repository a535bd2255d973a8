import ConversionKit

/// How a batch is run.
public struct BatchOptions: Sendable {
  /// How many conversions run at once; nothing takes as many as there are processors.
  public var jobCount: Int?
  /// How many bytes of memory they may take together; nothing takes what is free.
  public var memoryByteCount: Int?
  /// Whether no more is begun once something failed.
  public var stopsAtFailure = false
  /// Whether numbers that cannot be checked are an error.
  public var requiresNumbers = false
  /// The part of the batch to do; nothing does all of it.
  public var shard: BatchShard?
  /// The cache.
  public var cache: BatchCache?
  /// The program that checks outputs with the format's own library.
  public var checkerPath: String?
  /// ONNX Runtime's library.
  public var runtimePath: String?

  /// Makes the usual options.
  public init() {}
}

/// Follows a batch, from several threads at once.
public protocol BatchObserver: Sendable {
  /// A conversion begins on one of so many threads.
  func began(_ job: BatchJob, on thread: Int, progress: WorkProgress)
  /// A conversion ended.
  func ended(_ result: BatchResult, on thread: Int)
}
