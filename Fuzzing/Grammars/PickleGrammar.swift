import ByteIO
import PyTorchFormat
import Pickle

extension FuzzedGrammar {
  /// Pickles, alone and as the object of an archive of PyTorch.
  static let pickle = FuzzedGrammar("pickle") { input in
    let document = try PickleDocument.read(input.source(named: "data.pkl").wholeRange)
    var walk = PickleWalk(document: document, input: input)
    try walk.visitEverything()
    _ = document.describe(document.root)
    try? input.open(by: PyTorchImporter(), named: "data.pkl")
    let storage = [UInt8](repeating: 0x3F, count: 256)
    let archive = try StoredArchive.bytes([
      ("archive/data.pkl", input.bytes), ("archive/byteorder", Array("little".utf8)),
      ("archive/data/0", storage), ("archive/data/1", storage), ("archive/data/2", storage),
      ("archive/version", Array("3\n".utf8)),
    ])
    try? input.open(by: PyTorchImporter(), named: "model.pth", as: archive)
  }
}

/// Visits every value of a document once.
private struct PickleWalk {
  let document: PickleDocument
  let input: FuzzedInput
  private var pending: [PickleValue] = []
  private var seen: Set<PickleValue> = []

  init(document: PickleDocument, input: FuzzedInput) {
    self.document = document
    self.input = input
  }

  mutating func visitEverything() throws {
    pending = [document.root]
    while let value = pending.popLast() {
      guard seen.insert(value).inserted else { continue }
      try visit(value)
    }
  }

  private mutating func visit(_ value: PickleValue) throws {
    switch value {
    case .none, .boolean, .integer, .number: break
    case .longInteger(let id): input.note(try document.longInteger(id).bytes())
    case .text:
      if let text = document.text(value) { input.note(text) }
    case .byteString, .bytes, .byteArray:
      if let bytes = document.byteString(value) { input.note(try bytes.bytes()) }
    case .list, .tuple, .set, .frozenSet:
      if let items = document.items(value) { pending += items }
    case .dictionary(let id):
      visit(document.pairs(id))
      pending += document.duplicateKeys(of: id)
    case .global:
      if let global = document.global(value) {
        input.note(global.module)
        input.note(global.name)
      }
    case .persistent(let id): pending.append(document.persistentIdentifier(id))
    case .object(let id): visit(document.object(id), id)
    }
  }

  private mutating func visit(_ pairs: PicklePairs) {
    for pair in pairs { pending += [pair.key, pair.value] }
  }

  private mutating func visit(_ object: PickleObject, _ id: PickleObjectID) {
    pending += [object.callable, object.arguments]
    if let keywords = object.keywords { pending.append(keywords) }
    pending += object.states
    pending += object.appended
    visit(object.items)
    pending += object.added
    pending += document.duplicateKeys(of: id)
  }
}
