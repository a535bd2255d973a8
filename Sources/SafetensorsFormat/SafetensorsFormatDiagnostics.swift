public import Diagnostics

/// The diagnostic codes of this module.
public enum SafetensorsFormatDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .safetensorsNoTensors, .safetensorsPackedElements, .safetensorsUnknownField,
    .safetensorsPartsOfTensors, .safetensorsChecksum, .safetensorsTooManyShards,
  ]
}

extension DiagnosticCode {
  /// Nothing in the file lies beneath the selected path.
  static let safetensorsNoTensors = DiagnosticCode(
    "safetensors.nothing-selected", kind: .usage,
    explanation: """
      No tensor of the file has the selected path as its name or as the beginning of its name. \
      `recast inspect --tensors` lists the names.
      """)
  /// Elements of a tensor are packed into bits.
  static let safetensorsPackedElements = DiagnosticCode(
    "safetensors.packed-elements", kind: .unsupported,
    explanation: """
      The elements of the tensor are numbers of four or six bits whose rows do not begin at bytes. \
      Its place in the file is known and its bytes are intact, but nothing after the file can hold \
      such elements. Convert the tensor to a wider type in the framework.
      """)
  /// Entries of the header have fields that the format does not define.
  static let safetensorsUnknownField = DiagnosticCode(
    "safetensors.unknown-field", kind: .badInput,
    explanation: """
      Entries of the header have fields beside dtype, shape and data_offsets. The format does not \
      define them and readers ignore them; if they change what the bytes mean, the tensors are read \
      wrongly.
      """)
  /// The tensors have another checksum than the file says.
  static let safetensorsChecksum = DiagnosticCode(
    "safetensors.checksum", kind: .badInput,
    explanation: """
      MindSpore saved the file with `crc_check=True`, and its tensors have another checksum now: they \
      were changed after they were saved. It is verified when the first tensor's elements are read.
      """)
  /// The file holds one process's parts of tensors.
  static let safetensorsPartsOfTensors = DiagnosticCode(
    "safetensors.parts-of-tensors", kind: .badInput,
    explanation: """
      A distributed checkpoint was written as safetensors without being consolidated: each file \
      holds parts of tensors and says where in the whole they belong. Consolidate it with PyTorch's \
      `consolidate_safetensors_files`, or read the parts as they are.
      """)
  /// Weights would be divided into too many files.
  static let safetensorsTooManyShards = DiagnosticCode(
    "safetensors.too-many-shards", kind: .usage,
    explanation: """
      `--max-shard-size` would divide the weights into more files than are written at once: all of \
      them are completed before the first appears. Give a larger size.
      """)
}
