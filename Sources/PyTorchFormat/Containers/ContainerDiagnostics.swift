import Diagnostics

extension PyTorchFormatDiagnostics {
  /// The codes that reading containers raises.
  static let containerCodes: [DiagnosticCode] = [
    .torchForeignFile, .torchArchiveMalformed, .torchArchiveUnsupported,
    .torchRecordMissing, .torchStorageLength, .torchPersistentID, .torchStorageType,
    .torchStreamMalformed, .torchStreamRest, .torchTarMalformed, .torchNesting,
    .torchExportMalformed, .torchDistributedMalformed, .torchDistributedLayout,
    .torchChecksumsUnwritten,
  ]
}

extension DiagnosticCode {
  /// The file is something that PyTorch did not write.
  static let torchForeignFile = DiagnosticCode(
    "torch.foreign-file", kind: .badInput,
    explanation: """
      The file's bytes are not those of a PyTorch file, whatever its name says: an error page that \
      was saved in the place of a download, a Git LFS pointer, an empty file, another format. The \
      message says what it is. Fetch the file again, or give it to the importer that reads it.
      """)
  /// An archive whose records contradict each other.
  static let torchArchiveMalformed = DiagnosticCode(
    "torch.archive-malformed", kind: .badInput,
    explanation: """
      The zip archive is whole and its records are not what PyTorch writes: no pickled object or \
      several, a version or a byte order that there is not. Reading it could mean two things, so it \
      is refused.
      """)
  /// An archive that holds no weights in a form that is read.
  static let torchArchiveUnsupported = DiagnosticCode(
    "torch.archive-unsupported", kind: .unsupported,
    explanation: """
      The archive is PyTorch's and holds no weights that can be read: a compiled library of \
      AOTInductor, or nothing but code. Save the model's `state_dict()` with `torch.save`.
      """)
  /// The pickled object refers to a storage that the file does not have.
  static let torchRecordMissing = DiagnosticCode(
    "torch.storage-missing", kind: .badInput,
    explanation: """
      The pickled object refers to storages that the file does not have, so some tensors have no \
      values. The file was cut, or packed again without some of its records.
      """)
  /// A storage of another length than the object says.
  static let torchStorageLength = DiagnosticCode(
    "torch.storage-length", kind: .badInput,
    explanation: """
      A storage has more or fewer bytes than the number and type of its elements need. The file is \
      damaged or was made to mislead a reader; what its tensors contain is not known.
      """)
  /// A persistent id of a form that PyTorch does not write.
  static let torchPersistentID = DiagnosticCode(
    "torch.persistent-id", kind: .badInput,
    explanation: """
      A pickled object refers to things outside of it by persistent ids, which in PyTorch are tuples \
      such as ('storage', FloatStorage, '0', 'cpu', 12). This one has another form.
      """)
  /// A storage class that is not known.
  static let torchStorageType = DiagnosticCode(
    "torch.storage-type", kind: .unsupported,
    explanation: """
      The class of a storage says of which type its elements are, and this class is none of \
      PyTorch's. Guessing a type would give wrong numbers, so the file is refused.
      """)
  /// A legacy stream that breaks off or contradicts itself.
  static let torchStreamMalformed = DiagnosticCode(
    "torch.stream-malformed", kind: .badInput,
    explanation: """
      PyTorch before 1.6 saved a stream: pickles one after the other, then the storages. This stream \
      breaks off or its parts contradict each other. Save or fetch the file again.
      """)
  /// More streams follow the first.
  static let torchStreamRest = DiagnosticCode(
    "torch.several-streams", kind: .badInput,
    explanation: """
      `torch.save` was called several times on one open file, which writes one stream after the \
      other. As `torch.load` does, only the first is read.
      """)
  /// Records whose checksum is 0.
  static let torchChecksumsUnwritten = DiagnosticCode(
    "torch.no-checksums", kind: .badInput,
    explanation: """
      The archive's directory says the checksum 0 for records that have bytes: PyTorch was told not to \
      compute them (`torch.serialization.set_crc32_options(False)`). The file is read, and damage to \
      these records cannot be noticed.
      """)
  /// A tar file that breaks off or contradicts itself.
  static let torchTarMalformed = DiagnosticCode(
    "torch.tar-malformed", kind: .badInput,
    explanation: """
      The first releases of PyTorch saved tar archives with the members `storages`, `tensors` and \
      `pickle`. This one breaks off, lacks a member or contradicts itself.
      """)
  /// Files inside pickles inside files, too deep.
  static let torchNesting = DiagnosticCode(
    "torch.nesting", kind: .resourceLimit,
    explanation: """
      A pickle can hold a whole PyTorch file as bytes, which can hold another. Files that programs \
      write do that once or twice; this one exceeds the limit that keeps reading bounded.
      """)
  /// A torch.export archive whose weights cannot be told.
  static let torchExportMalformed = DiagnosticCode(
    "torch.export-malformed", kind: .badInput,
    explanation: """
      A `.pt2` archive of torch.export lists its weights in a configuration beside their bytes, or \
      in a nested checkpoint. Here they are missing or contradict each other.
      """)
  /// A distributed checkpoint whose metadata cannot be told.
  static let torchDistributedMalformed = DiagnosticCode(
    "torch.distributed-malformed", kind: .badInput,
    explanation: """
      A distributed checkpoint is a folder with a file `.metadata`, which says what chunk of which \
      tensor lies where in the `.distcp` files beside it. This one lacks a file or a chunk, or its \
      parts contradict each other.
      """)
  /// Chunks of a tensor that do not tile it.
  static let torchDistributedLayout = DiagnosticCode(
    "torch.distributed-layout", kind: .unsupported,
    explanation: """
      The chunks of a tensor in a distributed checkpoint have to tile it as a grid, as sharding \
      along axes does. These overlap, leave a hole or are no grid. Convert the folder with \
      `torch.distributed.checkpoint.format_utils.dcp_to_torch_save` first.
      """)
}
