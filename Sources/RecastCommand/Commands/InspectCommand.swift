import ArgumentParser
import ConversionKit
import Diagnostics
import JSONText
import ModelIR
import Recast

/// `recast inspect`: what a file is and holds.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows what files are, who wrote them and what they hold.",
    discussion: """
      Of several files each is shown in turn, whatever becomes of the others; --json then prints one \
      object a line.

      With --tensors every tensor is listed; --json then prints one object a line and tensor, with \
      the keys name, dtype, shape and, with --digest, sha256: that of the elements in row-major order, \
      little-endian. Flux's arrays are column-major: shape is theirs reversed, which makes the bytes \
      the stored ones, and shape_julia is their own. Of several files, file tells whose tensor it is.

      With --security every pickle in the file is read for what it names. Whatever is not on the list of \
      constructors of plain data is printed, and the exit code is 1. recast itself calls nothing.

      EXAMPLE
        recast inspect mymodel.bson
        recast inspect mymodel.bson --tensors --digest --json
        recast inspect downloads/*.pth --security

      \(HelpText.exitCodes)
      """)

  @Argument(help: "The files to read.", completion: .file())
  var inputs: [String]

  @Flag(help: "List the tensors instead.")
  var tensors = false

  @Flag(help: "Print the SHA-256 of the file, or of each tensor with --tensors.")
  var digest = false

  @Option(
    help: ArgumentHelp("Show only this part of the file: model.layers[3].", valueName: "path"))
  var select: String?

  @Option(
    help: ArgumentHelp(
      "A file with the key of an encrypted file: its 16, 24 or 32 bytes.", valueName: "file"),
    completion: .file())
  var keyFile: String?

  @Flag(help: "List what the file's pickles would call when Python loads them.")
  var security = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    if security, tensors || digest || select != nil {
      throw ValidationError("--security reads the whole file and goes with --json only")
    }
  }

  private var isOneOfSeveral: Bool { inputs.count > 1 }

  func run() throws {
    var exitCodes: [Int32] = []
    for (index, input) in inputs.enumerated() {
      do {
        try inspect(input, isFirst: index == 0)
      } catch let failure as ExitCode {
        exitCodes.append(failure.rawValue)
      }
    }
    if let worst = CommandReport.worst(of: exitCodes) { throw ExitCode(worst) }
  }

  private func inspect(_ input: String, isFirst: Bool) throws {
    if security { return try reportSecurity(of: input) }
    let report = CommandReport(
      file: input, isJSON: json, describesFailure: !tensors, isOneOfSeveral: isOneOfSeveral)
    try report.perform { diagnostics in
      try CommandLineFile.check(input, "input")
      let inspection = try Inspection(
        of: input, with: try CommandLineFile.formats(keyFile: keyFile), diagnostics: diagnostics)
      if !isOneOfSeveral { ProcessLifetime.keep(inspection) }
      let text =
        tensors
        ? try tensorText(inspection, of: input)
        : try summaryText(inspection, of: input, diagnostics, by: report)
      try inspection.verifyUnchanged()
      return isFirst || json ? text : "\n" + text
    }
  }

  private func reportSecurity(of input: String) throws {
    var isClean = true
    let command = CommandReport(file: input, isJSON: json, isOneOfSeveral: isOneOfSeveral)
    try command.perform { _ in
      try CommandLineFile.check(input, "input")
      let report = try SecurityReport(
        of: input, with: try CommandLineFile.formats(keyFile: keyFile))
      isClean = report.isClean
      let text = SecurityText(report: report, path: input)
      return json ? command.text(of: text.json) : text.lines.joined(separator: "\n") + "\n"
    }
    if !isClean { throw ExitCode(FailureKind.checkFailed.exitCode) }
  }

  private func tensorText(_ inspection: Inspection, of input: String) throws -> String {
    let tensors = try inspection.tensors(at: select)
    let listing = TensorListing(isJSON: json, file: isOneOfSeveral ? input : nil)
    return try listing.text(of: tensors) { tensor in
      digest && tensor.weight.hasElements ? try tensor.weight.sha256() : nil
    }
  }

  private func summaryText(
    _ inspection: Inspection, of input: String, _ diagnostics: DiagnosticCollector,
    by report: CommandReport
  ) throws -> String {
    let entries = try inspection.entries(at: select)
    let digest = digest ? try inspection.sha256() : nil
    if !json {
      let summary = SummaryText(
        path: input, byteCount: inspection.byteCount, digest: digest, summary: inspection.summary,
        entries: entries, style: StandardStream.output.style)
      return summary.lines.joined(separator: "\n") + "\n"
    }
    let summary = inspection.summary
    var members: [(String, JSONValue)] = [
      ("file", .string(input)), ("byte_count", .integer(inspection.byteCount)),
    ]
    if let digest { members.append(("sha256", .string(digest))) }
    members += [
      ("format", summary.format.json), ("framework", .optional(summary.framework)),
      ("framework_version", .optional(summary.frameworkVersion)),
      ("facts", .object(summary.facts.map { ($0.key, .string($0.value)) })),
      ("entries", .array(entries.map(\.json))), CommandReport.json(diagnostics.diagnostics),
    ]
    return report.text(of: .object(members))
  }
}
