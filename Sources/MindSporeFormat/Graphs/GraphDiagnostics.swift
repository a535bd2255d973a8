import Diagnostics

extension MindSporeFormatDiagnostics {
  /// The codes that graphs raise.
  static let graphCodes: [DiagnosticCode] = [
    .mindIRMalformed, .mindIROverLimit, .mindIRExternalData, .mindIREncrypted,
    .mindIRNothingSelected, .mindSporePrimitiveUnknown, .mindSporePrimitiveUnsupported,
    .mindSporePrimitiveArgument, .mindSporeResultMismatch, .mindSporeControlFlow,
    .mindSporeNoInferenceGraph, .mindSporeValueMissing, .mindSporeUpdateDropped,
  ]
}

extension DiagnosticCode {
  /// A message that is no MindIR model and no compiled graph.
  static let mindIRMalformed = DiagnosticCode(
    "mindir.malformed", kind: .badInput,
    explanation: """
      The file is a protobuf message, but not one that MindSpore writes: a field has another kind than \
      MindIR gives it, a tensor has other bytes than its sizes need, or a node takes a value that \
      nothing makes. The file was damaged or is of another format. Export the model again.
      """)
  /// More than the limits that keep reading bounded.
  static let mindIROverLimit = DiagnosticCode(
    "mindir.over-limit", kind: .resourceLimit,
    explanation: """
      The model has more nodes, graphs that call each other deeper, or more calls than the limits that \
      keep a conversion bounded. No model that the framework wrote comes near them.
      """)
  /// External data that is not where the model says.
  static let mindIRExternalData = DiagnosticCode(
    "mindir.external-data", kind: .badInput,
    explanation: """
      MindSpore writes the parameters of models over 1 GiB into the folder `NAME_variables` beside \
      `NAME_graph.mindir`. That folder has to stand beside the graph under its name, with the files of \
      the same export.
      """)
  /// An encrypted graph.
  static let mindIREncrypted = DiagnosticCode(
    "mindir.encrypted", kind: .unsupported,
    explanation: """
      The file was exported with `enc_key`, so everything in it is encrypted. Export the model without \
      a key.
      """)
  /// Nothing in the file lies beneath the selected path.
  static let mindIRNothingSelected = DiagnosticCode(
    "mindir.nothing-selected", kind: .usage,
    explanation: """
      No parameter of the model has the selected path as its name or as the beginning of its name. \
      `recast inspect --tensors` lists the names.
      """)
  /// A primitive that is not converted.
  static let mindSporePrimitiveUnknown = DiagnosticCode(
    "mindspore.primitive-unknown", kind: .unsupported,
    explanation: """
      The graph uses a primitive of MindSpore that recast does not convert. \
      `Documentation/MindSporeSupport.md` lists those that are. One run names all of them.
      """)
  /// A use of a primitive that is not converted.
  static let mindSporePrimitiveUnsupported = DiagnosticCode(
    "mindspore.primitive-unsupported", kind: .unsupported,
    explanation: """
      The primitive is converted in general, this use of it is not: a mode, a layout or a value that \
      is known only when the model runs. The message says which.
      """)
  /// Arguments that a primitive does not take.
  static let mindSporePrimitiveArgument = DiagnosticCode(
    "mindspore.primitive-argument", kind: .badInput,
    explanation: """
      A node calls a primitive with other arguments than it has: one is missing, or is of another kind. \
      The file was damaged, or comes from a release of MindSpore whose primitive has other arguments.
      """)
  /// A result of another type than the file says.
  static let mindSporeResultMismatch = DiagnosticCode(
    "mindspore.result-mismatch", kind: .badInput,
    explanation: """
      The file records the element type and the sizes of every result. What the converted graph gives \
      is something else, so the conversion would not compute what MindSpore does. Please report it \
      with the model.
      """)
  /// Branches and loops of a form that is not converted.
  static let mindSporeControlFlow = DiagnosticCode(
    "mindspore.control-flow", kind: .unsupported,
    explanation: """
      MindSpore writes branches and loops as graphs that call each other. Branches whose results are \
      tensors, and loops that call themselves at their end, are converted; recursion and functions as \
      values are not.
      """)
  /// A training graph without a forward part that can be found.
  static let mindSporeNoInferenceGraph = DiagnosticCode(
    "mindspore.no-inference-graph", kind: .unsupported,
    explanation: """
      A `-graph.meta` file holds the graph of a training step. The model is found as what feeds the \
      loss; no loss that recast knows is in this graph. Export the network itself as MindIR, or convert \
      the checkpoint with `--architecture`.
      """)
  /// A constant whose numbers the file lacks.
  static let mindSporeValueMissing = DiagnosticCode(
    "mindspore.value-missing", kind: .unsupported,
    explanation: """
      A `-graph.meta` file records only types and sizes of constant tensors and of parameters. The \
      parameters are in the checkpoints beside it (`recast convert X.ckpt --architecture \
      X-graph.meta`), other numbers are nowhere. Export the network as MindIR.
      """)
  /// A parameter that the model changes.
  static let mindSporeUpdateDropped = DiagnosticCode(
    "mindspore.update-dropped", kind: .unsupported,
    explanation: """
      The model writes to one of its parameters when it runs. The written graph computes the results \
      and does not keep the new value for the next run.
      """)
}
