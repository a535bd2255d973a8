import ByteIO
import Diagnostics
import Pickle
import TestSupport
import Testing

@testable import PyTorchFormat

@Suite struct TorchFileTests {
  @Test(arguments: [
    ("<!DOCTYPE html><html></html>", "HTML page"),
    ("version https://git-lfs.github.com/spec/v1\noid sha256:00", "Git LFS pointer"),
    ("", "empty"), ("\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "zeros"),
    ("hello", "none of PyTorch's"),
  ])
  func `what is no file of PyTorch is told for what it is`(text: String, finding: String) {
    let refusal = OpenedFile.refusal(Array(text.utf8))
    #expect(refusal?.code == .torchForeignFile)
    #expect(refusal?.message.contains(finding) == true)
  }

  @Test func `a compressed file is the one inside`() throws {
    let inner = TorchFileBytes.saved(
      .tensor(.storage("0", count: 1), shape: [1]), storages: [("0", [0, 0, 128, 63])])
    let opened = try OpenedFile(TorchFileBytes.gzip(inner))
    #expect(opened.fact("compression") == "gzip")
    #expect(try opened.storages()[0].bytes?.range().bytes() == [0, 0, 128, 63])
  }

  @Test func `a file that is compressed over and over is refused`() {
    let bytes = (0..<3).reduce([1, 2, 3]) { bytes, _ in TorchFileBytes.gzip(bytes) }
    #expect(OpenedFile.refusal(bytes)?.code == .torchNesting)
  }

  @Test func `a plain pickle is an object without storages`() throws {
    let opened = try OpenedFile(PickledValue.list([.integer(3)]).pickle)
    #expect(opened.fact("container") == "pickle")
    #expect(try opened.container.document.items(opened.container.document.root)?.count == 1)
  }

  @Test func `bytes behind a plain pickle are noted`() throws {
    let opened = try OpenedFile(PickledValue.none.pickle + [1, 2])
    #expect(opened.notes.map(\.code) == [.torchStreamRest])
  }

  @Test func `a plain pickle that refers outside of it is refused`() {
    let refusal = OpenedFile.refusal(PickledValue.storage("0", count: 1).pickle)
    #expect(refusal?.code == .torchPersistentID)
  }

  @Test func `a file inside of a byte string opens, to a depth`() throws {
    let inner = TorchFileBytes.saved(
      .tensor(.storage("0", count: 1), shape: [1]), storages: [("0", [0, 0, 128, 63])])
    let opened = try OpenedFile(inner)
    let range = opened.file.facts.isEmpty ? nil : try opened.folder.sourceFile(inner).wholeRange
    let bytes = PickleBytes.file(try #require(range))
    let container = try TorchFile.nested(bytes, nesting: 1, in: "model.pt")
    #expect(container.document.reachablePersistentReferences().count == 1)
    let refusal = #expect(throws: Diagnostic.self) {
      try TorchFile.nested(bytes, nesting: 9, in: "model.pt")
    }
    #expect(refusal?.code == .torchNesting)
  }
}
