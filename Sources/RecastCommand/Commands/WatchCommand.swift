import ArgumentParser
import ConversionKit
import Diagnostics
import Recast

/// `recast watch`: converts checkpoints as a training writes them.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Converts each checkpoint that a training writes into a folder.",
    discussion: """
      Each is checked against the architecture and converted once, as soon as it is whole: a file that \
      still grows or does not open yet is waited for, one that stays broken is reported once. What was \
      done is kept in recast-watch.json beside the outputs, so a watch that is started again goes on \
      where the last one ended. It runs until a signal ends it.

      EXAMPLE
        recast watch runs/lenet --to onnx --architecture lenet.yaml --output exported --keep-last 3

      \(HelpText.exitCodes)
      """)

  @Argument(help: "The folder that the training writes to.", completion: .directory)
  var folder: String

  @Option(help: "The format to write, as 'recast formats' lists them.")
  var to: String

  @Option(
    help: ArgumentHelp("The folder of the outputs. (default: the same)", valueName: "folder"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp(
      "What weights without a graph are bound to, where it is not recognised.",
      discussion: """
        An architecture file, a file with a printed model or that text itself, the file of another \
        model, or the name of an architecture that ships with recast.
        """, valueName: "architecture"), completion: .file())
  var architecture: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A value for a name of an architecture file: activation=tanh. May be repeated.",
      valueName: "name=value"))
  var settings: [String] = []

  @Option(
    help: ArgumentHelp(
      "The shape of an input, where the layers do not determine it, as for convert.",
      valueName: "shape"))
  var inputShape: [String] = []

  @Option(help: "The version of ONNX's operator set, 13 to 21.")
  var opset: Int?

  @Option(
    help: ArgumentHelp("The weights or model inside each file: ema.", valueName: "path"))
  var select: String?

  @Flag(inversion: .prefixedNo, help: "Refuse weights that the architecture does not use.")
  var strict = true

  @Flag(help: "Read every element first, and refuse those that are not finite.")
  var checkValues = false

  @Option(
    help: ArgumentHelp(
      "Keep the outputs of the latest ones only, of each series of names.", valueName: "number"))
  var keepLast: Int?

  @Option(
    help: ArgumentHelp(
      "How long a file that does not open is waited for.", valueName: "time"))
  var patience = "60s"

  @Flag(help: "Convert what is there now, and end; 1 is the exit code if some were not converted.")
  var once = false

  @Flag(help: "Look now and then, and do not ask the system to tell of changes.")
  var poll = false

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Flag(name: [.short, .long], help: "Print errors and warnings only.")
  var quiet = false

  func run() throws {
    var report = CommandReport(file: folder, isJSON: json, isQuiet: quiet)
    report.describesFailure = false
    var failures = 0
    try report.perform { diagnostics in
      try CommandLineFile.check(folder, "folder")
      let watch = try watch()
      try watch.run(once: once, diagnostics: diagnostics) { event in
        if case .failed = event { failures += 1 }
        try WatchText(event, folder: folder).write(isJSON: json, isQuiet: quiet)
      }
      return ""
    }
    if failures > 0 { throw ExitCode(FailureKind.checkFailed.exitCode) }
  }

  private func watch() throws(Diagnostic) -> CheckpointWatch {
    if let keepLast, keepLast < 1 {
      throw Diagnostic(.invalidArguments, "--keep-last keeps at least 1")
    }
    var shapes: [InputSpecification] = []
    for text in inputShape { shapes.append(try InputSpecification(parsing: text)) }
    let conversion = Conversion(
      from: "", to: "", request: ModelRequest(selection: select, inputs: shapes),
      options: ExportOptions(
        opset: opset, checkerPath: ExportOptions.checkerBesideThisProgram()),
      binding: BindingRequest(
        architecture: architecture, overrides: try SettingArguments.parse(settings),
        isStrict: strict))
    var watch = try CheckpointWatch(of: folder, to: to, output: output, as: conversion)
    watch.keepLast = keepLast
    watch.checksValues = checkValues
    watch.patience = try DurationArgument.parse(patience)
    watch.usesNotices = !poll
    if poll { watch.interval = .seconds(1) }
    return watch
  }
}
