import Diagnostics

extension MindSporeFormatDiagnostics {
  /// The codes that reading a checkpoint can raise.
  static let checkpointCodes: [DiagnosticCode] = [
    .mindsporeTruncated, .mindsporeMalformed, .mindsporeMalformedTensor, .mindsporeChecksum,
    .mindsporeOverLimit, .mindsporeNothingSelected, .mindsporeOverwritten,
  ]
}

extension DiagnosticCode {
  /// The file ends inside an entry.
  static let mindsporeTruncated = DiagnosticCode(
    "mindspore.truncated", kind: .badInput,
    explanation: """
      The checkpoint ends in the middle of a tensor. Releases up to 2.3 append to the file while they \
      save, so a training that was interrupted leaves such a file, and so does an interrupted download. \
      Use the checkpoint that was saved before it.
      """)
  /// The messages are not those of a checkpoint.
  static let mindsporeMalformed = DiagnosticCode(
    "mindspore.malformed", kind: .badInput,
    explanation: """
      The file begins like a checkpoint of MindSpore, a sequence of named tensors, and then does not \
      follow that format. It was damaged, or is something else.
      """)
  /// A tensor's type, sizes and bytes do not fit.
  static let mindsporeMalformedTensor = DiagnosticCode(
    "mindspore.malformed-tensor", kind: .badInput,
    explanation: """
      What a tensor says of itself contradicts its bytes: its type is none of MindSpore's, or its sizes \
      need another number of bytes than there are. A tensor above 512 MiB is written in pieces, all of \
      which have to be there.
      """)
  /// The checksum is another.
  static let mindsporeChecksum = DiagnosticCode(
    "mindspore.checksum", kind: .badInput,
    explanation: """
      The checkpoint was saved with `crc_check=True` and carries a checksum of its bytes, and the bytes \
      have another: they were changed after they were saved. It is verified when the first tensor's \
      elements are read.
      """)
  /// A limit was reached.
  static let mindsporeOverLimit = DiagnosticCode(
    "mindspore.over-limit", kind: .resourceLimit,
    explanation: """
      The checkpoint has more entries, or a longer name, than the limit that keeps reading bounded. No \
      file that MindSpore wrote comes near it.
      """)
  /// Nothing has the selected path.
  static let mindsporeNothingSelected = DiagnosticCode(
    "mindspore.nothing-selected", kind: .usage,
    explanation: """
      No tensor of the checkpoint has the selected path as its name or as the beginning of its name. \
      `optimizer` selects the state of the training; `recast inspect --tensors` lists the names.
      """)
  /// Entries are there twice.
  static let mindsporeOverwritten = DiagnosticCode(
    "mindspore.overwritten", kind: .badInput,
    explanation: """
      Several entries have the same name and do not follow one another. MindSpore takes the last one, and \
      so does recast. Old releases append to an existing file, which then holds two checkpoints.
      """)
}
