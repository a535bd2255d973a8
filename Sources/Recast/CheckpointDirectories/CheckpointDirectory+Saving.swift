import ByteIO
public import Checkpoints
public import ConversionKit
public import Diagnostics
import Synchronization

extension CheckpointDirectory {
  /// Saves a checkpoint if one is due, and removes those that are no longer to be kept.
  ///
  /// Called after every step it does what MindSpore's `step_end` does, and with `isLast` what `end`
  /// does: the last step is saved unless it has been.
  ///
  /// - Parameters:
  ///   - epoch: the epoch, counted from 1.
  ///   - step: the step, counted from 1 through all epochs.
  ///   - metric: how good the weights are now.
  ///   - metadata: whatever else is to be remembered beside the file.
  ///   - isLast: whether the training ends here.
  ///   - name: the file's name without its ending, to name files otherwise; those that begin with it
  ///     and a hyphen are then the ones to remove.
  ///   - write: writes the checkpoint at a path; called only if one is due. It must not save to this
  ///     directory itself.
  /// - Returns: what was saved; nothing if no checkpoint was due.
  /// - Throws: whatever `write` throws, ``DiagnosticCode/checkpointNotWritten``,
  ///   ``DiagnosticCode/outputNotWritable``; the folder is then as it was before.
  @discardableResult
  public func save(
    epoch: Int, step: Int, metric: CheckpointMetric? = nil,
    metadata: Hyperparameters = Hyperparameters(), isLast: Bool = false, name: String? = nil,
    diagnostics: DiagnosticCollector = DiagnosticCollector(),
    write: (_ path: String) throws -> Void
  ) throws -> CheckpointRecord? {
    if let name, name.isEmpty || !CheckpointNaming.isPlain(name) {
      throw Diagnostic(.checkpointPrefixInvalid, "'\(name)' cannot be the name of a file")
    }
    let event = CheckpointEvent(
      epoch: epoch, step: step, stepsPerEpoch: stepsPerEpoch, metric: metric?.value,
      isLast: isLast, name: name)
    return try schedule.withLock { schedule in
      var decided = schedule
      let found = try FolderRecords(
        of: folder, suffixes: [naming.suffix], diagnostics: diagnostics)
      guard
        let decision = decided.decide(
          event, at: clock.now, existing: found.records.map(\.stored))
      else { return nil }
      let saved = try commit(
        decision, of: event, metric: metric, metadata: metadata, diagnostics: diagnostics,
        write: write)
      decided.complete(at: clock.now)
      schedule = decided
      return saved
    }
  }

  /// Saves weights if a checkpoint is due, with epoch, step and metric beside them in the file where its
  /// format has a place for them.
  ///
  /// - Parameters:
  ///   - writer: writes the format.
  ///   - options: how it is written.
  ///   - content: the weights; asked for only if a checkpoint is due.
  /// - Returns: what was saved; nothing if no checkpoint was due.
  /// - Throws: what `content` and the writer throw, and what
  ///   ``save(epoch:step:metric:metadata:isLast:name:diagnostics:write:)`` does.
  @discardableResult
  public func save(
    epoch: Int, step: Int, metric: CheckpointMetric? = nil,
    metadata: Hyperparameters = Hyperparameters(), isLast: Bool = false, name: String? = nil,
    diagnostics: DiagnosticCollector = DiagnosticCollector(), with writer: any CheckpointWriter,
    options: CheckpointOptions = CheckpointOptions(), content: () throws -> CheckpointContent
  ) throws -> CheckpointRecord? {
    try save(
      epoch: epoch, step: step, metric: metric, metadata: metadata, isLast: isLast, name: name,
      diagnostics: diagnostics
    ) { path in
      var options = options
      var inside: Hyperparameters = ["epoch": .integer(epoch), "step": .integer(step)]
      if let metric { inside[metric.name] = .number(metric.value) }
      inside = inside.merging(metadata).merging(options.metadata)
      var content = try content()
      if writer.features.hasMetadata {
        options.metadata = inside
        content.checkpoint.metadata = content.checkpoint.metadata.merging(inside)
      }
      _ = try writer.write(content, to: path, options: options, diagnostics: diagnostics)
    }
  }

  /// Saves what a training had when it failed, beside everything else: as MindSpore's `exception_save`
  /// does, under a name that ends in `_breakpoint`, removing nothing.
  ///
  /// - Parameter stepInEpoch: the last step of the epoch that came to its end; 0 for none.
  /// - Throws: as ``save(epoch:step:metric:metadata:isLast:name:diagnostics:write:)``.
  @discardableResult
  public func saveBreakpoint(
    epoch: Int, stepInEpoch: Int, metadata: Hyperparameters = Hyperparameters(),
    diagnostics: DiagnosticCollector = DiagnosticCollector(),
    write: (_ path: String) throws -> Void
  ) throws -> CheckpointRecord {
    let event = CheckpointEvent(epoch: epoch, step: stepInEpoch)
    return try schedule.withLock { _ in
      let names = try folder.members().map(\.name)
      let naming = plainNaming.distinguished(from: names, forBreakpoint: true)
      let decision = CheckpointDecision(
        name: naming.breakpointName(for: event), removals: [], spared: [])
      return try commit(
        decision, of: event, metric: nil, metadata: metadata, diagnostics: diagnostics,
        write: write)
    }
  }

  /// Writes, publishes, and only then removes.
  private func commit(
    _ decision: CheckpointDecision, of event: CheckpointEvent, metric: CheckpointMetric?,
    metadata: Hyperparameters, diagnostics: DiagnosticCollector, write: (String) throws -> Void
  ) throws -> CheckpointRecord {
    var transaction = try CheckpointTransaction(of: decision.name, in: folder)
    do {
      try write(transaction.path)
      let now = clock.now
      try transaction.seal(isReadOnly: isReadOnly, at: now)
      let record = CheckpointRecord(
        name: decision.name, files: transaction.files, byteCount: transaction.byteCount,
        epoch: event.epoch, step: event.step, stepInEpoch: event.stepInEpoch, saved: now,
        metric: metric, metricMode: metric == nil ? nil : policy.best?.mode, metadata: metadata,
        isSpared: decision.spared.contains(decision.name))
      let lock = FolderLock(folder, waits: true)
      let others = try describe(record, spared: decision.spared, diagnostics)
      try transaction.publish()
      remove(decision.removals, of: others, diagnostics)
      _ = consume lock
      transaction.tidy()
      return record
    } catch {
      transaction.tidy()
      throw error
    }
  }

  /// Notes what names do not tell before the files are there: an entry without its file counts for
  /// nothing.
  private func describe(
    _ record: CheckpointRecord, spared: [String], _ diagnostics: DiagnosticCollector
  ) throws(Diagnostic) -> [CheckpointRecord] {
    let others = try FolderRecords(
      of: folder, suffixes: [naming.suffix], diagnostics: diagnostics
    ).records.filter { $0.name != record.name }
    let entries = others.map { $0.spared($0.isSpared || spared.contains($0.name)) }
    try CheckpointStateFile.write(entries + [record], in: folder)
    return others
  }

  /// Removes checkpoints, of a set the file first that names the others.
  private func remove(
    _ names: [String], of records: [CheckpointRecord], _ diagnostics: DiagnosticCollector
  ) {
    for record in records where names.contains(record.name) {
      do throws(Diagnostic) {
        for file in record.files { try folder.remove(file) }
      } catch {
        diagnostics.emit(
          Diagnostic(.checkpointNotRemoved, severity: .warning, error.message, at: error.location))
      }
    }
  }
}
