import ByteIO
public import Checkpoints
public import Diagnostics
import YAMLText

/// A file that says which names entries get: a mapping in YAML or JSON, or lines with two names.
public enum NameMappingFile {
  /// Reads a file.
  ///
  /// A name that leads to nothing (`null` in YAML, alone on its line) leaves its entry out. In lines the
  /// names are separated by white space, and `#` begins a comment.
  ///
  /// - Throws: ``DiagnosticCode/nameMapping`` for a value that is no name and for a line of more names
  ///   than two, the codes of YAML, and what reading raises.
  public static func read(at path: String) throws(Diagnostic) -> [NameRewrite] {
    let source = try SourceFile(path: path)
    let bytes = try source.bytes(at: 0, count: source.byteCount, limit: 16 << 20)
    var limits = YAMLLimits()
    limits.byteCount = 16 << 20
    limits.nodeCount = 1_000_000
    let lower = path.lowercased()
    if [".yaml", ".yml", ".json"].contains(where: { lower.hasSuffix($0) }) {
      let node = try YAMLReader.read(bytes, file: path, limits: limits)
      guard case .mapping(let entries) = node.content else {
        throw malformed("a mapping of names is expected, found \(node.kindText)", path)
      }
      return try rewrites(entries, path)
    }
    if let node = try? YAMLReader.read(bytes, file: path, limits: limits),
      case .mapping(let entries) = node.content
    {
      return try rewrites(entries, path)
    }
    return try rewrites(lines: String(decoding: bytes, as: UTF8.self), path)
  }

  private static func rewrites(
    _ entries: [YAMLEntry], _ path: String
  ) throws(Diagnostic) -> [NameRewrite] {
    var rewrites: [NameRewrite] = []
    rewrites.reserveCapacity(entries.count)
    for entry in entries {
      let replacement: String?
      switch entry.value.content {
      case .null: replacement = nil
      case .text(let text): replacement = text
      case .integer(let number): replacement = String(number)
      default:
        throw malformed(
          "a name is expected for '\(entry.key.prefix(200))', found \(entry.value.kindText)", path)
      }
      rewrites.append(
        NameRewrite(pattern: entry.key, replacement: replacement, isLiteral: true))
    }
    return rewrites
  }

  private static func rewrites(
    lines text: String, _ path: String
  ) throws(Diagnostic) -> [NameRewrite] {
    var rewrites: [NameRewrite] = []
    for (number, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      let names = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }
      guard let name = names.first else { continue }
      guard names.count <= 2 else {
        throw malformed(
          "line \(number + 1) has \(names.count) names; one leads to another, or to nothing", path)
      }
      rewrites.append(
        NameRewrite(
          pattern: String(name), replacement: names.count == 2 ? String(names[1]) : nil,
          isLiteral: true))
    }
    return rewrites
  }

  private static func malformed(_ message: String, _ path: String) -> Diagnostic {
    Diagnostic(.nameMapping, message, at: Location(file: path))
  }
}

extension DiagnosticCode {
  /// A file of names that cannot be read.
  public static let nameMapping = DiagnosticCode(
    "convert.name-mapping", kind: .usage,
    explanation: """
      The file given by `--mapping` says which name an entry gets: a mapping in YAML or JSON \
      (`old.name: new.name`), or lines with the old and the new name. `null`, or a name alone on its \
      line, leaves the entry out.
      """)
}
