import ArgumentParser
import Diagnostics
import JSONText
import Recast

/// `recast prune`: removes checkpoints that no rule keeps.
struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Removes old checkpoints from a folder.",
    discussion: """
      Every rule keeps some, in each series of names by itself, and the newest always stays. What is \
      broken, has no number in its name, or is no checkpoint is left alone; a set of files goes as a \
      whole.

      EXAMPLE
        recast prune runs/lenet --keep-last 5 --keep-every 30m --dry-run

      \(HelpText.exitCodes)
      """)

  @Argument(help: "The folder.", completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("Keep the latest ones.", valueName: "number"))
  var keepLast: Int?

  @Option(
    help: ArgumentHelp(
      "Keep one for each span of time: 90s, 30m, 12h, 7d.", valueName: "time"))
  var keepEvery: String?

  @Option(help: ArgumentHelp("Keep the ones with the best metric.", valueName: "number"))
  var keepBest: Int?

  @Option(
    help: ArgumentHelp(
      "Which values are better, lowest or highest, where the metric's name does not tell.",
      valueName: "mode"))
  var bestIs: String?

  @Flag(name: [.customShort("n"), .long], help: "Say what would be removed, and remove nothing.")
  var dryRun = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(name: [.short, .long], help: "Print errors and warnings only.")
  var quiet = false

  func run() throws {
    let report = CommandReport(file: folder, isJSON: json, isQuiet: quiet)
    try report.perform { diagnostics in
      try CommandLineFile.check(folder, "folder")
      let rules = try rules()
      let listing = try CheckpointListing(of: folder, diagnostics: diagnostics)
      var verdicts = try rules.verdicts(on: listing)
      if !dryRun {
        verdicts = CheckpointPruning.carryOut(verdicts, in: folder, diagnostics: diagnostics)
      }
      let text = CheckpointPruningText(verdicts, isDryRun: dryRun)
      if json { return text.json(folder: folder, diagnostics.diagnostics) + "\n" }
      return quiet ? "" : text.lines.joined(separator: "\n") + "\n"
    }
  }

  private func rules() throws(Diagnostic) -> CheckpointPruning {
    var mode: CheckpointMetric.Mode?
    if let bestIs {
      guard let known = CheckpointMetric.Mode(rawValue: bestIs) else {
        throw Diagnostic(.invalidArguments, "'\(bestIs)' is neither 'lowest' nor 'highest'")
      }
      mode = known
    }
    var span: Duration?
    if let keepEvery { span = try DurationArgument.parse(keepEvery) }
    return try CheckpointPruning(
      keepLast: keepLast, keepEvery: span, keepBest: keepBest, mode: mode)
  }
}
