import ArgumentParser
import ConversionKit
import Diagnostics
import JSONText
import ModelIR
import Recast

/// `recast operators`: what a graph can be made of.
struct OperatorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operators",
    abstract: "Lists the operators, and which of them a format can express.",
    discussion: """
      EXAMPLE
        recast operators --to onnx
      """)

  @Option(help: "List only what this format can express.")
  var to: String?

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    try CommandReport(file: nil, isJSON: json).perform { _ in
      let exporters =
        try to.map { [try FormatRegistry.standard.exporter(named: $0)] }
        ?? FormatRegistry.standard.exporters
      let listing = OperatorListing(exporters: exporters, isRestricted: to != nil)
      return json ? listing.json.text + "\n" : listing.lines.joined(separator: "\n") + "\n"
    }
  }
}
