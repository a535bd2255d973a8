public import Diagnostics

/// The diagnostic codes of this module.
public enum MindSporeFormatDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] =
    encryptionCodes + checkpointCodes + writingCodes + graphCodes
}
