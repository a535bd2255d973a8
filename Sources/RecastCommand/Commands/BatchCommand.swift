import ArgumentParser
import ConversionKit
import Diagnostics
import Recast

/// `recast batch`: many conversions, and the reports of several runs together.
struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Converts many models as a YAML file says, and reports on them.",
    discussion: """
      EXAMPLE
        recast batch recast.yaml --cache .recast-cache --junit report.xml
        recast batch recast.yaml --shard 2/8 --json shard-2.json
        recast batch merge-reports shard-*.json --html report.html

      'recast batch run --help' shows the options; 'run' may be left out. Documentation/Batch.md \
      describes the file.

      \(HelpText.batchExitCodes)
      """,
    subcommands: [BatchRunCommand.self, BatchMergeCommand.self],
    defaultSubcommand: BatchRunCommand.self)
}

/// `recast batch run`: the conversions of a batch file.
struct BatchRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Converts the models of a batch file. 'run' may be left out.",
    discussion: """
      Every output appears whole or not at all, and one bad file never stops the rest.

      EXAMPLE
        recast batch recast.yaml --cache .recast-cache --junit report.xml

      \(HelpText.batchExitCodes)
      """)

  @Argument(help: "The batch file.", completion: .file(extensions: ["yaml", "yml"]))
  var file = "recast.yaml"

  @Option(
    name: [.short, .long],
    help: "How many conversions run at once. (default: as processors and memory allow)")
  var jobs: Int?

  @Option(help: "How much memory they may take together, such as 8G. (default: what is free)")
  var memory: String?

  @Option(
    help: ArgumentHelp(
      "A folder that remembers what was converted; several runs may share it.",
      valueName: "folder"), completion: .directory)
  var cache: String?

  @Option(
    help: ArgumentHelp(
      "Do the I-th of N parts of the batch, from 1; 1/1 is everything.",
      discussion: """
        Without it, the variables of Kubernetes' indexed jobs, Slurm's arrays, AWS Batch's arrays and \
        GitLab's parallel jobs are looked at; RECAST_SHARD=I/N comes before them.
        """, valueName: "i/n"))
  var shard: String?

  @Flag(help: "Begin nothing more once a conversion failed.")
  var failFast = false

  @Option(
    help: ArgumentHelp(
      "The folder that paths in the batch file begin at. (default: its own)", valueName: "folder"),
    completion: .directory)
  var root: String?

  @Option(
    help: ArgumentHelp(
      "ONNX Runtime's library, a Python environment or another folder with it, for expected numbers.",
      valueName: "path"), completion: .file())
  var onnxRuntime: String?

  @Flag(help: "Count expected numbers that cannot be checked as failures.")
  var requireNumbers = false

  @Flag(help: "Print what would be converted, an input and an output a line, and do nothing.")
  var list = false

  @OptionGroup(title: "REPORTS")
  var reports: BatchReportOptions

  @Flag(name: [.short, .long], help: "Print errors and warnings only.")
  var quiet = false

  func run() throws {
    var exitCode: Int32 = 0
    try CommandReport(file: nil, isQuiet: quiet).perform { diagnostics in
      try CommandLineFile.check(file, "batch file")
      let shard = try chosenShard()
      var options = BatchOptions()
      options.shard = shard?.shard
      options.jobCount = try checkedJobs()
      options.memoryByteCount = try memory.map(Self.byteCount)
      let plan = try BatchPlan(try BatchFile(readingFileAt: file, root: root))
      if list { return Self.listing(plan, options) }
      options.stopsAtFailure = failFast
      options.requiresNumbers = requireNumbers
      options.checkerPath = ExportOptions.checkerBesideThisProgram()
      options.runtimePath = runtimePath()
      if let cache { options.cache = openCache(cache, diagnostics) }
      let runner = BatchRunner(plan, options: options)
      if let shard, !quiet {
        try StandardStream.error.write(
          "shard \(shard.shard.index) of \(shard.shard.count) (\(shard.variable)): "
            + "\(runner.positions.count) of \(plan.jobs.count) conversions\n")
      }
      let display = BatchDisplay(total: runner.positions.count, isQuiet: quiet)
      let report = runner.run(observer: display)
      display.finish()
      exitCode = report.failure?.exitCode ?? 0
      return try reports.write(report) + Self.summary(report, isQuiet: quiet)
    }
    if exitCode != 0 { throw ExitCode(exitCode) }
  }

  /// The text that ends a run.
  static func summary(_ report: BatchReport, isQuiet: Bool) -> String {
    isQuiet ? "" : "\(report.countsText) in \(QuantityText.seconds(report.milliseconds))\n"
  }

  private func chosenShard() throws(Diagnostic) -> ShardEnvironment.Finding? {
    if let shard {
      return ShardEnvironment.Finding(
        shard: try BatchShard(parsing: shard), variable: "--shard")
    }
    return try ShardEnvironment { environmentVariable($0) }.shard()
  }

  private func openCache(_ path: String, _ diagnostics: DiagnosticCollector) -> BatchCache? {
    do throws(Diagnostic) {
      return try BatchCache(at: path)
    } catch {
      var warning = error
      warning.severity = .warning
      diagnostics.emit(warning)
      return nil
    }
  }

  private func runtimePath() -> String? {
    if let onnxRuntime { return ONNXRuntimeLibrary.find(at: onnxRuntime) }
    return ONNXRuntimeLibrary.find(atFirstOf: [
      environmentVariable("RECAST_ONNXRUNTIME"), environmentVariable("VIRTUAL_ENV"),
    ])
  }

  private func checkedJobs() throws(Diagnostic) -> Int? {
    guard let jobs else { return nil }
    guard (1...256).contains(jobs) else {
      throw Diagnostic(.invalidArguments, "--jobs is a number from 1 to 256, not \(jobs)")
    }
    return jobs
  }

  private static func byteCount(_ text: String) throws(Diagnostic) -> Int {
    let units: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
    let unit = text.last.flatMap { units[Character($0.uppercased())] }
    guard let number = Int(unit == nil ? text : String(text.dropLast())), number > 0,
      number <= Int.max >> (unit ?? 0)
    else {
      throw Diagnostic(
        .invalidArguments, "--memory is a number of bytes such as 512M or 8G, not '\(text)'")
    }
    return number << (unit ?? 0)
  }

  private static func listing(_ plan: BatchPlan, _ options: BatchOptions) -> String {
    BatchRunner(plan, options: options).positions.map { position in
      let job = plan.jobs[position]
      return "\(job.input.escapedForTerminal())\t\((job.output ?? "").escapedForTerminal())\n"
    }.joined()
  }
}

