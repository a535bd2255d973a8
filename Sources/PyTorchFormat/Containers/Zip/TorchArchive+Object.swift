import Diagnostics
import ModelIR
import ZIPArchive

extension TorchArchive {
  /// Opens an archive of `torch.save` or of TorchScript.
  ///
  /// - Parameter early: what was begun to be read before the archive was known.
  /// - Throws: what reading the pickles raises.
  func openObject(_ early: consuming EarlyPickle?) throws(Diagnostic) -> TorchFile {
    guard let pickle = record("data.pkl") else { throw lacks("data.pkl") }
    let format = try format()
    guard let constants = record("constants.pkl") else {
      let object = try ArchivedObject(
        self, pickle: pickle, storageFolders: ["data/", "tensors/"], format: format,
        facts: [
          MetadataEntry("container", "zip (torch.save)"), MetadataEntry("written_by", saveEra()),
        ], early: early)
      return TorchFile(facts: object.facts, content: .object(object))
    }
    let name = record("bytecode.pkl") == nil ? "TorchScript" : "TorchScript for mobile"
    let module = try ArchivedObject(
      self, pickle: pickle, storageFolders: ["data/", "tensors/"], format: format,
      facts: [
        MetadataEntry("container", "zip (\(name))"), MetadataEntry("written_by", scriptEra()),
      ], early: early)
    let constant = try ArchivedObject(
      self, pickle: constants, storageFolders: ["constants/"], format: format)
    var file = TorchFile(
      facts: module.facts, content: .script(module: module, constants: constant))
    if !names(below: "code/").isEmpty { file.program = .script(self) }
    return file
  }

  /// The finding that a record is not there.
  func lacks(_ name: String) -> Diagnostic {
    Diagnostic(
      .torchArchiveMalformed, "the archive lacks the record '\(folder)\(name)'", at: recordLocation)
  }

  /// The releases of PyTorch whose `torch.save` writes such records.
  private func saveEra() -> String {
    if record(".format_version") != nil { return "torch 2.7 or later" }
    if record("byteorder") != nil { return "torch 2.1 to 2.6" }
    if names(below: "tensors/").isEmpty { return "torch 1.5 to 2.0" }
    return "torch 1.4"
  }

  private func scriptEra() -> String {
    record("byteorder") != nil ? "torch 2.1 or later" : "torch 1.2 to 2.0"
  }
}
