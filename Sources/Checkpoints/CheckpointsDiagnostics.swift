public import Diagnostics

/// The diagnostic codes of this module.
public enum CheckpointsDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .renameCollision, .renamePattern, .renameUnmatched, .translationAdded, .translationAssumed,
    .translationCreated, .translationUndecided, .translationUnused,
  ]
}
