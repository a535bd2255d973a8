import ArchitectureFormats
import Architectures
import ByteIO
import ConversionKit
import Diagnostics

/// Where an architecture comes from, as the user names it.
///
/// It is the path of an architecture file, of a text with a printed model, or of another model; a
/// printed model itself; or the name of an architecture that ships with this program.
struct ArchitectureSource {
  /// What the user gave.
  let text: String
  /// The object inside another model's file.
  var selection: String?

  /// Reads the architecture.
  ///
  /// - Throws: ``DiagnosticCode/noSuchArchitecture`` for a text that is none of these, and what reading
  ///   a file raises.
  func load(
    with registry: FormatRegistry, diagnostics: DiagnosticCollector
  ) throws -> any Architecture {
    if looksPrinted { return try PrintedModel(parsing: text, file: nil) }
    if let shipped = ArchitectureLibrary.shipped.named(text), !isFile { return shipped }
    guard isFile else {
      let names = ArchitectureLibrary.shipped.names.joined(separator: ", ")
      throw Diagnostic(
        .noSuchArchitecture,
        "'\(text)' is neither a file, nor a printed model, nor one of the architectures that ship "
          + "with this program: \(names)")
    }
    let source = try SourceFile(path: text)
    if let content = try plainText(of: source) {
      if content.isPrintedModel { return try PrintedModel(parsing: content.text, file: text) }
      if content.isArchitectureFile {
        return try ArchitectureFile(parsing: content.bytes, file: text)
      }
    }
    let file = try registry.importer(for: source).open(source, diagnostics: diagnostics)
    return try StoredModelArchitecture(
      file, path: text, selection: selection, diagnostics: diagnostics)
  }

  /// Whether the text itself is a printed model: `Linear(in_features=3, …)`.
  private var looksPrinted: Bool { text.contains("(") && text.contains(")") && !isFile }

  private var isFile: Bool { fileExists(at: text) }

  /// The file's text, if it is one and short enough to be written by hand.
  private func plainText(of source: SourceFile) throws(Diagnostic) -> TextContent? {
    guard source.byteCount > 0, source.byteCount <= 4 << 20 else { return nil }
    let bytes = try source.prefix(source.byteCount)
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      return nil
    }
    return TextContent(bytes: bytes, text: text, path: source.path)
  }
}

/// A text file that may hold an architecture.
private struct TextContent {
  let bytes: [UInt8]
  let text: String
  let path: String

  /// Whether it begins as a printed model does: a name and a parenthesis.
  var isPrintedModel: Bool {
    let start = text.drop { $0.isWhitespace }
    let name = start.prefix { $0.isLetter || $0.isNumber || "_.".contains($0) }
    return !name.isEmpty
      && start.dropFirst(name.count).drop { $0 == " " }.first.map {
        $0 == "(" || $0 == "<"
      } ?? false
  }

  /// Whether it has an architecture file's name or its first key.
  var isArchitectureFile: Bool {
    [".yaml", ".yml"].contains { path.lowercased().hasSuffix($0) }
      || text.split(separator: "\n").contains { $0.hasPrefix("architecture:") }
  }
}
