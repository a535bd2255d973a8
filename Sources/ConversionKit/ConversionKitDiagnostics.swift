public import Diagnostics

/// The codes that the stages' contracts raise.
public enum ConversionKitDiagnostics {
  /// Every code of this module.
  public static let codes: [DiagnosticCode] = [
    .unknownFormat, .ambiguousFormat, .unknownTarget, .invalidInputShape, .inputShapeNeeded,
    .shardIndexMalformed, .shardMissing, .shardDisagreement, .configurationMalformed,
    .architectureNeeded, .keyNotUsable, .checkpointOption, .checkpointModelLeftOut,
    .checkpointDuplicateName, .checkpointEntryName, .checkpointElementType,
  ]
}
