import ByteIO
import Diagnostics
import ProtobufWire

/// The messages in which other messages of any size stand.
enum ONNXMessageKind {
  case graph
  case node
  case attribute
  case tensor

  /// The kind of a field that is walked in turn.
  private func inner(_ number: Int) -> ONNXMessageKind? {
    switch (self, number) {
    case (.graph, 1): .node
    case (.graph, 5): .tensor
    case (.node, 5): .attribute
    case (.attribute, 5), (.attribute, 10): .tensor
    case (.attribute, 6), (.attribute, 11): .graph
    default: nil
    }
  }

  /// Walks a message that is not read otherwise, so that a damaged graph is not taken for a whole one.
  ///
  /// It calls itself as deep as messages may be nested, 100 times.
  ///
  /// - Throws: what the encoding forbids, ``DiagnosticCode/protobufOverLimit`` if it is nested deeper.
  func check(_ range: FileRange, depth: Int, path: String) throws(Diagnostic) {
    var message = try ONNXMessageReader(range, depth: depth, path: path)
    while let field = try message.next() {
      guard let kind = inner(field.number) else { continue }
      let content = try message.content(field, "\(field.number)")
      try kind.check(content, depth: depth + 1, path: path)
    }
  }
}
