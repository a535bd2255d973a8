public import Diagnostics

/// The diagnostic codes of this module.
public enum ArchitecturesDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .layerSettingMissing, .layerSettingInvalid, .layerSettingUnknown, .unknownLayerKind,
    .unknownForwardFunction, .forwardUnknown, .parameterNotBound, .layerInputs,
    .layerUnsupported,
  ]
}

extension DiagnosticCode {
  /// A layer's setting is neither given nor solved.
  public static let layerSettingMissing = DiagnosticCode(
    "architecture.setting-missing", kind: .badInput,
    explanation: """
      A layer needs a setting that the architecture does not give and the checkpoint's tensors do not \
      determine, because the tensor that would say it is missing. Write the setting into the \
      architecture, or look at the missing entries that `recast validate` names.
      """)
  /// A layer's setting has a wrong type or value.
  public static let layerSettingInvalid = DiagnosticCode(
    "architecture.setting-invalid", kind: .badInput,
    explanation: """
      A layer's setting has another type than the layer takes, or a value outside of its range. The \
      message says what is expected.
      """)
  /// A layer has no setting of the name.
  public static let layerSettingUnknown = DiagnosticCode(
    "architecture.setting-unknown", kind: .badInput,
    explanation: """
      A layer is given a setting that its kind does not have: usually a spelling mistake. The message \
      lists the settings that the kind takes.
      """)
  /// No layer of the kind is known.
  public static let unknownLayerKind = DiagnosticCode(
    "architecture.unknown-layer", kind: .unsupported,
    explanation: """
      The architecture names a layer that is not one of PyTorch's own and that the file does not \
      define. Its state can be checked, but what it computes is in nobody's file: write an \
      architecture file that gives its forward pass.
      """)
  /// No function of the name is known.
  public static let unknownForwardFunction = DiagnosticCode(
    "architecture.unknown-function", kind: .badInput,
    explanation: """
      A step of an architecture names a function that does not exist. \
      `Documentation/ArchitectureFiles.md` lists them.
      """)
  /// The order of execution is not in the source.
  public static let forwardUnknown = DiagnosticCode(
    "architecture.no-forward", kind: .unsupported,
    explanation: """
      A module's class computes in a way that its source does not tell: printing a model, or pickling \
      it, keeps the layers and not the code that calls them. Only containers that run their children \
      in order can be converted so. Give an architecture file with --architecture, or export the \
      model with torch.export.
      """)
  /// A parameter of the architecture has no tensor.
  public static let parameterNotBound = DiagnosticCode(
    "architecture.parameter-not-bound", kind: .badInput,
    explanation: """
      A layer's parameter has no tensor in the checkpoint, so the model cannot be built. \
      `recast validate` names all of them at once.
      """)
  /// A layer or a function is given another number or kind of inputs than it takes.
  public static let layerInputs = DiagnosticCode(
    "architecture.inputs", kind: .badInput,
    explanation: """
      A layer or a function takes another number of inputs, or inputs of another rank, than the \
      architecture passes to it.
      """)
  /// A layer is set to something that no graph of ours computes.
  public static let layerUnsupported = DiagnosticCode(
    "architecture.unsupported-layer", kind: .unsupported,
    explanation: """
      A layer is known, but with these settings or inputs it computes something that cannot be \
      converted. The message names the setting; the checkpoint can be checked against the \
      architecture all the same.
      """)
}
