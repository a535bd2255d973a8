import ByteIO
import Diagnostics
import Testing

@testable import PyTorchFormat

@Suite struct LegacyStreamTests {
  private static let numbers = (count: 3, bytes: TorchFileBytes.floats([1, 2, 3]))
  private static let object = PickledValue.tensor(
    .storage("94", count: 3, view: PickledValue.none), shape: [3])

  @Test func `storages are found behind the pickles`() throws {
    let opened = try OpenedFile(
      TorchFileBytes.stream(Self.object, keys: ["94"], storages: [Self.numbers]))
    let storages = try opened.storages()
    #expect(storages.map(\.elementCount) == [3])
    #expect(try storages[0].bytes?.range().bytes() == Self.numbers.bytes)
    #expect(opened.notes.isEmpty)
  }

  @Test func `a view is a part of its storage, the same for each that refers to it`() throws {
    let view = PickledValue.storage(
      "94", count: 3, view: .tuple([.text("7"), .integer(1), .integer(2)]))
    let opened = try OpenedFile(
      TorchFileBytes.stream(
        .list([.tensor(view, shape: [2]), .tensor(view, shape: [1])]), keys: ["94"],
        storages: [Self.numbers]))
    let storages = try opened.storages()
    #expect(storages.map(\.key) == ["7", "7"])
    #expect(Set(storages.compactMap(\.bytes)).count == 1)
    #expect(try storages[0].bytes?.range().bytes() == TorchFileBytes.floats([2, 3]))
  }

  @Test func `a view that leaves its storage is refused`() {
    let view = PickledValue.storage(
      "94", count: 3, view: .tuple([.text("7"), .integer(2), .integer(2)]))
    #expect(
      OpenedFile.refusal(
        TorchFileBytes.stream(
          .tensor(view, shape: [2]), keys: ["94"], storages: [Self.numbers]))?.code
        == .torchPersistentID)
  }

  @Test func `the class of a module comes with its source text`() throws {
    let reference = PickledValue.persistent(
      .tuple([
        .text("module"), .global("net", "Net"), .text("net.py"), .text("class Net: pass"),
      ]))
    let opened = try OpenedFile(TorchFileBytes.stream(reference, keys: [], storages: []))
    #expect(
      try opened.resolved() == [
        .moduleClass(
          TorchModuleClass(
            module: "net", name: "Net", sourceFile: "net.py", source: "class Net: pass"))
      ])
  }

  @Test func `storages that the stream does not list are refused`() {
    #expect(
      OpenedFile.refusal(TorchFileBytes.stream(Self.object, keys: [], storages: []))?.code
        == .torchRecordMissing)
  }

  @Test(arguments: [["94", "94"], ["95"]])
  func `keys that come twice or belong to nothing are refused`(keys: [String]) {
    #expect(
      OpenedFile.refusal(
        TorchFileBytes.stream(
          Self.object, keys: keys, storages: keys.map { _ in Self.numbers }))?.code
        == .torchStreamMalformed)
  }

  @Test(arguments: [0, 2, 4, -1])
  func `a storage that says another count than the object is refused`(count: Int) {
    #expect(
      OpenedFile.refusal(
        TorchFileBytes.stream(
          Self.object, keys: ["94"], storages: [(count, Self.numbers.bytes)]))?.code
        == .torchStorageLength)
  }

  @Test func `a stream that breaks off names the storage`() {
    let bytes = TorchFileBytes.stream(Self.object, keys: ["94"], storages: [Self.numbers])
    let refusal = OpenedFile.refusal(Array(bytes.dropLast()))
    #expect(refusal?.message.contains("'94'") == true)
    #expect(refusal?.message.contains("truncated") == true)
  }

  @Test func `of several streams in one file the first is read, with a note`() throws {
    let one = TorchFileBytes.stream(Self.object, keys: ["94"], storages: [Self.numbers])
    let opened = try OpenedFile(one + one)
    #expect(try opened.storages().count == 1)
    #expect(opened.notes.map(\.code) == [.torchStreamRest])
  }
}
