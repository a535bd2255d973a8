import Diagnostics
import ModelIR
import ZIPArchive

/// The weights of a program of torch.export as releases until 2.7 write it.
struct ExportedProgramFile {
  private let archive: TorchArchive

  /// Takes an archive.
  init(_ archive: TorchArchive) { self.archive = archive }

  /// The weights and constants.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` if the archive has no weights.
  func file(diagnostics: DiagnosticCollector) throws(Diagnostic) -> TorchFile {
    var table = TorchWeightTable()
    // The first release gave a file of torch.save the suffix of a JSON text.
    let records: [(name: String, role: TorchWeightTable.Role)] = [
      ("serialized_state_dict.pt", .parameter), ("serialized_state_dict.json", .parameter),
      ("serialized_constants.pt", .constant),
    ]
    var isListed = false
    for (name, role) in records {
      guard let record = archive.record(name) else { continue }
      isListed = isListed || role == .parameter
      guard record.byteCount > 0 else { continue }
      table.dictionaries.append(
        TorchWeightTable.Dictionary(role: role, container: try archive.nestedObject(record)))
    }
    guard isListed else {
      throw Diagnostic(
        .torchExportMalformed, "the archive lacks the record 'serialized_state_dict.pt'",
        at: archive.recordLocation)
    }
    var facts = [MetadataEntry("container", "zip (torch.export before 2.8)")]
    if let version = try archive.shortText("version") {
      facts.append(MetadataEntry("schema_version", version))
    }
    let program = archive.record(TorchArchive.Kind.exportedProgram.rawValue).map { record in
      TorchProgram.exported([ExportedProgramRecord(name: "model", record: record)])
    }
    return TorchFile(facts: facts, content: .weights(table), program: program)
  }
}
