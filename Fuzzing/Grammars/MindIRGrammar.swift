import MindSporeFormat

extension FuzzedGrammar {
  /// Graphs of MindSpore.
  static let mindIR = FuzzedGrammar("mindir") { input in
    try input.open(by: MindIRImporter(), named: "model.mindir")
  }
}
