import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics

/// One look after the other at a folder that is watched.
struct WatchRound {
  let watch: CheckpointWatch
  let folder: Folder
  let output: Folder
  let registry: FormatRegistry
  var state: WatchState

  /// Files that are not dealt with yet, as they were when they were last looked at.
  private var observed: [ExactName: Observation] = [:]
  /// Files that are no checkpoints.
  private var foreign: [ExactName: String] = [:]

  private struct Observation {
    let signature: String
    let since: ContinuousClock.Instant
    /// Whether a failure that may pass was reported.
    var isReported = false
    var retryAt: ContinuousClock.Instant
  }

  init(
    watch: CheckpointWatch, folder: Folder, output: Folder, registry: FormatRegistry,
    state: WatchState
  ) {
    self.watch = watch
    self.folder = folder
    self.output = output
    self.registry = registry
    self.state = state
  }

  /// Deals with everything that is ready.
  ///
  /// - Returns: whether something is there that is not ready yet.
  mutating func run(once: Bool, report: (CheckpointWatch.Event) throws -> Void) throws -> Bool {
    let (found, _) = FoundCheckpoint.all(among: try folder.members(), in: folder)
    var isWaiting = false
    let present = Set(found.map { ExactName($0.name) })
    observed = observed.filter { present.contains($0.key) }
    for checkpoint in found.sorted(by: { $0.modified < $1.modified }) {
      let key = ExactName(checkpoint.name)
      let signature = Self.signature(of: checkpoint)
      if state[checkpoint.name]?.signature == signature || foreign[key] == signature { continue }
      let now = ContinuousClock.now
      if observed[key]?.signature != signature {
        // What is old already has not to be watched for a while.
        let age = min(max(.zero, WallClock.now - checkpoint.modified), .seconds(86_400))
        observed[key] = Observation(signature: signature, since: now - age, retryAt: now)
      }
      guard let observation = observed[key] else { continue }
      let age = now - observation.since
      guard age >= watch.settling else {
        isWaiting = true
        continue
      }
      guard now >= observation.retryAt else { continue }
      // Only what is asked for once is called broken before it has had its time.
      let isPatient = age < watch.patience && !once
      if try !settle(checkpoint, signature, isPatient: isPatient, report) {
        isWaiting = true
        observed[key]?.retryAt = now + max(watch.settling, .milliseconds(200))
      }
    }
    return isWaiting
  }

  /// Deals with one checkpoint that has stopped changing.
  ///
  /// - Returns: false if it is to be looked at again.
  private mutating func settle(
    _ checkpoint: FoundCheckpoint, _ signature: String, isPatient: Bool,
    _ report: (CheckpointWatch.Event) throws -> Void
  ) throws -> Bool {
    let opened = OpenedEntry(checkpoint, in: folder, registry)
    let key = ExactName(checkpoint.name)
    guard opened.isCheckpoint(recorded: false, isCertain: checkpoint.isCertain) else {
      foreign[key] = signature
      observed[key] = nil
      return true
    }
    if case .broken(let reason) = opened.condition {
      if isPatient { return false }
      try fail(checkpoint, signature, [reason], report)
      return true
    }
    if var entry = state[checkpoint.name], entry.outcome != .failed, let digest = entry.digest,
      try SourceFile(path: folder.path(of: checkpoint.main.name)).sha256() == digest
    {
      // It was only touched, or copied over itself.
      entry.signature = signature
      state.note(entry)
      try state.write(in: output)
      return true
    }
    return try convert(checkpoint, signature, report)
  }

