import Diagnostics
import Testing

@testable import PyTorchFormat

@Suite struct HostilePickleTests {
  @Test(arguments: [
    ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("__builtin__", "getattr"),
    ("subprocess", "run"), ("importlib", "import_module"), ("runpy", "run_path"),
    ("shutil", "rmtree"), ("socket", "socket"),
  ])
  func `a file that is a call of the system is refused by name`(module: String, name: String) {
    let refusal = ImportedBytes.refusal(.call(.global(module, name), [.text("true")]))
    #expect(refusal?.code == .torchForbiddenGlobal)
    #expect(refusal?.message.contains("\(module).\(name)") == true)
  }

  @Test func `a call beside weights is named and left out`() throws {
    let file = try ImportedBytes(
      .named([
        ("w", .vector("0", count: 1)), ("x", .call(.global("os", "system"), [.text("true")])),
      ]), storages: [("0", [1])])
    #expect(file.notes.diagnostics.map(\.code) == [.torchForbiddenGlobal])
    #expect(file.notes.diagnostics.first?.severity == .warning)
    #expect(try file.names == ["w"])
  }

  @Test func `a tensor that a foreign function would make is refused`() {
    let refusal = ImportedBytes.refusal(
      .named([
        (
          "w",
          .call(
            .global("torch._tensor", "_rebuild_from_type_v2"),
            [.global("os", "system"), .global("torch", "Tensor"), .tuple([]), .named([])])
        )
      ]))
    #expect(refusal != nil)
  }

  @Test func `a name that only looks like a known one means nothing`() {
    #expect(TorchGlobal.meaning(module: "torch._utils ", name: "_rebuild_tensor_v2") == .opaque)
    #expect(TorchGlobal.meaning(module: "torch._utils", name: "_rebuild_tensor_v2\u{0}") == .opaque)
    #expect(TorchGlobal.meaning(module: "torch", name: "os.system") == .opaque)
  }

  @Test func `an object without tensors is refused`() {
    let refusal = ImportedBytes.refusal(
      .object(.global("transformers.training_args", "TrainingArguments"), state: .named([])))
    #expect(refusal?.code == .torchNoWeights)
  }
}
