import CByteIO

/// The loops that are written for what newer processors have, beside the portable ones.
package enum ProcessorLoops {
  /// Runs a function with the portable loops only, in the whole process.
  package static func runPortably<Result>(_ body: () throws -> Result) rethrows -> Result {
    recast_use_only_portable_loops(1)
    defer { recast_use_only_portable_loops(0) }
    return try body()
  }
}
