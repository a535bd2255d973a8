import ATen
import ByteIO
import Diagnostics
import JSONText
import ModelIR
import TorchScriptSource
import ZIPArchive

extension ScriptModel {
  private static let codeByteLimit = 64 << 20

  /// Reads an archive's outline; code is parsed when it is needed.
  ///
  /// - Parameters:
  ///   - contents: what the file holds.
  ///   - path: the file as the user named it.
  /// - Throws: ``DiagnosticCode/torchScriptMalformed`` for an archive without a module.
  init(_ archive: TorchArchive, contents: TorchContents, path: String) throws(Diagnostic) {
    let code = ScriptCode(archive: nil) { name throws(Diagnostic) in
      try archive.record(name)?.bytes(limit: Self.codeByteLimit)
    }
    self.code = code
    let format = try archive.format()
    version = format.version.flatMap { Int($0) } ?? 1
    guard archive.kind != .scriptModel else {
      examples = []
      let tree = try ScriptModuleTree(archive, contents: contents)
      makeRoot = { () throws(Diagnostic) in
        let data = try ScriptData(code: code)
        return (data, try tree.object(code, data))
      }
      return
    }
    func document(
      _ name: String, _ folder: String
    ) throws(Diagnostic) -> TorchDocument? {
      guard let pickle = archive.record(name) else { return nil }
      return PyTorchFile.document(
        try ArchivedObject(archive, pickle: pickle, storageFolders: [folder], format: format),
        path: path)
    }
    let constants = try document("constants.pkl", "constants/")
    examples =
      try document("traced_inputs.pkl", "traced_inputs/").map { ScriptExample.arguments($0.root) }
      ?? []
    guard let root = contents.root else {
      throw Diagnostic(.torchScriptMalformed, "the archive holds no module")
    }
    makeRoot = { () throws(Diagnostic) in
      let data = try ScriptData(code: code, constants: constants?.root)
      guard case .object(let object) = try data.value(root, path: "") else {
        throw Diagnostic(.torchScriptMalformed, "the archive's object is no module")
      }
      return (data, object)
    }
  }
}

/// The modules of an archive of 1.0 or 1.1, as `model.json` describes them.
private struct ScriptModuleTree {
  private let root: JSONNode
  private let weights: [ExactName: Weight]
  private static let depthLimit = 512

  init(_ archive: TorchArchive, contents: TorchContents) throws(Diagnostic) {
    guard let record = archive.record("model.json") else { throw archive.lacks("model.json") }
    let document = try JSONDocument.parse(
      try record.bytes(limit: 512 << 20), file: archive.path)
    guard let main = document.root["mainModule"] else {
      throw Diagnostic(.torchScriptMalformed, "'model.json' has no 'mainModule'")
    }
    root = main
    var weights: [ExactName: Weight] = [:]
    for entry in contents.list.entries { weights[ExactName(entry.name)] = entry.tensor.weight }
    self.weights = weights
  }

  /// The model as an object of the program.
  func object(_ code: ScriptCode, _ data: ScriptData) throws(Diagnostic) -> ScriptObject {
    try object(root, path: "", code, data, depth: 0)
  }

  private func object(
    _ node: JSONNode, path: String, _ code: ScriptCode, _ data: ScriptData, depth: Int
  ) throws(Diagnostic) -> ScriptObject {
    guard depth < Self.depthLimit else {
      throw Diagnostic(
        .torchScriptMalformed, "modules stand in each other too deep", at: node.location)
    }
    var methods: ScriptFile?
    if let key = node["torchscriptArena"]?["key"]?.string { methods = try code.file(key) }
    let object = ScriptObject(
      className: node["name"]?.string ?? "model", type: nil, path: path, level: 0,
      methods: methods, isPartOfModel: true)
    for parameter in node["parameters"]?.items.map({ $0 }) ?? [] {
      guard let name = parameter["name"]?.string else { continue }
      let full = ScriptData.join(path, name)
      if let weight = weights[ExactName(full)] {
        object.set(code.symbol(name), data.tensor(weight, named: full))
      }
    }
    for attribute in node["attributes"]?.items.map({ $0 }) ?? [] {
      if let name = attribute["name"]?.string {
        object.set(
          code.symbol(name),
          .undetermined("the attribute '\(name)' stands outside of the code"))
      }
    }
    for child in node["submodules"]?.items.map({ $0 }) ?? [] {
      guard let name = child["name"]?.string else { continue }
      object.set(
        code.symbol(name),
        .object(
          try self.object(
            child, path: ScriptData.join(path, name), code, data, depth: depth + 1)))
    }
    return object
  }
}
