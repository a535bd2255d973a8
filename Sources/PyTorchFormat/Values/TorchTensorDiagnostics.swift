import Diagnostics

extension PyTorchFormatDiagnostics {
  /// The codes that reading values raises.
  static let valueCodes: [DiagnosticCode] = [
    .torchTensorMalformed, .torchTensorOutside, .torchTensorUnsupported, .torchForbiddenGlobal,
    .torchUnknownCall, .torchTooManyTensors, .torchNoWeights, .torchPathNotFound,
    .torchWrapperNames,
  ]
}

extension DiagnosticCode {
  /// A tensor's description is not one that PyTorch writes.
  static let torchTensorMalformed = DiagnosticCode(
    "torch.tensor-malformed", kind: .badInput,
    explanation: """
      The file describes a tensor with sizes, strides, an offset or a storage that no PyTorch writes: \
      negative, of different ranks, of the wrong kind. The file is damaged or was made by hand.
      """)
  /// A tensor reaches beyond its storage.
  static let torchTensorOutside = DiagnosticCode(
    "torch.tensor-outside-storage", kind: .badInput,
    explanation: """
      A tensor is a view of a storage: sizes, strides and an offset. This one would show elements \
      that its storage does not have. PyTorch would refuse it or read foreign memory.
      """)
  /// A tensor of a kind that is not read.
  static let torchTensorUnsupported = DiagnosticCode(
    "torch.tensor-unsupported", kind: .unsupported,
    explanation: """
      The tensor is of a kind whose elements cannot be told from the file: an element type without a \
      counterpart, or a class of tensors that packs its elements in its own way. Convert it to a \
      plain tensor with PyTorch and save it again.
      """)
  /// The file asks to run something.
  static let torchForbiddenGlobal = DiagnosticCode(
    "torch.forbidden-global", kind: .badInput,
    explanation: """
      The pickle in the file names functions that reach the operating system, other programs or \
      Python itself, such as os.system or builtins.eval. Python would call them while loading. \
      Nothing of a file is ever called here: a file that consists of such a call is refused, and \
      beside weights it is named and left out. Treat the file as an attack unless you know who made \
      it, and do not open it with torch.load(weights_only=False).
      """)
  /// The file calls a function that means nothing here.
  static let torchUnknownCall = DiagnosticCode(
    "torch.unknown-call", kind: .badInput,
    explanation: """
      The pickle asks to call a function that is not one of PyTorch's, NumPy's or Python's known \
      constructors. It is shown as it stands and not called, so what it would give is not known.
      """)
  /// More names than the limit.
  static let torchTooManyTensors = DiagnosticCode(
    "torch.too-many-tensors", kind: .resourceLimit,
    explanation: """
      Containers and modules that are shared count once under each of their names, and the names of \
      this file exceed what its bytes explain, or a million: it was made so that listing it never ends. \
      Models have far fewer tensors.
      """)
  /// The file holds nothing that is weights.
  static let torchNoWeights = DiagnosticCode(
    "torch.no-weights", kind: .badInput,
    explanation: """
      The file is a PyTorch file or a pickle and holds no tensor: an object of some program's own, a \
      single value, nothing. Training arguments and tokenizers are saved next to weights in such files; \
      the weights are in another file.
      """)
  /// Nothing is at a path.
  static let torchPathNotFound = DiagnosticCode(
    "torch.path-not-found", kind: .usage,
    explanation: """
      The path given does not lead to weights in the file. `recast inspect` lists what is stored, by \
      path.
      """)
  /// Names carry what a wrapper put before them.
  static let torchWrapperNames = DiagnosticCode(
    "torch.wrapper-names", kind: .badInput,
    explanation: """
      The parameters were saved through a wrapper around the model, such as DataParallel or \
      torch.compile, which puts its own name before theirs: 'module.conv1.weight'. The wrapper's part \
      is left out of the names.
      """)
}
