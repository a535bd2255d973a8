import ArgumentParser
import ConversionKit
import Diagnostics
import JSONText
import Recast

/// `recast convert`: from a file to a file.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Converts a trained model to another format.",
    discussion: """
      The input's content decides what it is, not its name. The output appears whole or not at all.

      Weights are written as checkpoints of PyTorch, MindSpore and Flux, as safetensors and as arrays of \
      NumPy; names and layouts are translated.

      EXAMPLE
        recast convert mymodel.bson -o mymodel.onnx --input-shape x:batch,3,224,224
        recast convert lenet.ckpt -o lenet.pth --metadata epoch=7
        recast convert resnet50.pth -o resnet50.safetensors --dtype bf16

      \(HelpText.exitCodes)
      """)

  @Argument(help: "The file to read.", completion: .file())
  var input: String

  @Option(name: [.short, .long], help: "The file to write.", completion: .file())
  var output: String

  @Option(
    help: "The format to write, as 'recast formats' lists them; else the output's ending says it.")
  var to: String?

  @Option(
    help: ArgumentHelp(
      "The shape of an input, where the layers do not determine it.",
      discussion: """
        [NAME:]SIZES or [NAME:]TYPE[SIZES] in the exported order, a name for a size that stays open: \
        x:batch,3,224,224 or x:f16[batch,3,224,224]. Once for each input.
        """, valueName: "shape"))
  var inputShape: [String] = []

  @Option(
    help: """
      The version of ONNX's operator set, 13 to 21. (default: 17, or the least later one that has all \
      of the model's operators)
      """)
  var opset: Int?

  @Option(
    help: ArgumentHelp(
      "The release of CANN whose operators a GEIR file uses: 0.6, 1.8 or 2.6.",
      discussion: "Without it the file uses what all of them know, wherever that is enough.",
      valueName: "release"))
  var cann: String?

  @Option(
    help: ArgumentHelp("The object inside the file to convert: model.layers[3].", valueName: "path")
  )
  var select: String?

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
      "A file with the key of an encrypted file: its 16, 24 or 32 bytes.", valueName: "file"),
    completion: .file())
  var keyFile: String?

  @Flag(inversion: .prefixedNo, help: "Refuse weights that the architecture does not use.")
  var strict = true

  @Flag(
    inversion: .prefixedNo,
    help: "Keep tensors in a second file beside the model. (default: above 2 GiB)")
  var externalData: Bool?

  @Flag(help: "Exchange width and height, for models trained on transposed pictures.")
  var swapSpatial = false

  @OptionGroup(title: "Options of checkpoints")
  var checkpoint: CheckpointArguments

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(name: [.short, .long], help: "Print errors and warnings only.")
  var quiet = false

  func run() throws {
    let report = CommandReport(file: input, isJSON: json, isQuiet: quiet)
    try report.perform { diagnostics in
      try CommandLineFile.check(input, "input")
      try CommandLineFile.check(output, "output")
      let conversion = try conversion()
      let progress = WorkProgress()
      let bar = ProgressBar(following: progress, isWanted: !quiet)
      defer { bar?.finish() }
      let result = try conversion.run(
        with: try CommandLineFile.formats(keyFile: keyFile), diagnostics: diagnostics,
        progress: progress)
      if json { return text(of: result, diagnostics) }
      return quiet ? "" : ConversionText(result).lines.joined(separator: "\n") + "\n"
    }
  }

  private func conversion() throws(Diagnostic) -> Conversion {
    var shapes: [InputSpecification] = []
    for text in inputShape { shapes.append(try InputSpecification(parsing: text)) }
    return Conversion(
      from: input, to: output, target: to,
      request: ModelRequest(selection: select, inputs: shapes, swapsSpatialAxes: swapSpatial),
      options: ExportOptions(
        opset: opset, cannRelease: cann,
        externalData: externalData.map { $0 ? .always : .never } ?? .automatic,
        checkerPath: ExportOptions.checkerBesideThisProgram()),
      checkpointOptions: try checkpoint.options(),
      binding: BindingRequest(
        architecture: architecture, overrides: try SettingArguments.parse(settings),
        isStrict: strict))
  }

  private func text(of result: ConversionReport, _ diagnostics: DiagnosticCollector) -> String {
    JSONValue.object(
      [
        ("status", .string("converted")), ("input", .string(input)), ("output", .string(output)),
      ] + result.jsonMembers + [CommandReport.json(diagnostics.diagnostics)]
    ).text + "\n"
  }
}
