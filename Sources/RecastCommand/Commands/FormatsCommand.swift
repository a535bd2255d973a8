import ArgumentParser
import ConversionKit
import JSONText
import Recast

/// `recast formats`: what can be read and written.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "Lists the formats that can be read and written.",
    discussion: """
      EXAMPLE
        recast formats
      """)

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let registry = FormatRegistry.standard
    let read = registry.importers.map(\.format)
    let written = registry.exporters.map(\.format) + registry.checkpointWriters.map(\.format)
    try CommandReport(file: nil, isJSON: json).perform { _ in
      if json {
        return JSONValue.object([
          ("read", .array(read.map(\.json))), ("written", .array(written.map(\.json))),
        ]).text + "\n"
      }
      var table = TextTable()
      for (verb, formats) in [("reads", read), ("writes", written)] {
        for format in formats {
          table.add([verb, format.id, format.suffixes.joined(separator: " "), format.summary])
        }
      }
      return table.lines.joined(separator: "\n") + "\n"
    }
  }
}
