public import Diagnostics

/// The codes that the model layer can raise.
public enum ModelIRDiagnostics {
  /// Every code of this module.
  public static let codes: [DiagnosticCode] = [
    .rankMismatch, .shapeMismatch, .elementTypeMismatch, .invalidAttribute, .sizeNotFixed,
    .arityMismatch, .noElementConversion, .malformedGraph, .noWeightData,
  ]
}