/// `recast batch merge-reports`: the reports of several shards as one.
struct BatchMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge-reports",
    abstract: "Joins the JSON reports of the shards of a batch.",
    discussion: """
      A shard without a report, a conversion in two of them and reports of different batches are errors.

      EXAMPLE
        recast batch merge-reports shard-*.json --junit report.xml --html report.html

      \(HelpText.batchExitCodes)
      """)

  @Argument(help: "The reports that 'recast batch --json' wrote.", completion: .file())
  var files: [String]

  @OptionGroup(title: "REPORTS")
  var reports: BatchReportOptions

  @Flag(name: [.short, .long], help: "Print errors and warnings only.")
  var quiet = false

  func run() throws {
    var exitCode: Int32 = 0
    try CommandReport(file: nil, isQuiet: quiet).perform { diagnostics in
      var read: [(path: String, report: BatchReport)] = []
      for file in files {
        try CommandLineFile.check(file, "report")
        read.append((path: file, report: try BatchReport(readingFileAt: file)))
      }
      guard let report = BatchReport.merging(read) else {
        throw Diagnostic(.invalidArguments, "no report is given")
      }
      exitCode = report.failure?.exitCode ?? 0
      for problem in report.problems { diagnostics.emit(problem) }
      return try reports.write(report) + BatchRunCommand.summary(report, isQuiet: quiet)
    }
    if exitCode != 0 { throw ExitCode(exitCode) }
  }
}
