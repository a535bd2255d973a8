import ByteIO
import Diagnostics
import JSONText
import ModelIR
import ZIPArchive

/// The weights of a program of torch.export as releases since 2.8 write it.
struct ExportArchive {
  private let archive: TorchArchive
  private let format: TorchArchive.Format
  private let storages = TorchStorageTable()

  /// Reads what the archive says of itself.
  ///
  /// - Throws: ``DiagnosticCode/torchArchiveUnsupported`` for an archive of another kind.
  init(_ archive: TorchArchive) throws(Diagnostic) {
    self.archive = archive
    let name = try archive.shortText("archive_format") ?? ""
    guard name == "pt2" else {
      throw Diagnostic(
        .torchArchiveUnsupported, "the archive is of format '\(name)', 'pt2' is known",
        at: archive.recordLocation)
    }
    format = try archive.format()
  }

  /// The weights and constants.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for a configuration that contradicts the
  ///   records, ``DiagnosticCode/torchArchiveUnsupported`` if there are no weights at all.
  func file() throws(Diagnostic) -> TorchFile {
    var table = TorchWeightTable()
    var isListed = false
    for folder in ["data/weights/", "data/constants/"] {
      let isConstants = folder == "data/constants/"
      let suffix = isConstants ? "_constants_config.json" : "_weights_config.json"
      for name in archive.names(below: folder) where !name.contains("/") {
        guard let record = archive.record(folder + name) else { continue }
        if name.hasSuffix(suffix) {
          isListed = true
          try read(record, of: folder, isConstants: isConstants, into: &table)
        } else if name.hasSuffix(".pt"), record.byteCount > 0 {
          isListed = true
          table.dictionaries.append(
            TorchWeightTable.Dictionary(
              role: isConstants ? .constant : .parameter, container: try object(record)))
        }
      }
    }
    guard isListed else {
      throw Diagnostic(
        .torchArchiveUnsupported,
        "the archive of torch.export holds compiled code and no weights that can be read",
        at: archive.recordLocation)
    }
    var facts = [MetadataEntry("container", "zip (torch.export)")]
    if let version = try archive.shortText("archive_version") {
      facts.append(MetadataEntry("export_archive_version", version))
    }
    let programs = archive.names(below: "models/").compactMap { name -> ExportedProgramRecord? in
      guard name.hasSuffix(".json"), let record = archive.record("models/" + name)
      else { return nil }
      return ExportedProgramRecord(name: String(name.dropLast(5)), record: record)
    }
    return TorchFile(
      facts: facts + format.facts, content: .weights(table),
      program: programs.isEmpty ? nil : .exported(programs))
  }

  private func read(
    _ record: ZIPMember, of folder: String, isConstants: Bool, into table: inout TorchWeightTable
  ) throws(Diagnostic) {
    var options = JSONOptions()
    options.acceptsNonFiniteNumbers = true
    let document = try JSONDocument.parse(
      try record.bytes(limit: options.byteCountLimit), options: options, file: archive.path)
    guard let config = document.root["config"], config.kind == .object else {
      throw Diagnostic(
        .torchExportMalformed, "the record '\(record.name)' has to hold an object 'config'",
        at: archive.recordLocation)
    }
    for member in config.members {
      let entry = try self.entry(member, folder: folder, isConstant: isConstants)
      if let entry { table.entries.append(entry) }
    }
  }

  private func entry(
    _ member: JSONMember, folder: String, isConstant: Bool
  ) throws(Diagnostic) -> TorchWeightTable.Entry? {
    guard let path = member.value["path_name"]?.string else {
      throw Diagnostic(
        .torchExportMalformed, "tensor '\(member.name)' has no 'path_name'",
        at: member.value.location)
    }
    // Objects of classes of one's own stand among the constants and are no tensors.
    if path.hasPrefix("custom_obj") || path.hasPrefix("opaque_obj") { return nil }
    guard let record = archive.record(folder + path) else {
      throw Diagnostic(
        .torchRecordMissing,
        "tensor '\(member.name)' is said to be in the record '\(folder)\(path)', which is missing",
        at: member.value.location)
    }
    let isParameter = member.value["is_param"]?.boolean ?? false
    let role: TorchWeightTable.Role = isConstant ? .constant : isParameter ? .parameter : .buffer
    if member.value["use_pickle"]?.boolean == true {
      return TorchWeightTable.Entry(
        name: member.name, role: role, content: .object(try object(record)))
    }
    guard let meta = member.value["tensor_meta"] else {
      throw Diagnostic(
        .torchExportMalformed, "tensor '\(member.name)' has no 'tensor_meta'",
        at: member.value.location)
    }
    let tensor = try ExportTensorMeta(meta, of: member.name)
    let bytes = try storages.bytes(of: ExactName(folder + path)) { () throws(Diagnostic) in
      record.verifiedPayload()
    }
    let storage = TorchStorage(
      key: path, elementType: .uint8, isUntyped: true, elementCount: record.byteCount,
      byteCount: record.byteCount, bytes: bytes, isBigEndian: format.isBigEndian)
    return TorchWeightTable.Entry(
      name: member.name, role: role,
      content: .view(
        TorchTensorView(
          key: member.name, elementType: tensor.elementType, storage: storage,
          shape: tensor.shape, strides: tensor.strides, elementOffset: tensor.elementOffset)))
  }

  private func object(_ record: ZIPMember) throws(Diagnostic) -> any TorchContainer {
    try archive.nestedObject(record)
  }
}
