public import ConversionKit
public import Diagnostics
import ByteIO

extension DiagnosticCode {
  /// A file without rules of its own is to be validated against nothing.
  public static let againstNeeded = DiagnosticCode(
    "validate.against-needed", kind: .usage,
    explanation: """
      Without `--against` a file is checked against the rules of its own format, which only GEIR (AIR) \
      files have here. For a checkpoint give the architecture that it is to fit: \
      `--against resnet50`, `--against model.txt`.
      """)
}

/// One check of a file against the rules of its own format.
public struct FileValidation: Sendable {
  /// The file's path.
  public var path: String
  /// The release of the format's reader whose rules apply; nothing takes the one that fits best.
  public var release: String?

  /// Makes a check.
  public init(of path: String, release: String? = nil) {
    self.path = path
    self.release = release
  }

  /// Applies every rule and reports all of it.
  ///
  /// - Throws: ``DiagnosticCode/againstNeeded`` for a format without rules, and what reading raises; a
  ///   file that breaks rules is no error but a report.
  public func run(with formats: FormatRegistry = .standard) throws -> FileCheckReport {
    let location = Location(file: path)
    do {
      let source = try formats.source(at: path)
      let importer = try formats.importer(for: source)
      guard let checker = importer as? any FileChecker else {
        throw Diagnostic(
          .againstNeeded,
          "files of \(importer.format.name) have no rules of their own here; give what they are to "
            + "fit with --against")
      }
      let check = try checker.check(source, release: release)
      try source.verifyUnchanged()
      return FileCheckReport(path: path, format: importer.format, check: check)
    } catch let error as Diagnostic {
      throw error.located(at: location)
    }
  }
}

/// What a check of a file against the rules of its format found.
public struct FileCheckReport: Hashable, Sendable {
  /// The file's path.
  public let path: String
  /// Its format.
  public let format: FormatDescription
  /// What was found.
  public let check: FileCheck
}
