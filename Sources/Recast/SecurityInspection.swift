import ByteIO
public import ConversionKit
public import Diagnostics

extension DiagnosticCode {
  /// The format is none of which a security report can be made.
  public static let securityUntold = DiagnosticCode(
    "inspect.security-untold", kind: .unsupported,
    explanation: """
      `--security` lists what a pickle names. This format names types and functions in another way, \
      which its framework looks up when it loads the file, and no list of the harmless ones is known. \
      recast itself looks up and calls nothing in any file.
      """)
}

extension SecurityReport {
  /// Reads a file for what its framework would look up and call while it loads it.
  ///
  /// - Throws: ``DiagnosticCode/securityUntold``, ``DiagnosticCode/unknownFormat`` and what reading
  ///   raises.
  public init(of path: String, with registry: FormatRegistry = .standard) throws {
    let source = try registry.source(at: path)
    let importer = try registry.importer(for: source)
    guard let report = try importer.securityReport(of: source) else {
      throw Diagnostic(
        .securityUntold, "of a \(importer.format.name) it cannot be told what its framework calls")
    }
    try source.verifyUnchanged()
    self = report
  }
}
