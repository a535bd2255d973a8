public import Diagnostics

/// Every diagnostic code that the package can raise.
public enum DiagnosticCatalog {
  /// The codes, sorted by name.
  public static let codes: [DiagnosticCode] =
    (moduleDiagnosticCodes + RecastDiagnostics.codes).sorted { $0.name < $1.name }

  /// The code of a name, or nothing if there is none.
  public static func code(named name: String) -> DiagnosticCode? {
    codes.first { $0.name == name }
  }
}
