import ByteIO
public import Diagnostics
import Glibc

/// The conversions that a batch file asks for, found in the file system.
public struct BatchPlan: Sendable {
  /// The batch file.
  public let file: BatchFile
  /// All conversions, in the order of the batch file and, within a job, of the paths' bytes.
  public private(set) var jobs: [BatchJob] = []
  /// The SHA-256 of what the plan says, for machines to compare; sizes are not in it.
  public let digest: String

  /// Looks for the files.
  ///
  /// What is wrong with one job, such as a pattern that matches nothing, makes that job fail when it is
  /// run, and no other.
  ///
  /// - Throws: what listing folders raises.
  public init(_ file: BatchFile) throws(Diagnostic) {
    self.file = file
    for entry in file.entries { jobs += try Self.jobs(of: entry, in: file) }
    Self.refuseConflicts(&jobs)
    let lines = jobs.map { "\($0.id)\u{0}\($0.output ?? "")\u{0}\($0.refusal?.code.name ?? "")\n" }
    digest = try TextDigest.sha256(of: file.digest + "\n" + lines.joined())
  }

  private static func jobs(of entry: BatchEntry, in file: BatchFile) throws(Diagnostic)
    -> [BatchJob]
  {
    let search = GlobSearch(root: file.folder)
    var excluded: Set<ExactName> = []
    for pattern in entry.excluded {
      for match in try search.matches(of: pattern) { excluded.insert(ExactName(match.path)) }
    }
    var jobs: [BatchJob] = []
    for pattern in entry.inputs {
      var count = 0
      for match in try search.matches(of: pattern) {
        count += 1
        // A file that two patterns match is one job.
        guard excluded.insert(ExactName(match.path)).inserted else { continue }
        jobs.append(job(match, entry, file))
      }
      if count == 0, !entry.allowsNone { jobs.append(missing(pattern, entry, file)) }
    }
    return jobs
  }

  private static func job(
    _ match: GlobSearch.Match, _ entry: BatchEntry, _ file: BatchFile
  ) -> BatchJob {
    let output = entry.output?.path(for: match, job: entry.name).map(file.located)
    var refusal: Diagnostic?
    if match.leavesFolder {
      refusal = Diagnostic(
        .batchLinkLeaves, "the file is a link that leads out of its pattern's folder",
        at: Location(file: match.path))
    } else if output == nil {
      refusal = Diagnostic(
        .batchOutputConflict, "the file's name does not give the name of an output",
        at: Location(file: match.path))
    }
    var numbers: BatchJob.NumberFiles?
    if let expected = entry.expectation.numbers,
      let inputs = expected.inputs.path(for: match, job: entry.name),
      let outputs = expected.outputs.path(for: match, job: entry.name)
    {
      numbers = BatchJob.NumberFiles(
        inputs: file.located(inputs), outputs: file.located(outputs),
        relativeTolerance: expected.relativeTolerance,
        absoluteTolerance: expected.absoluteTolerance)
    }
    return BatchJob(
      id: "\(entry.name): \(match.path)", input: match.path, output: output,
      byteCount: byteCount(at: match.path), settings: entry.settings,
      expectation: entry.expectation, architecture: architecture(of: entry, file),
      numbers: numbers, refusal: refusal)
  }

  /// The architecture; a text that is a file below the batch file's folder is that file.
  private static func architecture(of entry: BatchEntry, _ file: BatchFile) -> String? {
    guard let text = entry.settings.architecture else { return nil }
    let path = file.located(text)
    return fileExists(at: path) ? path : text
  }

  /// The job that says that a pattern matches nothing.
  private static func missing(
    _ pattern: GlobPattern, _ entry: BatchEntry, _ file: BatchFile
  ) -> BatchJob {
    let path = file.located(pattern.text)
    return BatchJob(
      id: "\(entry.name): \(path)", input: path, output: nil, byteCount: 0,
      settings: entry.settings, expectation: entry.expectation, architecture: nil, numbers: nil,
      refusal: Diagnostic(
        .batchNothingMatches,
        "no file matches '\(pattern.text)' of the job '\(entry.name)'; 'allow_empty: true' allows that",
        at: Location(file: file.path, path: entry.place)))
  }

  /// Refuses jobs that write what another one writes or reads.
  private static func refuseConflicts(_ jobs: inout [BatchJob]) {
    var writers: [ExactName: String] = [:]
    let inputs = Set(jobs.map { ExactName($0.input) })
    for index in jobs.indices {
      guard let output = jobs[index].output, jobs[index].refusal == nil else { continue }
      let name = ExactName(output)
      if let other = writers[name] {
        jobs[index].refusal = Diagnostic(
          .batchOutputConflict, "'\(other)' writes \(output) already",
          at: Location(file: jobs[index].input))
      } else if inputs.contains(name) {
        jobs[index].refusal = Diagnostic(
          .batchOutputConflict, "the output \(output) is an input of this batch",
          at: Location(file: jobs[index].input))
      } else {
        writers[name] = jobs[index].id
      }
    }
  }

  /// The size of a file, or of the files in a folder and those inside.
  private static func byteCount(at path: String, depth: Int = 0) -> Int {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return 0 }
    guard status.st_mode & S_IFMT == S_IFDIR else { return max(0, Int(status.st_size)) }
    guard depth < 8, let members = try? Folder(path).members() else { return 0 }
    return members.reduce(0) { total, member in
      total.addingSaturated(
        member.kind == .folder
          ? byteCount(at: Folder(path).path(of: member.name), depth: depth + 1) : member.byteCount)
    }
  }
}
