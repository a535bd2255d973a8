import Checkpoints
import ConversionKit
import Diagnostics
import Recast

/// Values that the user sets by name: `--set depth=50 --set activation=tanh`.
enum SettingArguments {
  /// Reads `NAME=VALUE`s; a value is JSON, none, a list of values in brackets, or else a text.
  ///
  /// - Parameter option: the option that gives them.
  /// - Throws: ``DiagnosticCode/invalidArguments`` for a text without a name or an equals sign.
  static func parse(
    _ texts: [String], option: String = "--set"
  ) throws(Diagnostic) -> Hyperparameters {
    var result = Hyperparameters()
    for text in texts {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw Diagnostic(
          .invalidArguments, "'\(text)' sets nothing: write \(option) NAME=VALUE")
      }
      let name = String(text[..<equals])
      guard result[name] == nil else {
        throw Diagnostic(.invalidArguments, "'\(name)' is set twice")
      }
      result[name] = value(text[text.index(after: equals)...])
    }
    return result
  }

  private static func value(_ text: Substring) -> HyperparameterValue {
    if let integer = Int(text) { return .integer(integer) }
    switch text.lowercased() {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "none", "null": return .none
    default: break
    }
    if let first = text.first, "[{\"".contains(first),
      let value = HyperparameterValue(parsingJSON: String(text))
    {
      return value
    }
    if text.hasPrefix("["), text.hasSuffix("]") {
      let items = text.dropFirst().dropLast().split(separator: ",")
      return .list(items.map { item in value(trimmed(item)) })
    }
    if let first = text.first, first.isNumber || "+-.".contains(first), let number = Double(text) {
      return .number(number)
    }
    return .text(String(text))
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " }
    guard let last = start.lastIndex(where: { $0 != " " }) else { return "" }
    return start[...last]
  }
}
