import ByteIO
import ConversionKit
import Diagnostics
import JSONText

/// What a cache knows of one job, and what it is told of it.
struct CachedJob {
  let cache: BatchCache
  let job: BatchJob
  let output: String
  let key: CacheKey
  /// The name of the job's record.
  private let name: String

  /// Prepares to ask for a job.
  ///
  /// - Throws: what reading the architecture raises.
  init(
    _ job: BatchJob, output: String, in cache: BatchCache, checkerPath: String?
  ) throws(Diagnostic) {
    self.cache = cache
    self.job = job
    self.output = output
    key = try CacheKey(of: job, checkerPath: checkerPath, digests: cache.digests)
    let here = GlobSearch.resolved(".") ?? ""
    name = try TextDigest.sha256(
      of: GlobSearch.joined(here, job.input) + "\u{0}" + GlobSearch.joined(here, output))
  }

  /// A result that is still good.
  struct Hit {
    var model: BatchModel
    var diagnostics: [Diagnostic]
    /// Whether the output was written from the cache just now.
    var isRestored: Bool
    /// What was found of the job's numbers, and what that depends on.
    var numbers: BatchResult.NumberCheck
    var numbersKey: String?
  }

  /// The result of the job, if nothing changed that it depends on; outputs that are gone or other than
  /// they were written are written again.
  ///
  /// - Throws: what writing raises.
  func lookup() throws(Diagnostic) -> Hit? {
    let record = cache.record(.jobs, name)
    if let record, let hit = unchanged(record) { return hit }
    guard let input = try? fileDigest(job.input) else { return nil }
    let content = try key.content(input)
    let paths = cache.record(.results, content + ".needs")?.items.compactMap(\.string) ?? []
    let dependencies = paths.map { path in
      (path: path, digest: try? fileDigest(GlobSearch.joined(inputFolder, path)))
    }
    let resultName = try CacheKey.result(content: content, dependencies: dependencies)
    guard let result = cache.record(.results, resultName), let stored = result["result"],
      var found = BatchResult(stored), var model = found.model, let files = result["files"]
    else { return nil }
    var isRestored = false
    var outputs: [StampedFile] = []
    for (index, node) in files.items.enumerated() {
      guard let name = node["name"]?.string, let digest = node["sha256"]?.string,
        index < model.files.count
      else { return nil }
      let path = Folder(SourceFile.folder(of: output)).path(of: name)
      if (try? SourceFile(path: path).sha256()) != digest {
        try Folder(SourceFile.folder(of: path)).create()
        guard try cache.restore(digest, to: path) else { return nil }
        isRestored = true
      }
      model.files[index] = BatchResult.File(path: path, byteCount: model.files[index].byteCount)
      outputs.append(StampedFile(path: path, stamp: FileStamp(of: path), digest: digest))
    }
    found.model = model
    found.diagnostics = found.diagnostics.map { relocated($0) }
    var numbers: (check: BatchResult.NumberCheck, key: String?) = (.none, nil)
    if let record, record["input"].flatMap(StampedFile.init)?.digest == input {
      numbers = Self.numbers(record)
    }
    try? remember(
      found, inputs: [stamped(job.input, input)],
      needs: dependencies.map { need in
        stamped(GlobSearch.joined(inputFolder, need.path), need.digest)
      }, outputs: outputs, numbers: numbers.check, numbersKey: numbers.key)
    return Hit(
      model: model, diagnostics: found.diagnostics, isRestored: isRestored,
      numbers: numbers.check, numbersKey: numbers.key)
  }

  /// The result in a record, if sizes and times say that nothing changed.
  private func unchanged(_ record: JSONNode) -> Hit? {
    guard record["settings"]?.string == key.settings,
      let input = record["input"].flatMap(StampedFile.init), input.isAsBefore,
      let needs = record["needs"], needs.items.allSatisfy({ isAsBefore($0) }),
      let outputs = record["outputs"], outputs.count > 0,
      outputs.items.allSatisfy({ isAsBefore($0) }),
      let found = record["result"].flatMap(BatchResult.init), let model = found.model
    else { return nil }
    let numbers = Self.numbers(record)
    return Hit(
      model: model, diagnostics: found.diagnostics, isRestored: false, numbers: numbers.check,
      numbersKey: numbers.key)
  }

  private func isAsBefore(_ node: JSONNode) -> Bool { StampedFile(node)?.isAsBefore ?? false }

