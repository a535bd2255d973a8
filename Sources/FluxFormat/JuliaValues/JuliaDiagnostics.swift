package import Diagnostics

/// The codes that reading Julia values out of BSON can raise.
package enum JuliaDiagnostics {
  /// Every code of this folder.
  package static let codes: [DiagnosticCode] = [
    .fluxMalformedValue, .fluxBadReference, .fluxCyclicReference, .fluxArraySizeMismatch,
    .fluxUnsupportedArray, .fluxValueOverLimit,
  ]
}

extension DiagnosticCode {
  /// A tagged document lacks a part, or a part has the wrong kind.
  package static let fluxMalformedValue = DiagnosticCode(
    "flux.malformed-value", kind: .badInput,
    explanation: """
      BSON.jl writes a Julia value as a document with a tag and a fixed set of parts. A part is \
      missing here or is not what it has to be, so the file was damaged, edited, or written by \
      another program. Save the model again with BSON.jl.
      """)
  /// A reference points outside the list of shared objects.
  package static let fluxBadReference = DiagnosticCode(
    "flux.bad-reference", kind: .badInput,
    explanation: """
      Objects that occur several times are stored once, in the root's list `_backrefs`, and \
      referred to by their position. This reference has no such position. The file was damaged or \
      edited; save the model again.
      """)
  /// A value contains itself where no Julia value can.
  package static let fluxCyclicReference = DiagnosticCode(
    "flux.cyclic-reference", kind: .badInput,
    explanation: """
      References lead from an object back to itself without anything in between that could hold \
      it, or wrappers are nested without end. BSON.jl never writes that; the file was damaged or \
      made to mislead.
      """)
  /// An array's bytes are not what its sizes and its element type need.
  package static let fluxArraySizeMismatch = DiagnosticCode(
    "flux.array-size-mismatch", kind: .badInput,
    explanation: """
      An array's data has to be exactly as long as its dimensions and its element type say. Here \
      it is longer or shorter, so the numbers cannot be trusted. Save the model again.
      """)
  /// An array wrapper whose elements cannot be read.
  package static let fluxUnsupportedArray = DiagnosticCode(
    "flux.unsupported-array", kind: .unsupported,
    explanation: """
      The array is a lazy wrapper (a view by indices, a sparse or a structured matrix, …) that is \
      not supported. Save a plain copy: `model = fmap(x -> x isa AbstractArray ? collect(x) : x, \
      model)`.
      """)
  /// A value is nested deeper or is larger than the limits that guard memory.
  package static let fluxValueOverLimit = DiagnosticCode(
    "flux.over-limit", kind: .resourceLimit,
    explanation: """
      The value is nested deeper or has more elements than the limits that keep memory and time \
      bounded. Saved models stay far below them.
      """)
}
