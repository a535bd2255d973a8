import ByteIO
import ConversionKit
import Diagnostics

/// Does one conversion of a batch: asks the cache, converts, and checks what is expected.
struct JobRun {
  private let job: BatchJob
  private let options: BatchOptions
  private let progress: WorkProgress

  init(_ job: BatchJob, options: BatchOptions, progress: WorkProgress) {
    self.job = job
    self.options = options
    self.progress = progress
  }

  /// Does it; what goes wrong is in the result.
  func result() -> BatchResult {
    let start = ContinuousClock.now
    var result = BatchResult(
      id: job.id, input: job.input, inputByteCount: job.byteCount, output: job.output,
      status: .failed)
    do {
      try run(&result)
    } catch let error as Diagnostic {
      result.diagnostics.append(error)
    } catch let list as DiagnosticList {
      result.diagnostics += list.diagnostics
    } catch {
      result.diagnostics.append(Diagnostic(.internalFault, "\(error)"))
    }
    if !result.errors.isEmpty { result.status = .failed }
    let location = Location(file: job.input)
    result.diagnostics = result.diagnostics.map { $0.located(at: location) }
    result.milliseconds = (ContinuousClock.now - start).wholeMilliseconds
    return result
  }

  private func run(_ result: inout BatchResult) throws {
    if let refusal = job.refusal { throw refusal }
    guard let output = job.output else { return }
    var cached: CachedJob?
    if let cache = options.cache {
      cached = try CachedJob(job, output: output, in: cache, checkerPath: options.checkerPath)
    }
    if let hit = try cached?.lookup() {
      result.status = hit.isRestored ? .restored : .unchanged
      result.model = hit.model
      result.diagnostics = hit.diagnostics
      checkShapes(&result)
      try checkNumbers(&result, cached: cached, known: (hit.numbers, hit.numbersKey))
    } else {
      try convert(to: output, &result, cached: cached)
      checkShapes(&result)
      try checkNumbers(&result, cached: cached, known: (.none, nil))
    }
  }

  private func convert(
    to output: String, _ result: inout BatchResult, cached: CachedJob?
  ) throws {
    try Folder(SourceFile.folder(of: output)).create()
    let conversion = try job.conversion(checkerPath: options.checkerPath)
    let collector = DiagnosticCollector()
    let opened = OpenedFiles()
    defer { result.diagnostics = collector.drain() }
    let report = try opened.record {
      try conversion.run(diagnostics: collector, progress: progress)
    }
    result.status = .converted
    result.model = BatchModel(report)
    guard let cached else { return }
    do throws(Diagnostic) {
      var kept = result
      kept.diagnostics = collector.diagnostics
      try cached.store(kept, opened: opened.entries)
    } catch {
      // The conversion is done; it only has to be done again next time.
      collector.emit(
        Diagnostic(
          .batchCacheUnusable, severity: .warning,
          "the result is not kept in the cache: \(error.message)", at: error.location))
    }
  }

  private func checkShapes(_ result: inout BatchResult) {
    guard let model = result.model else { return }
    var differences: [String] = []
    if let inputs = job.expectation.inputs {
      differences += ExpectedTensor.differences(of: "input", inputs, from: model.inputs)
    }
    if let outputs = job.expectation.outputs {
      differences += ExpectedTensor.differences(of: "output", outputs, from: model.outputs)
    }
    result.diagnostics += differences.map { Diagnostic(.batchOtherShape, $0) }
  }

  private func checkNumbers(
    _ result: inout BatchResult, cached: CachedJob?,
    known: (check: BatchResult.NumberCheck, key: String?)
  ) throws(Diagnostic) {
    guard let files = job.numbers, let model = result.model, let path = model.files.last?.path
    else {
      return
    }
    var outcome = NumberComparison.Outcome(check: .none, diagnostic: nil)
    if model.target == "onnx" {
      let key = try cached.map { cached throws(Diagnostic) in
        try TextDigest.sha256(
          of: [
            cached.key.settings, model.sourceDigest,
            try cached.cache.digests.sha256(of: files.inputs),
            try cached.cache.digests.sha256(of: files.outputs), "\(files.relativeTolerance)",
            "\(files.absoluteTolerance)", options.runtimePath ?? "",
          ].joined(separator: "\n"))
      }
      if case .passed = known.check, let key, known.key == key {
        outcome.check = known.check
      } else {
        outcome = NumberComparison(files: files, library: options.runtimePath).compare(path)
        if case .passed = outcome.check, let key {
          cached?.remember(outcome.check, key: key, of: result)
        }
      }
    } else {
      outcome.check = .notChecked("only ONNX files are run")
      outcome.diagnostic = Diagnostic(
        .batchNotChecked, severity: .warning,
        "the numbers are not checked: only ONNX files are run, this is \(model.target)",
        at: Location(file: path))
    }
    result.numbers = outcome.check
    guard var diagnostic = outcome.diagnostic else { return }
    if options.requiresNumbers { diagnostic.severity = .error }
    result.diagnostics.append(diagnostic)
  }
}