  private mutating func convert(
    _ checkpoint: FoundCheckpoint, _ signature: String,
    _ report: (CheckpointWatch.Event) throws -> Void
  ) throws -> Bool {
    let diagnostics = DiagnosticCollector()
    do {
      var conversion = watch.conversion
      conversion.inputPath = folder.path(of: checkpoint.main.name)
      conversion.outputPath = output.path(of: outputName(of: checkpoint))
      if watch.checksValues { try refuseNonFinite(conversion, diagnostics) }
      let result = try conversion.run(with: registry, diagnostics: diagnostics)
      let outputs = result.summary.files.map { SourceFile.name(of: $0.path) }
      state.note(
        WatchState.Entry(
          name: checkpoint.name, signature: signature, digest: result.sourceDigest,
          outcome: .converted, outputs: outputs))
      observed[ExactName(checkpoint.name)] = nil
      let removed = try removeOld(like: checkpoint)
      try state.write(in: output)
      try report(
        .converted(name: checkpoint.name, result, diagnostics.diagnostics))
      if !removed.isEmpty { try report(.removed(names: removed)) }
      return true
    } catch {
      let errors = Self.diagnostics(of: error)
      // A file that changed or went away while it was read is looked at again.
      if errors.contains(where: { $0.code == .fileChanged })
        || folder.member(named: checkpoint.main.name) == nil
      {
        return false
      }
      guard errors.contains(where: { $0.code.kind == .inputOutput }) else {
        try fail(checkpoint, signature, errors, report)
        return true
      }
      // A full disk may have room later: said once, tried again.
      let key = ExactName(checkpoint.name)
      if observed[key]?.isReported != true {
        observed[key]?.isReported = true
        try report(.failed(name: checkpoint.name, errors))
      }
      return false
    }
  }

  private func refuseNonFinite(
    _ conversion: Conversion, _ diagnostics: DiagnosticCollector
  ) throws {
    let opened = try OpenedCheckpoint(
      at: conversion.inputPath, selection: conversion.request.selection, registry, diagnostics)
    let found = try opened.checkpoint.nonFiniteEntries()
    guard let first = found.first else { return }
    throw Diagnostic(
      .valuesNotFinite,
      "\(found.count) tensors have elements that are not finite, \(first.name) the first of them",
      at: Location(file: conversion.inputPath))
  }

  private mutating func fail(
    _ checkpoint: FoundCheckpoint, _ signature: String, _ errors: [Diagnostic],
    _ report: (CheckpointWatch.Event) throws -> Void
  ) throws {
    let outputs = state[checkpoint.name]?.outputs ?? []
    state.note(
      WatchState.Entry(
        name: checkpoint.name, signature: signature, digest: nil, outcome: .failed,
        outputs: outputs))
    observed[ExactName(checkpoint.name)] = nil
    try state.write(in: output)
    try report(.failed(name: checkpoint.name, errors))
  }

  /// Removes the outputs of a series beyond those that are to be kept.
  private mutating func removeOld(like checkpoint: FoundCheckpoint) throws -> [String] {
    guard let keepLast = watch.keepLast else { return [] }
    let series = Self.series(of: checkpoint.name)
    let written = state.entries.filter {
      $0.outcome == .converted && Self.series(of: $0.name) == series
    }
    var removed: [String] = []
    for var entry in written.dropLast(max(1, keepLast)) where entry.name != checkpoint.name {
      // The file that names the others was committed last.
      for name in entry.outputs.reversed() { try output.remove(name) }
      removed += entry.outputs
      entry.outcome = .removed
      entry.outputs = []
      state.note(entry)
    }
    return removed
  }

  /// The output's name: the checkpoint's with another ending, or behind its own if another checkpoint has
  /// that.
  private func outputName(of checkpoint: FoundCheckpoint) -> String {
    let suffix = FoundCheckpoint.suffix(of: checkpoint.name) ?? ""
    let short = checkpoint.name.dropLast(suffix.count) + watch.outputSuffix
    let isTaken = state.entries.contains {
      $0.name != checkpoint.name && $0.outputs.contains(String(short))
    }
    return isTaken ? checkpoint.name + watch.outputSuffix : String(short)
  }

  private static func series(of name: String) -> String {
    CheckpointName(name, suffix: FoundCheckpoint.suffix(of: name) ?? "").series ?? name
  }

  /// Sizes and times of all files of a checkpoint.
  private static func signature(of checkpoint: FoundCheckpoint) -> String {
    ([checkpoint.main] + checkpoint.parts).map {
      "\($0.byteCount)@\(CheckpointStateFile.nanoseconds($0.modified))"
    }.joined(separator: ",")
  }

  private static func diagnostics(of error: any Error) -> [Diagnostic] {
    switch error {
    case let diagnostic as Diagnostic: [diagnostic]
    case let list as DiagnosticList: list.diagnostics
    default: [Diagnostic(.internalFault, "\(error)")]
    }
  }
}
