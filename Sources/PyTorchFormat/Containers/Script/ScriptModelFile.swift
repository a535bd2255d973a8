import ByteIO
import Diagnostics
import JSONText
import ModelIR
import ZIPArchive

/// A TorchScript module of 1.0 or 1.1, which describes itself in `model.json`.
struct ScriptModelFile {
  private let archive: TorchArchive
  private let storages = TorchStorageTable()

  /// Takes an archive.
  init(_ archive: TorchArchive) { self.archive = archive }

  /// The parameters and buffers of all modules by their paths.
  ///
  /// - Throws: ``DiagnosticCode/torchArchiveMalformed`` for a description that contradicts itself.
  func file() throws(Diagnostic) -> TorchFile {
    guard let record = archive.record("model.json") else { throw archive.lacks("model.json") }
    let format = try archive.format()
    let document = try JSONDocument.parse(
      try record.bytes(limit: 512 << 20), file: archive.path)
    guard let main = document.root["mainModule"] else {
      throw malformed("'model.json' has no 'mainModule'", at: document.root)
    }
    let tensors = document.root["tensors"].map { Array($0.items) } ?? []
    var table = TorchWeightTable()
    var pending = [(path: "", node: main)]
    while let (path, node) = pending.popLast() {
      for parameter in node["parameters"]?.items.map({ $0 }) ?? [] {
        guard let name = parameter["name"]?.string else {
          throw malformed("a parameter has no name", at: parameter)
        }
        let index = parameter["tensorId"].flatMap(Self.integer) ?? 0
        guard tensors.indices.contains(index) else {
          throw malformed(
            "parameter '\(path)\(name)' is tensor \(index), which is missing", at: node)
        }
        let view = try tensor(
          tensors[index], named: path + name, isBigEndian: format.isBigEndian)
        let isBuffer = parameter["isBuffer"]?.boolean ?? false
        table.entries.append(
          TorchWeightTable.Entry(
            name: path + name, role: isBuffer ? .buffer : .parameter, content: .view(view)))
      }
      for child in (node["submodules"]?.items.map({ $0 }) ?? []).reversed() {
        guard let name = child["name"]?.string else {
          throw malformed("a module has no name", at: child)
        }
        pending.append(("\(path)\(name).", child))
      }
    }
    let producer = document.root["producerVersion"]?.string ?? "1.0"
    var file = TorchFile(
      facts: [
        MetadataEntry("container", "zip (TorchScript)"),
        MetadataEntry("written_by", "torch \(producer)"),
      ] + format.facts, content: .weights(table))
    file.program = .script(archive)
    return file
  }

  private func tensor(
    _ node: JSONNode, named name: String, isBigEndian: Bool
  ) throws(Diagnostic) -> TorchTensorView {
    guard let type = node["dataType"]?.string.flatMap(Self.elementType) else {
      throw malformed("tensor '\(name)' is of a type that is not known", at: node)
    }
    guard let key = node["data"]?["key"]?.string, let record = archive.record(key) else {
      throw Diagnostic(
        .torchRecordMissing, "the record with the elements of tensor '\(name)' is missing",
        at: node.location)
    }
    func integers(_ key: String) throws(Diagnostic) -> [Int] {
      var values: [Int] = []
      for item in node[key]?.items.map({ $0 }) ?? [] {
        guard let value = Self.integer(item) else {
          throw malformed("tensor '\(name)' has '\(key)' that are no integers", at: item)
        }
        values.append(value)
      }
      return values
    }
    let bytes = try storages.bytes(of: ExactName(key)) { () throws(Diagnostic) in
      record.verifiedPayload()
    }
    let storage = TorchStorage(
      key: key, elementType: type, elementCount: record.byteCount / type.byteCount,
      byteCount: record.byteCount, bytes: bytes, isBigEndian: isBigEndian,
      location: node["device"]?.string ?? "cpu")
    return TorchTensorView(
      key: name, elementType: type, storage: storage, shape: try integers("dims"),
      strides: try integers("strides"),
      elementOffset: node["offset"].flatMap(Self.integer) ?? 0)
  }

  private func malformed(_ finding: String, at node: JSONNode) -> Diagnostic {
    Diagnostic(.torchArchiveMalformed, finding, at: node.location)
  }

  /// An integer, which the JSON form of protocol buffers writes as a text.
  private static func integer(_ node: JSONNode) -> Int? {
    node.integer ?? node.string.flatMap { Int($0) }
  }

  private static func elementType(_ name: String) -> TorchElementType? {
    switch name {
    case "FLOAT": .float32
    case "DOUBLE": .float64
    case "FLOAT16": .float16
    case "INT64": .int64
    case "INT32": .int32
    case "INT16": .int16
    case "INT8": .int8
    case "UINT8", "BYTE": .uint8
    case "BOOL": .bool
    default: nil
    }
  }
}
