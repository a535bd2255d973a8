public import Diagnostics

/// The diagnostic codes of this module.
public enum SafetensorsFileDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .safetensorsMalformed, .safetensorsUnknownElementType, .safetensorsOffsets,
    .safetensorsOverLimit,
  ]
}

extension DiagnosticCode {
  /// The header is not what the format prescribes.
  public static let safetensorsMalformed = DiagnosticCode(
    "safetensors.malformed", kind: .badInput,
    explanation: """
      A safetensors file begins with the length of its header in eight bytes, then the header: one \
      JSON object with an entry for each tensor (`dtype`, `shape`, `data_offsets`) and, under \
      `__metadata__`, texts by name. This file's header is something else. Save or fetch it again.
      """)
  /// The header names an element type that the format does not have.
  public static let safetensorsUnknownElementType = DiagnosticCode(
    "safetensors.unknown-element-type", kind: .badInput,
    explanation: """
      The header names an element type that the safetensors format does not define, so the bytes \
      cannot be interpreted. The file was damaged, or a newer release of the format wrote it.
      """)
  /// The tensors do not fill the data exactly.
  public static let safetensorsOffsets = DiagnosticCode(
    "safetensors.offsets", kind: .badInput,
    explanation: """
      The tensors of a safetensors file lie one after the other, without holes and overlaps, from \
      the end of the header to the end of the file, and each takes exactly the bytes that its shape \
      and element type need. These do not: the file was cut off, extended or made to mislead.
      """)
  /// The header is longer than the format allows.
  public static let safetensorsOverLimit = DiagnosticCode(
    "safetensors.over-limit", kind: .resourceLimit,
    explanation: """
      The format limits the header to 100 000 000 bytes. A longer one is a damaged length, or a file \
      of another format.
      """)
}
