import Diagnostics
import ZIPArchive

extension TorchArchive {
  /// Opens the file of `torch.save` that a record is.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for a record that is something else.
  func nestedObject(_ record: ZIPMember) throws(Diagnostic) -> any TorchContainer {
    do {
      let inner = try TorchFile.open(try record.range(), diagnostics: DiagnosticCollector())
      if case .object(let container) = inner.content { return container }
    } catch {
      throw error.located(at: Location(path: record.name))
    }
    throw Diagnostic(
      .torchExportMalformed, "the record '\(record.name)' has to be a file of torch.save",
      at: record.location)
  }
}
