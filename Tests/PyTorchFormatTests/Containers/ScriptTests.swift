import ByteIO
import Diagnostics
import Testing

@testable import PyTorchFormat

@Suite struct ScriptTests {
  @Test func `a module of TorchScript comes with the constants of its code`() throws {
    let module = PickledValue.object(
      .global("__torch__", "Net"),
      state: .dictionary([(.text("w"), .tensor(.storage("0", count: 1), shape: [1]))]))
    let constants = PickledValue.tuple([.tensor(.storage("0", count: 2), shape: [2])])
    let opened = try OpenedFile(
      TorchFileBytes.zip([
        ("net/data.pkl", module.pickle), ("net/data/0", TorchFileBytes.floats([1])),
        ("net/constants.pkl", constants.pickle),
        ("net/constants/0", TorchFileBytes.floats([2, 3])),
        ("net/version", Array("3\n".utf8)),
      ]))
    guard case .script(let graph, let constant?) = opened.file.content else {
      Issue.record("a module and its constants are expected")
      return
    }
    let values = try [graph, constant].map { container in
      try container.document.reachablePersistentReferences().map { reference in
        guard case .storage(let storage) = try container.resolve(reference) else { return 0 }
        return storage.elementCount
      }
    }
    #expect(values == [[1], [2]])
  }

  @Test func `the first releases list parameters by the paths of their modules`() throws {
    let model = """
      {"mainModule": {"name": "net", "submodules": [{"name": "fc", "parameters": [
        {"name": "weight", "tensorId": "1", "isBuffer": false}]}], "parameters": [
        {"name": "scale", "isBuffer": true}]},
       "producerVersion": "1.0", "tensors": [
        {"dataType": "FLOAT", "data": {"key": "tensors/0"}},
        {"dataType": "INT64", "dims": ["2"], "strides": ["1"], "data": {"key": "tensors/1"}}]}
      """
    let opened = try OpenedFile(
      TorchFileBytes.zip([
        ("net/version", Array("1\n".utf8)), ("net/model.json", Array(model.utf8)),
        ("net/tensors/0", TorchFileBytes.floats([1])),
        ("net/tensors/1", [UInt8](repeating: 0, count: 16)),
      ]))
    let entries = try opened.table.entries
    #expect(entries.map(\.name) == ["scale", "fc.weight"])
    #expect(entries.map(\.role) == [.buffer, .parameter])
    let shapes = entries.compactMap { entry in
      if case .view(let view) = entry.content { view.shape } else { nil }
    }
    #expect(shapes == [[], [2]])
    #expect(opened.fact("written_by") == "torch 1.0")
  }

  @Test func `a parameter without its tensor is refused`() {
    let model = "{\"mainModule\": {\"parameters\": [{\"name\": \"w\", \"tensorId\": \"3\"}]}}"
    #expect(
      OpenedFile.refusal(TorchFileBytes.zip([("model.json", Array(model.utf8))]))?.code
        == .torchArchiveMalformed)
  }
}
