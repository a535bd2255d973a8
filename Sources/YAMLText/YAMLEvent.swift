import CYAML
import Diagnostics

/// One event of a YAML stream: the start or end of something, or a scalar.
struct YAMLEvent {
  /// What begins, ends or stands here.
  enum Kind {
    case documentStart
    case documentEnd
    case alias
    case scalar(isPlain: Bool)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
  }

  let kind: Kind
  let mark: YAMLMark
  /// A scalar's text or an alias's name.
  let text: String
  let hasTag: Bool

  /// Passes the events of a text in their order to a body; the only place that handles pointers.
  ///
  /// - Throws: what the body throws, and ``DiagnosticCode/yamlMalformed`` where the text is no YAML.
  static func forEach(
    in bytes: [UInt8], _ body: (YAMLEvent) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(Diagnostic) in
      guard let reader = unsafe recast_yaml_open(buffer.baseAddress, buffer.count) else {
        throw Diagnostic(.yamlMalformed, "no memory is left to read it")
      }
      defer { unsafe recast_yaml_close(reader) }
      while true {
        let event = unsafe recast_yaml_next(reader)
        let mark = unsafe YAMLMark(line: event.line, column: event.column)
        let text = unsafe String(
          decoding: UnsafeBufferPointer(start: event.text, count: event.text_byte_count),
          as: UTF8.self)
        let kind: Kind
        switch unsafe event.kind {
        case .failure:
          throw Diagnostic(.yamlMalformed, "this is no YAML: \(text)", at: mark.location)
        case .stream_end: return
        case .document_start: kind = .documentStart
        case .document_end: kind = .documentEnd
        case .alias: kind = .alias
        case .scalar: kind = unsafe .scalar(isPlain: event.is_plain)
        case .sequence_start: kind = .sequenceStart
        case .sequence_end: kind = .sequenceEnd
        case .mapping_start: kind = .mappingStart
        case .mapping_end: kind = .mappingEnd
        }
        try body(YAMLEvent(kind: kind, mark: mark, text: text, hasTag: unsafe event.has_tag))
      }
    }
  }
}
