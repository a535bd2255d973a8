import Diagnostics

extension FluxFormatDiagnostics {
  /// The codes that writing can raise.
  static let writingCodes: [DiagnosticCode] = [
    .fluxInexpressible, .fluxDiffers, .fluxMetadataLeftOut,
  ]
}

extension DiagnosticCode {
  /// A module or a step that Flux has no equal for.
  static let fluxInexpressible = DiagnosticCode(
    "flux.inexpressible", kind: .unsupported,
    explanation: """
      The model has a layer, a setting or a way of combining results that no layer of Flux computes, \
      and functions of one's own cannot be written to a file that every release of Julia loads. \
      Everything of the kind is listed. `--form weights` writes the weights alone, for a model that \
      is written in Julia.
      """)
  /// Something that is written differs in use.
  static let fluxDiffers = DiagnosticCode(
    "flux.differs", kind: .unsupported,
    explanation: """
      What was written computes the same under a condition that the message names: tokens of an \
      `Embedding` count from 1 in Julia, adaptive pools divide the input's size evenly, and what \
      changes training only has no equal in Flux.
      """)
  /// Metadata that cannot stand beside a model.
  static let fluxMetadataLeftOut = DiagnosticCode(
    "flux.metadata-left-out", kind: .unsupported,
    explanation: """
      BSON.jl gives some names at the top of a file and in dictionaries a meaning of its own (`tag`, \
      `_backrefs`), and `model` and `weights` are what recast itself writes there. Metadata of such a name is \
      left out.
      """)
}
