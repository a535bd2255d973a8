public import Diagnostics

/// The codes that reading and writing BSON can raise.
public enum BSONDiagnostics {
  /// Every code of this module.
  public static let codes: [DiagnosticCode] = [
    .bsonMalformed, .bsonDuplicateKey, .bsonUnsupportedType, .bsonOverLimit, .bsonTooLarge,
    .bsonName,
  ]
}

extension DiagnosticCode {
  /// A length, a terminator or a value contradicts the grammar.
  public static let bsonMalformed = DiagnosticCode(
    "bson.malformed", kind: .badInput,
    explanation: """
      A document states its length and ends with a zero byte, and so do its strings; here the two \
      disagree. The file was damaged, edited, or is not BSON at all. Save or fetch it again.
      """)
  /// A document names two values alike.
  public static let bsonDuplicateKey = DiagnosticCode(
    "bson.duplicate-key", kind: .badInput,
    explanation: """
      One document holds two values of the same name, so that readers may disagree about what it \
      means. BSON.jl never writes that; the file was edited or made to mislead.
      """)
  /// An element type that BSON.jl never writes.
  public static let bsonUnsupportedType = DiagnosticCode(
    "bson.unsupported-type", kind: .unsupported,
    explanation: """
      BSON.jl writes numbers, strings, documents, arrays, binaries, truth values and null. This \
      file holds another BSON type, so it comes from another program (a MongoDB dump, say) and is \
      not a Julia model.
      """)
  /// A document is deeper or has more elements than the limits that guard memory.
  public static let bsonOverLimit = DiagnosticCode(
    "bson.over-limit", kind: .resourceLimit,
    explanation: """
      The document is nested deeper or holds more values than the limits that keep memory bounded. \
      Saved models stay far below both. A checkpoint that carries its training data may not: save \
      the model alone.
      """)
  /// A document to be written is longer or deeper than the format allows.
  public static let bsonTooLarge = DiagnosticCode(
    "bson.too-large", kind: .unsupported,
    explanation: """
      BSON counts the bytes of a document in 31 bits, so that a file of BSON.jl is smaller than 2 GiB, and \
      readers bound how deep documents are nested. `--dtype f16` halves 32-bit weights; safetensors \
      has no such limit.
      """)
  /// A name that BSON cannot hold.
  public static let bsonName = DiagnosticCode(
    "bson.name", kind: .unsupported,
    explanation: """
      Names in BSON end with a zero byte, so that none can hold one. Give the tensor or the metadata \
      another name with `--rename 'from=to'`.
      """)
}
