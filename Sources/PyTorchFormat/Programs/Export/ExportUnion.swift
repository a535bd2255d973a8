import Diagnostics
import JSONText

/// A value of torch.export's schema that is one of several kinds.
///
/// It is an object whose only member that is not null names the kind; the first release wrote all the
/// other members as null.
struct ExportUnion {
  /// The kind: `as_tensor`.
  let tag: String
  /// The value.
  let value: JSONNode

  /// Reads one.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for what names no kind.
  init(_ node: JSONNode) throws(Diagnostic) {
    for member in node.members where !member.value.isNull {
      tag = member.name
      value = member.value
      return
    }
    throw Diagnostic(
      .torchExportMalformed, "the graph has a value of no kind, \(node.kindDescription)",
      at: node.location)
  }
}

extension JSONNode {
  /// A member that has to be there.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` with the place.
  func needed(_ name: String) throws(Diagnostic) -> JSONNode {
    guard let member = self[name], !member.isNull else {
      throw Diagnostic(.torchExportMalformed, "the graph lacks '\(name)' here", at: location)
    }
    return member
  }

  /// A member that is not null.
  func present(_ name: String) -> JSONNode? { self[name].flatMap { $0.isNull ? nil : $0 } }

  /// The text of a member that has to be there.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` with the place.
  func neededText(_ name: String) throws(Diagnostic) -> String {
    guard let text = try needed(name).string else {
      throw Diagnostic(.torchExportMalformed, "'\(name)' has to be a text", at: location)
    }
    return text
  }

  /// A number, which may be written as one of the words for what JSON has no numbers for.
  var exportNumber: Double? {
    if let number { return number }
    switch string {
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    case "NaN": return .nan
    default: return nil
    }
  }
}
