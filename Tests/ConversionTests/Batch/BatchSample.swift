import Foundation
import TestSupport

@testable import Recast

/// A folder with models and a batch file.
struct BatchSample {
  let folder: TemporaryFolder

  /// Makes a folder with copies of samples under some names, and a batch file.
  init(_ files: [String: String], yaml: String) throws {
    folder = try TemporaryFolder()
    for (name, sample) in files {
      let path = folder.path(of: name)
      try FileManager.default.createDirectory(
        atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
        withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: PackageFolder.path(of: "Samples/" + sample), toPath: path)
    }
    try folder.write(Array(yaml.utf8), to: "recast.yaml")
  }

  /// The plan of the batch file.
  func plan() throws -> BatchPlan {
    try BatchPlan(try BatchFile(readingFileAt: folder.path(of: "recast.yaml")))
  }

  /// Runs the batch.
  func run(_ change: (inout BatchOptions) throws -> Void = { _ in }) throws -> BatchReport {
    var options = BatchOptions()
    options.jobCount = 2
    try change(&options)
    return BatchRunner(try plan(), options: options).run(observer: SilentObserver())
  }

  /// Runs the batch with a cache inside the folder.
  func runCached() throws -> BatchReport {
    try run { $0.cache = try BatchCache(at: folder.path(of: "cache")) }
  }

  /// The names of the outputs.
  var outputs: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: "out"))) ?? []).sorted()
  }
}

/// An observer that looks away.
struct SilentObserver: BatchObserver {
  func began(_ job: BatchJob, on thread: Int, progress: WorkProgress) {}
  func ended(_ result: BatchResult, on thread: Int) {}
}