  private static func numbers(
    _ record: JSONNode
  ) -> (check: BatchResult.NumberCheck, key: String?) {
    (
      record["numbers"].map(BatchResult.NumberCheck.init) ?? .none,
      record["numbers_key"]?.string
    )
  }
}

extension CachedJob {
  /// Keeps a conversion that was just done.
  ///
  /// - Parameter opened: the files that it read or looked for.
  /// - Throws: what reading and writing raise.
  func store(_ result: BatchResult, opened: [OpenedFiles.Entry]) throws(Diagnostic) {
    guard let model = result.model else { return }
    let own = Set([job.input, job.architecture ?? ""].map { ExactName($0) })
    let outputs = Set(model.files.map { ExactName($0.path) })
    var needs: [StampedFile] = []
    for entry in opened {
      let path = ExactName(entry.path)
      guard !own.contains(path), !outputs.contains(path), !isTemporary(entry.path) else { continue }
      let digest = entry.isMissing ? nil : try? fileDigest(entry.path)
      needs.append(stamped(entry.path, digest))
    }
    var written: [StampedFile] = []
    for file in model.files {
      let digest = try cache.keep(file.path)
      written.append(StampedFile(path: file.path, stamp: FileStamp(of: file.path), digest: digest))
    }
    let content = try key.content(model.sourceDigest)
    let dependencies = needs.map { need in
      (path: relative(need.path), digest: need.digest)
    }
    if !needs.isEmpty {
      try cache.write(.strings(dependencies.map(\.path)), .results, content + ".needs")
    }
    let files = written.map { file in
      JSONValue.object([
        ("name", .string(SourceFile.name(of: file.path))),
        ("sha256", .optional(file.digest)),
      ])
    }
    try cache.write(
      .object([("files", .array(files)), ("result", result.json)]), .results,
      try CacheKey.result(content: content, dependencies: dependencies))
    try remember(
      result, inputs: [stamped(job.input, model.sourceDigest)], needs: needs, outputs: written,
      numbers: result.numbers, numbersKey: nil)
  }

  /// Writes the job's own record.
  ///
  /// - Throws: what writing raises.
  func remember(
    _ result: BatchResult, inputs: [StampedFile], needs: [StampedFile], outputs: [StampedFile],
    numbers: BatchResult.NumberCheck, numbersKey: String?
  ) throws(Diagnostic) {
    try cache.write(
      .object([
        ("settings", .string(key.settings)), ("input", inputs.first?.json ?? .null),
        ("needs", .array(needs.map(\.json))), ("outputs", .array(outputs.map(\.json))),
        ("numbers", numbers.json), ("numbers_key", .optional(numbersKey)),
        ("result", result.json),
      ]), .jobs, name)
  }

  /// Adds to the job's record what was found of its numbers.
  func remember(_ numbers: BatchResult.NumberCheck, key numbersKey: String?, of result: BatchResult)
  {
    guard let record = cache.record(.jobs, name), let needs = record["needs"],
      let outputs = record["outputs"], let input = record["input"].flatMap(StampedFile.init)
    else { return }
    try? remember(
      result, inputs: [input], needs: needs.items.compactMap(StampedFile.init),
      outputs: outputs.items.compactMap(StampedFile.init), numbers: numbers,
      numbersKey: numbersKey)
  }

  /// The folder of the input, which files beside it are named from.
  private var inputFolder: String {
    let folder = SourceFile.folder(of: job.input)
    return folder.isEmpty ? "." : folder
  }

  private func relative(_ path: String) -> String {
    let prefix = inputFolder + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  private func isTemporary(_ path: String) -> Bool {
    SourceFile.name(of: path).hasPrefix(".recast-tmp-")
  }

  /// A file with its stamp, unless that could miss a change.
  private func stamped(_ path: String, _ digest: String?) -> StampedFile {
    let stamp = FileStamp(of: path)
    return StampedFile(
      path: path, stamp: stamp.flatMap { $0.isSettled() ? $0 : nil }, digest: digest)
  }

  private func fileDigest(_ path: String) throws(Diagnostic) -> String {
    // Folders stand for files inside, which the records of their own digests cover.
    try FormatRegistry.standard.source(at: path).sha256()
  }

  private func relocated(_ diagnostic: Diagnostic) -> Diagnostic {
    var copy = diagnostic
    if let file = copy.location.file,
      SourceFile.name(of: file) == SourceFile.name(of: job.input)
    {
      copy.location.file = job.input
    }
    return copy
  }
}
