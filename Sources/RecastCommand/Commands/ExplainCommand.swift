import ArgumentParser
import Diagnostics
import JSONText
import Recast

/// `recast explain`: what a diagnostic code means.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a diagnostic code: what it means, why it happens, what to do.",
    discussion: """
      Codes stand in brackets at the end of each diagnostic.

      EXAMPLE
        recast explain flux.gpu-array
      """)

  @Argument(help: "The code.")
  var code: String?

  @Flag(help: "List all codes.")
  var list = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    guard list == (code == nil) else {
      throw ValidationError("Give either a code or --list")
    }
  }

  func run() throws {
    try CommandReport(file: nil, isJSON: json).perform { _ in
      guard let name = code else { return listText }
      guard let code = DiagnosticCatalog.code(named: name) else { throw Self.unknown(name) }
      if json { return code.json.text + "\n" }
      let heading = "\(code.name) (exit code \(code.kind.exitCode))"
      let lines = WrappedText.lines(of: code.explanation, width: StandardStream.output.width)
      return ([heading, ""] + lines).joined(separator: "\n") + "\n"
    }
  }

  private var listText: String {
    let codes = DiagnosticCatalog.codes
    if json { return JSONValue.object([("codes", .array(codes.map(\.json)))]).text + "\n" }
    var table = TextTable()
    for code in codes { table.add([code.name, "exit code \(code.kind.exitCode)"]) }
    return table.lines.joined(separator: "\n") + "\n"
  }

  /// Why a code is not known, with those that come near.
  private static func unknown(_ name: String) -> Diagnostic {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let near = DiagnosticCatalog.codes.map(\.name).filter { !last.isEmpty && $0.contains(last) }
    let advice =
      near.isEmpty
      ? "'recast explain --list' prints them all"
      : "did you mean \(near.prefix(5).joined(separator: " or "))?"
    return Diagnostic(.unknownCode, "there is no code '\(name)'; \(advice)")
  }
}

extension DiagnosticCode {
  fileprivate var json: JSONValue {
    .object([
      ("code", .string(name)), ("kind", .string("\(kind)")),
      ("exit_code", .integer(Int(kind.exitCode))), ("explanation", .string(explanation)),
    ])
  }
}
