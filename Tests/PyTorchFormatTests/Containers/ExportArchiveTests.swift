import ByteIO
import Diagnostics
import ModelIR
import Testing

@testable import PyTorchFormat

@Suite struct ExportArchiveTests {
  private static func meta(_ name: String, record: String, size: Int, offset: Int) -> String {
    """
    "\(name)": {"path_name": "\(record)", "is_param": true, "use_pickle": false, "tensor_meta": \
    {"dtype": 7, "sizes": [{"as_int": \(size)}], "requires_grad": true, "layout": 7, \
    "strides": [{"as_int": 1}], "storage_offset": {"as_int": \(offset)}}}
    """
  }

  private static func archive(_ entries: [String], records: [(String, [UInt8])]) -> [UInt8] {
    let config = "{\"config\": {\(entries.joined(separator: ", "))}}"
    return TorchFileBytes.zip(
      records.map { ("net/data/weights/\($0.0)", $0.1) } + [
        ("net/data/weights/model_weights_config.json", Array(config.utf8)),
        ("net/data/constants/model_constants_config.json", Array("{\"config\": {}}".utf8)),
        ("net/models/model.json", Array("{}".utf8)), ("net/archive_format", Array("pt2".utf8)),
        ("net/.data/version", Array("6\n".utf8)), ("net/byteorder", Array("little".utf8)),
      ])
  }

  @Test func `weights that share a record share its bytes`() throws {
    let opened = try OpenedFile(
      Self.archive(
        [
          Self.meta("emb.weight", record: "weight_0", size: 2, offset: 0),
          Self.meta("lin.weight", record: "weight_0", size: 1, offset: 1),
        ], records: [("weight_0", TorchFileBytes.floats([1, 2]))]))
    let entries = try opened.table.entries
    #expect(entries.map(\.name) == ["emb.weight", "lin.weight"])
    let views = entries.compactMap { entry in
      if case .view(let view) = entry.content { view } else { nil }
    }
    #expect(Set(views.compactMap(\.storage.bytes)).count == 1)
    #expect(try views[1].tensor().weight.bytes() == TorchFileBytes.floats([2]))
  }

  @Test func `a record that the configuration names and the archive lacks is refused`() {
    let refusal = OpenedFile.refusal(
      Self.archive([Self.meta("w", record: "weight_0", size: 2, offset: 0)], records: []))
    #expect(refusal?.code == .torchRecordMissing)
    #expect(refusal?.message.contains("'w'") == true)
  }

  @Test func `compiled code without weights is not supported`() {
    let refusal = OpenedFile.refusal(
      TorchFileBytes.zip([
        ("net/archive_format", Array("pt2".utf8)),
        ("net/data/aotinductor/model/net.so", [1, 2, 3]),
      ]))
    #expect(refusal?.code == .torchArchiveUnsupported)
  }

  @Test(arguments: ["serialized_state_dict.pt", "serialized_state_dict.json"])
  func `the weights of earlier releases are a file of their own`(name: String) throws {
    let weights = TorchFileBytes.saved(
      .dictionary([(.text("w"), .tensor(.storage("0", count: 1), shape: [1]))]),
      storages: [("0", TorchFileBytes.floats([5]))])
    let opened = try OpenedFile(
      TorchFileBytes.zip([
        ("serialized_exported_program.json", Array("{}".utf8)), (name, weights),
        ("version", Array("5.1".utf8)),
      ]))
    let dictionaries = try opened.table.dictionaries
    #expect(dictionaries.map(\.role) == [.parameter])
    #expect(dictionaries[0].container.document.reachablePersistentReferences().count == 1)
    #expect(opened.fact("schema_version") == "5.1")
  }
}
