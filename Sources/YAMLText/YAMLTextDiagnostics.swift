public import Diagnostics

/// The diagnostic codes of this module.
public enum YAMLTextDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = []
}
