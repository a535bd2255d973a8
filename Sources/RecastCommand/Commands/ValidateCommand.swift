import ArgumentParser
import Checkpoints
import ConversionKit
import Diagnostics
import JSONText
import Recast

/// `recast validate`: a checkpoint against an architecture.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a checkpoint against an architecture, or a GEIR file against its format.",
    discussion: """
      Everything that does not fit is named at once. Without --against a GEIR (AIR) file is checked \
      against the prototypes of CANN's operators and the rules of its encoding.

      The architecture is a file with what PyTorch's print(model), Flux or MindSpore prints; that text \
      itself, quoted; an architecture file in YAML; another model's file, whose tensors are then \
      expected; or the name of an architecture that ships with recast.

      EXAMPLE
        recast validate checkpoint.pth --against model.txt
        recast validate resnet50.pth --against resnet50
        recast validate model.air
        recast validate mlp.pth --against 'Sequential((0): Linear(in_features=784, out_features=10, \
      bias=True))'

      EXIT CODES
        0 it fits    1 it does not    2 wrong usage    3 broken input    4 unsupported
        5 the system refused to read or write    6 a limit was reached    70 a fault of recast
      """)

  @Argument(help: "The checkpoint or GEIR file to check.", completion: .file())
  var checkpoint: String

  @Option(
    help: ArgumentHelp(
      "The architecture: a file, a printed model, or a name.", valueName: "architecture"),
    completion: .file())
  var against: String?

  @Option(help: "The release of CANN whose operators a GEIR file has to keep to: 0.6, 1.8 or 2.6.")
  var cann: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Count missing and unexpected entries as errors; other sizes always are.")
  var strict = true

  @Flag(help: "Read every element, and refuse those that are not finite.")
  var checkValues = false

  @Option(
    help: ArgumentHelp("The weights inside the checkpoint's file: ema.", valueName: "path"))
  var select: String?

  @Option(
    help: ArgumentHelp("The model inside the architecture's file.", valueName: "path"))
  var selectArchitecture: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A value for a name of an architecture file: depth=50. May be repeated.",
      valueName: "name=value"))
  var settings: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file with the key of an encrypted file: its 16, 24 or 32 bytes.", valueName: "file"),
    completion: .file())
  var keyFile: String?

  @Flag(help: "Print the message that the framework itself would raise.")
  var frameworkStyle = false

  @Flag(help: "Print the report as JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Also write the report as SARIF 2.1.0, which code review tools show.", valueName: "file"),
    completion: .file())
  var sarif: String?

  @Option(
    help: ArgumentHelp(
      "Also write the report as JUnit XML, which continuous integration shows.", valueName: "file"),
    completion: .file())
  var junit: String?

  @Flag(name: [.short, .long], help: "Print nothing but errors and warnings.")
  var quiet = false

  func run() throws {
    let command = CommandReport(file: checkpoint, isJSON: json, isQuiet: quiet)
    var fits = true
    try command.perform { diagnostics in
      try CommandLineFile.check(checkpoint, "checkpoint")
      guard let against else {
        let report = try FileValidation(of: checkpoint, release: cann).run()
        fits = report.check.passes
        try writeReports(ReportedCheck(report))
        let text = FileCheckText(report)
        if json { return text.json(diagnostics.diagnostics) + "\n" }
        return quiet ? "" : text.lines.joined(separator: "\n") + "\n"
      }
      let validation = Validation(
        of: checkpoint, against: against, selection: select,
        architectureSelection: selectArchitecture, isStrict: strict, checksValues: checkValues,
        overrides: try SettingArguments.parse(settings))
      let report = try validation.run(
        with: try CommandLineFile.formats(keyFile: keyFile), diagnostics: diagnostics)
      fits = report.fits
      try writeReports(ReportedCheck(report))
      if json { return ValidationJSON(report, diagnostics.diagnostics).text + "\n" }
      if quiet { return "" }
      if frameworkStyle { return report.frameworkText + "\n" }
      return ValidationText(report, style: StandardStream.output.style).lines
        .joined(separator: "\n") + "\n"
    }
    if !fits { throw ExitCode(FailureKind.checkFailed.exitCode) }
  }

  private func writeReports(_ report: ReportedCheck) throws(Diagnostic) {
    if let sarif { try ReportFile.write(SARIFReport(report).text, to: sarif) }
    if let junit { try ReportFile.write(JUnitReport(report).text, to: junit) }
  }
}
