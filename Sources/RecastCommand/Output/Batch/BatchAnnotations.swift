import Diagnostics
import Recast

/// A batch's findings as commands that GitHub's runner takes from the output of a step.
struct BatchAnnotations {
  private let report: BatchReport
  /// GitHub shows fewer; the log has the rest.
  private static let most = 50

  init(_ report: BatchReport) { self.report = report }

  /// The commands, errors first.
  var text: String {
    let found =
      report.problems.map { (report.file, $0) }
      + report.results.filter { $0.status != .skipped }.flatMap { result in
        result.diagnostics.map { (result.input, $0) }
      }
    let errors = found.filter { $0.1.severity == .error }
    let warnings = found.filter { $0.1.severity == .warning }
    return (errors + warnings).prefix(Self.most).map { file, diagnostic in
      let path = diagnostic.location.file ?? file
      let place = diagnostic.location.placeInFile.map { "\($0): " } ?? ""
      return "::\(diagnostic.severity.rawValue) file=\(Self.property(path)),"
        + "title=\(Self.property(diagnostic.code.name))::"
        + Self.message("\(place)\(diagnostic.message)") + "\n"
    }.joined()
  }

  private static func message(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.escapedForTerminal(limit: 2000)
  }

  private static func property(_ text: String) -> String {
    message(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
