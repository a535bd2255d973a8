public import ByteIO
public import Checkpoints
public import Diagnostics
import JSONText

/// The `config.json` that Hugging Face writes beside weights: sizes and settings of the architecture.
public enum SiblingConfiguration {
  /// The name of the file.
  public static let fileName = "config.json"
  /// The longest configuration that is read.
  public static let byteCountLimit = 1 << 20
  /// The deepest nesting that is read.
  static let depthLimit = 64

  /// The settings that stand beside a file of weights, if there are any.
  ///
  /// A configuration that cannot be read prevents nothing: the weights are what was asked for. The
  /// reason is emitted as a warning.
  public static func read(
    beside file: SourceFile, diagnostics: DiagnosticCollector
  ) -> Hyperparameters? {
    do throws(Diagnostic) {
      let source = try SourceFile(
        beneath: SourceFile.folder(of: file.path), named: fileName)
      return try read(source)
    } catch {
      guard error.code != .fileMissing else { return nil }
      var warning = error
      warning.severity = .warning
      warning.message = "the settings beside the weights are not used: \(error.message)"
      diagnostics.emit(warning)
      return nil
    }
  }

  /// Reads a configuration.
  ///
  /// - Throws: ``DiagnosticCode/configurationMalformed`` if it is no object,
  ///   ``DiagnosticCode/fileTooLarge``, and the codes of JSON.
  public static func read(_ source: SourceFile) throws(Diagnostic) -> Hyperparameters {
    let bytes = try source.bytes(at: 0, count: source.byteCount, limit: byteCountLimit)
    var options = JSONOptions()
    options.depthLimit = depthLimit
    options.acceptsNonFiniteNumbers = true
    let root = try JSONDocument.parse(bytes, options: options, file: source.path).root
    guard let settings = root.hyperparameters else {
      throw Diagnostic(
        .configurationMalformed,
        "an object with settings is expected, found \(root.kindDescription)",
        at: root.location)
    }
    return settings
  }
}

extension DiagnosticCode {
  /// A configuration beside weights is no JSON object.
  public static let configurationMalformed = DiagnosticCode(
    "configuration.malformed", kind: .badInput,
    explanation: """
      A 'config.json' beside a file of weights is expected to be one JSON object with the settings \
      of the architecture, as Hugging Face writes it. This one is something else.
      """)
}
