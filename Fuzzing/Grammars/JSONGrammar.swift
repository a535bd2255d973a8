import ConversionKit
import Diagnostics
import JSONText
import PyTorchFormat

extension FuzzedGrammar {
  /// JSON texts, and those of torch.export, of TorchScript 1.0 and of files in shards.
  static let json = FuzzedGrammar("json") { input in
    var tokens = try JSONTokenizer(input.bytes)
    let isText = (try? exhaust(&tokens)) != nil
    let document: JSONDocument
    do throws(Diagnostic) {
      document = try JSONDocument.parse(input.bytes, file: "model.json")
    } catch {
      // A repeated name is the one thing that tokens do not tell.
      guard !isText || error.code == .jsonDuplicateName || error.code == .jsonOverLimit else {
        throw Contradiction("a text is refused whose every token is right: \(error)")
      }
      throw error
    }
    guard isText else { throw Contradiction("a text is taken whose tokens are not right") }
    var pending = [document.root]
    while let node = pending.popLast() {
      _ = (node.integer, node.number, node.boolean, node.byteRange)
      if let text = node.string { input.note(text) }
      for member in node.members {
        input.note(member.name)
        pending.append(member.value)
      }
      pending += node.items
    }
    try? openArchives(of: document.root, input)
  }

  private static func exhaust(_ tokens: inout JSONTokenizer) throws {
    while try tokens.next() != .end {}
  }

  /// Opens the archives that could hold the text, by what is in it.
  private static func openArchives(of root: JSONNode, _ input: FuzzedInput) throws {
    let importer = PyTorchImporter()
    let shape = try InputSpecification(parsing: "x:batch,3")
    let floats = [UInt8](repeating: 0x3E, count: 24)
    if root["graph_module"] != nil {
      let archive = try exportedArchive(program: input.bytes, weights: linearWeights, floats)
      try? input.open(by: importer, named: "model.pt2", as: archive, inputs: [shape])
    }
    if root["config"] != nil {
      let archive = try exportedArchive(program: Array("{}".utf8), weights: input.bytes, floats)
      try? input.open(by: importer, named: "model.pt2", as: archive)
    }
    if root["mainModule"] != nil {
      let archive = try StoredArchive.bytes([
        ("net/model.json", input.bytes), ("net/tensors/0", floats), ("net/tensors/1", floats),
        ("net/version", Array("1\n".utf8)),
      ])
      try? input.open(by: importer, named: "model.pt", as: archive)
    }
    if root["weight_map"] != nil {
      _ = try? ShardIndex.read(input.source(named: "model.safetensors.index.json"))
    }
  }

  private static func exportedArchive(
    program: [UInt8], weights: [UInt8], _ floats: [UInt8]
  ) throws(Diagnostic) -> [UInt8] {
    try StoredArchive.bytes([
      ("net/data/weights/weight_0", floats), ("net/data/weights/weight_1", floats),
      ("net/data/weights/model_weights_config.json", weights),
      ("net/models/model.json", program), ("net/archive_format", Array("pt2".utf8)),
      ("net/byteorder", Array("little".utf8)),
    ])
  }

  /// What torch.export says of the weights of `Linear(3, 2)`, which the seeds use.
  private static let linearWeights = Array(
    """
    {"config": {"fc.weight": {"path_name": "weight_0", "is_param": true, "use_pickle": false, \
    "tensor_meta": {"dtype": 7, "sizes": [{"as_int": 2}, {"as_int": 3}], "requires_grad": true, \
    "device": {"type": "cpu", "index": null}, "strides": [{"as_int": 3}, {"as_int": 1}], \
    "storage_offset": {"as_int": 0}, "layout": 7}}, \
    "fc.bias": {"path_name": "weight_1", "is_param": true, "use_pickle": false, \
    "tensor_meta": {"dtype": 7, "sizes": [{"as_int": 2}], "requires_grad": true, \
    "device": {"type": "cpu", "index": null}, "strides": [{"as_int": 1}], \
    "storage_offset": {"as_int": 0}, "layout": 7}}}}
    """.utf8)
}
