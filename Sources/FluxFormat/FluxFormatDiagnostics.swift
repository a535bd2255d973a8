public import Diagnostics

/// The codes that reading Flux models can raise.
public enum FluxFormatDiagnostics {
  /// Every code of this module.
  public static let codes: [DiagnosticCode] =
    JuliaDiagnostics.codes + ClosureDiagnostics.codes + writingCodes + [
      .fluxAmbiguousModel, .fluxAmbiguousRelease, .fluxBadSelection, .fluxDeviceArray,
      .fluxForeignFile, .fluxInputMismatch, .fluxMalformedLayer, .fluxNoModel, .fluxNotALayer,
      .fluxNotExportable,
      .fluxOpenSpatialSize, .fluxOthersLeftOut, .fluxSpatialOrder,
      .fluxSingleStep, .fluxTrailingBytes, .fluxTrainingMode, .fluxTupleInput, .fluxUnknownLayer,
      .fluxUnsupportedCall, .fluxUserFunction,
    ]
}

extension DiagnosticCode {
  /// A layer's struct has fields that no release of Flux writes.
  public static let fluxMalformedLayer = DiagnosticCode(
    "flux.malformed-layer", kind: .badInput,
    explanation: """
      A struct carries the name of a Flux layer and does not have the fields that any release of Flux \
      gives it: too few or too many, an array where a function belongs, sizes that contradict each \
      other. The file was damaged, edited, or written by a release that Recast does not know.
      """)
  /// A struct that is no layer of Flux.
  public static let fluxUnknownLayer = DiagnosticCode(
    "flux.unknown-layer", kind: .unsupported,
    explanation: """
      The model contains a struct of your own or of another package. BSON.jl stores its fields and \
      not the method that is called, so what it computes cannot be known. Export a part of the model \
      that is made of Flux layers: `recast inspect` shows the paths, `--select` takes one.
      """)
  /// Something that is neither a layer nor a function stands where one is needed.
  public static let fluxNotALayer = DiagnosticCode(
    "flux.not-a-layer", kind: .badInput,
    explanation: """
      A number, a text or an array stands where a layer or a function is needed. Select the model \
      itself; `recast inspect` shows what the file holds.
      """)
  /// A layer got several tensors and takes one.
  public static let fluxTupleInput = DiagnosticCode(
    "flux.tuple-input", kind: .badInput,
    explanation: """
      A layer that gives several tensors (MultiHeadAttention gives the result and the scores) is \
      followed by one that takes a single tensor. In Flux a function such as `first` stands between.
      """)
  /// An array whose numbers stayed on a GPU.
  public static let fluxDeviceArray = DiagnosticCode(
    "flux.gpu-array", kind: .unsupported,
    explanation: """
      The model was saved while it was on a GPU. BSON.jl then stores a device pointer and no numbers, \
      so the weights are not in the file and cannot be recovered from it. In Julia, save \
      `cpu(model)` instead of `model`.
      """)
  /// A setting of a layer that an inference graph cannot express.
  public static let fluxNotExportable = DiagnosticCode(
    "flux.not-exportable", kind: .unsupported,
    explanation: """
      The layer is understood and its setting has no counterpart in an inference graph: normalisation \
      by the statistics of the batch at hand, random slopes. Change the setting in Julia and save the \
      model again, or select a part without the layer.
      """)
  /// The file holds nothing that a graph can be built of.
  public static let fluxNoModel = DiagnosticCode(
    "flux.no-model", kind: .unsupported,
    explanation: """
      The file holds values, weights or optimiser state and no layer, so there is no graph to build. \
      Weights alone become a model only together with an architecture.
      """)
  /// The file holds several models.
  public static let fluxAmbiguousModel = DiagnosticCode(
    "flux.ambiguous-model", kind: .usage,
    explanation: """
      The file holds several models. `recast inspect` shows them; choose one with `--select`. In a \
      path `.NAME` goes to an entry or field, `[3]` to the third item as Julia counts and `.2` to the \
      same item counted from 0.
      """)
  /// A selection that leads nowhere.
  public static let fluxBadSelection = DiagnosticCode(
    "flux.bad-selection", kind: .usage,
    explanation: """
      The path given by `--select` does not lead to anything in the file. In a path `.NAME` goes to \
      an entry or field, `[3]` to the third item as Julia counts and `.2` to the same item counted \
      from 0. `recast inspect` shows the paths.
      """)
  /// The input shape given does not fit the model.
  public static let fluxInputMismatch = DiagnosticCode(
    "flux.input-mismatch", kind: .usage,
    explanation: """
      The shape given by `--input-shape` names an input that the model does not have, or there are \
      more shapes than inputs. A Flux model has inputs without names: one is called `x`, several are \
      called `x1`, `x2`, ….
      """)
  /// Width and height are not told apart by the file.
  public static let fluxSpatialOrder = DiagnosticCode(
    "flux.spatial-order", kind: .unsupported,
    explanation: """
      Flux calls the first dimension of a picture its width, Julia's own pictures have their rows \
      there, and the file does not say which was used in training. The exported model takes Julia's \
      dimensions in reverse: [N, C, dimension 2, dimension 1]. If your pictures are transposed \
      against that, convert with `--swap-spatial`.
      """)
  /// A model was saved in forced training mode.
  public static let fluxTrainingMode = DiagnosticCode(
    "flux.training-mode", kind: .unsupported,
    explanation: """
      A layer was saved with its mode forced to training (`trainmode!`). The export is the inference \
      graph, as `testmode!` gives it.
      """)
  /// A recurrent layer is exported for one step.
  public static let fluxSingleStep = DiagnosticCode(
    "flux.single-step", kind: .unsupported,
    explanation: """
      Up to Flux 0.14 a `Recur` keeps its state from call to call. A graph keeps nothing: given a \
      matrix it computes one step from the initial state, as after `reset!`. For whole sequences give \
      an input of three axes: `--input-shape x:time,batch,10`.
      """)
  /// A struct that releases of Flux share though they compute it differently.
  public static let fluxAmbiguousRelease = DiagnosticCode(
    "flux.ambiguous-release", kind: .unsupported,
    explanation: """
      Several releases of Flux write the same fields for this layer and compute it by different \
      formulas; BSON.jl stores neither the names of fields nor Flux's version. The message says which \
      release was assumed and what told. Compare a result with one of your own; if it differs, load \
      the model in Julia with a recent Flux and save it again.
      """)
  /// A picture's size stays open though later layers fix it.
  public static let fluxOpenSpatialSize = DiagnosticCode(
    "flux.open-spatial-size", kind: .unsupported,
    explanation: """
      A dense layer behind convolutions takes a fixed number of features, so only some picture sizes \
      fit; the file does not say which one was used. The size stays open in the exported model and \
      the runtime refuses those that do not fit. Fix it with `--input-shape`.
      """)
}

extension DiagnosticCode {
  /// Bytes behind the document.
  public static let fluxTrailingBytes = DiagnosticCode(
    "flux.trailing-bytes", kind: .badInput,
    explanation: """
      The BSON document ends before the file does. BSON.jl ignores what follows, and so does Recast; \
      two files may have been joined, or a shorter model was written over a longer one.
      """)
  /// Other things in the file than the model that is exported.
  public static let fluxOthersLeftOut = DiagnosticCode(
    "flux.others-left-out", kind: .unsupported,
    explanation: """
      The file holds other things beside the model: optimiser state, metrics, other structs. They are \
      not part of an inference graph. `recast inspect` shows them.
      """)
  /// A function of the user's own has the name of one that is translated.
  static let fluxUserFunction = DiagnosticCode(
    "flux.user-function", kind: .unsupported,
    explanation: """
      A layer or an activation is a function that was defined in Main, a script of the user's. \
      BSON.jl stores its name and not its method. Because Flux, NNlib or Base have a function of the \
      same name, that one is exported, which is right where the script defines the same function. \
      Compare the outputs with those of the Julia model.
      """)
}
