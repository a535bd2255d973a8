public import Diagnostics

/// The codes that writing, reading and checking GEIR can raise.
public enum GEIRFormatDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .geirMalformed, .geirOverLimit, .geirExternalData, .geirUnsupportedOperator,
    .geirUnsupportedType, .geirNeedsRelease, .geirUnknownRelease, .geirTooLarge,
    .geirUntranslatable, .geirTarget,
  ]
}

extension DiagnosticCode {
  /// A file whose structure contradicts the format.
  public static let geirMalformed = DiagnosticCode(
    "geir.malformed", kind: .badInput,
    explanation: """
      The file is a GEIR model (`ge.proto.ModelDef`) that contradicts itself: an input names an \
      operator that is not there, a tensor has other bytes than its shape needs, a field is encoded \
      as another kind. `recast validate` names everything that is wrong with a file at once.
      """)
  /// A file with more structure than is read.
  public static let geirOverLimit = DiagnosticCode(
    "geir.over-limit", kind: .resourceLimit,
    explanation: """
      The file unfolds into more operators, settings and list entries than the limit that keeps \
      reading bounded. No model that a framework wrote comes near it.
      """)
  /// A constant whose elements are in another file that cannot be used.
  public static let geirExternalData = DiagnosticCode(
    "geir.external-data", kind: .badInput,
    explanation: """
      A constant keeps its elements in a file of its own beside the model, and that file is missing, \
      has another size than the constant, or its stated place leads out of the model's folder. Copy \
      the files along with the model.
      """)
  /// An operator that no GE operators compute.
  public static let geirUnsupportedOperator = DiagnosticCode(
    "geir.unsupported-operator", kind: .unsupported,
    explanation: """
      The model uses an operator, or a setting of one, that neither a Graph Engine operator nor a \
      combination of several computes. Every such place of the model is named in one run.
      """)
  /// Elements of a type that the format does not have.
  public static let geirUnsupportedType = DiagnosticCode(
    "geir.unsupported-type", kind: .unsupported,
    explanation: """
      GEIR has no elements of this type. Convert the model to another element type in its framework.
      """)
  /// An operator that a later release brings.
  public static let geirNeedsRelease = DiagnosticCode(
    "geir.needs-release", kind: .unsupported,
    explanation: """
      The operator exists only in a later release of CANN than the file is written for. With \
      `--cann` a later release can be chosen; without it, files may use an operator that only later \
      releases have where no other can express the model, and this is noted.
      """)
  /// A release of CANN that is not known.
  public static let geirUnknownRelease = DiagnosticCode(
    "geir.unknown-release", kind: .usage,
    explanation: """
      `--cann` takes the version of the graph engine whose operators the file is to use: 0.6, 1.8 or \
      2.6. Without it the file uses spellings that all of them know.
      """)
  /// A model that does not fit one file, where one file was asked for.
  public static let geirTooLarge = DiagnosticCode(
    "geir.too-large", kind: .unsupported,
    explanation: """
      A GEIR file holds less than 2 GiB. A larger model keeps its largest constants in files of their \
      own beside it; without `--no-external-data` that happens by itself.
      """)
  /// An operator of a file whose meaning cannot be expressed here.
  public static let geirUntranslatable = DiagnosticCode(
    "geir.untranslatable", kind: .unsupported,
    explanation: """
      The file uses an operator, or a setting of one, that has no counterpart here: one that computes \
      for training or for a device, or a layout such as NHWC. Every such place is named in one run.
      """)
  /// A note on what the file needs.
  public static let geirTarget = DiagnosticCode(
    "geir.target", kind: .unsupported,
    explanation: """
      The written file uses operators that not every release of CANN has, as no others express the \
      model. The message names them and the oldest release that reads the file.
      """)
}
