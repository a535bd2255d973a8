import ZIPArchive

/// A graph that a file holds beside its weights.
enum TorchProgram: Sendable {
  /// Programs of torch.export by their names; the usual file has one, `model`.
  case exported([ExportedProgramRecord])
  /// The code of a TorchScript module.
  case script(TorchArchive)
}

/// Where the graph of one exported program stands.
struct ExportedProgramRecord: Sendable {
  /// The program's name.
  let name: String
  /// The JSON text.
  let record: ZIPMember
}
