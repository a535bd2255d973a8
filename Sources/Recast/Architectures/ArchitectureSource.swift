import Architectures
import ByteIO
import Checkpoints
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
  /// The framework of the weights, whose names an architecture that ships should have.
  var framework = Framework.unspecified
  let formats: FormatRegistry
  let architectures: ArchitectureRegistry

  /// Reads the architecture.
  ///
  /// - Throws: ``DiagnosticCode/noSuchArchitecture`` for a text that is none of these, and what reading
  ///   a file raises.
  func load(diagnostics: DiagnosticCollector) throws -> any Architecture {
    guard fileExists(at: text) else {
      if let shipped = architectures.architecture(named: text, of: framework) { return shipped }
      if let reader = architectures.reader(of: text, file: nil) {
        return try reader.read(text, file: nil)
      }
      throw Diagnostic(
        .noSuchArchitecture,
        "'\(text)' is neither a file, nor a printed model, nor one of the architectures that ship "
          + "with this program ('recast architectures' lists them)")
    }
    let source = try formats.source(at: text)
    if let content = try plainText(of: source),
      let reader = architectures.reader(of: content, file: text)
    {
      return try reader.read(content, file: text)
    }
    let file = try formats.importer(for: source).open(source, diagnostics: diagnostics)
    return try StoredModelArchitecture(
      file, path: text, selection: selection, diagnostics: diagnostics)
  }

  /// The file's text, if it is one and short enough to be written by hand.
  private func plainText(of source: SourceFile) throws(Diagnostic) -> String? {
    guard source.byteCount > 0, source.byteCount <= 4 << 20 else { return nil }
    let bytes = try source.prefix(source.byteCount)
    return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
  }
}
