import ByteIO
import Diagnostics
import TestSupport
import Testing

@testable import Pickle

@Suite struct PickleStructureTests {
  @Test func `a list that holds itself is one value`() throws {
    let document = try PickleProgram.read("]q\0h\0a.")
    #expect(document.items(document.root)?.first == document.root)
    #expect(document.describe(document.root, depth: 2) == "[[[…]]]")
  }

  @Test func `an object whose state holds it is one value`() throws {
    let document = try PickleProgram.read("ca\nb\n)\u{81}q\0}U\u{02}meh\0sb.")
    let object = try #require(document.object(document.root))
    let state = try #require(object.states.first)
    #expect(document.pairs(state)?.first?.value == document.root)
  }

  @Test func `batches of a thousand come together in their order`() throws {
    var program = "}q\u{01}U\u{01}l]q\0"
    for batch in 0..<5 {
      program += "("
      for _ in 0..<1000 { program += "K" + String(UnicodeScalar(UInt8(batch))) + "\u{85}" }
      program += "e"
    }
    program += "s."
    let document = try PickleProgram.read(program)
    let list = try #require(document.pairs(document.root)?.first?.value)
    let items = try #require(document.items(list))
    #expect(items.count == 5000)
    #expect(document.items(items[3999])?.first == .integer(3))
    #expect(document.items(items[4000])?.first == .integer(4))
  }

  @Test func `lists that grow in turn keep their own items`() throws {
    var program = "]q\0]q\u{01}\u{86}q\u{02}0"
    for value in 0..<100 {
      let value = String(UnicodeScalar(UInt8(value)))
      program += "h\0K\(value)a0h\u{01}(K\(value)K\(value)e0"
    }
    let document = try PickleProgram.read(program + "h\u{02}.")
    let lists = try #require(document.items(document.root))
    #expect(document.items(lists[0])?.map(\.integer) == (0..<100).map { $0 })
    #expect(document.items(lists[1])?.map(\.integer) == (0..<200).map { $0 / 2 })
  }

  @Test func `a key that comes again keeps its place, takes the new value and is known`() throws {
    let document = try PickleProgram.read("}(U\u{01}aK\u{01}U\u{01}bK\u{02}\u{8C}\u{01}aK\u{03}u.")
    #expect(document.describe(document.root) == "{str'a': 3, str'b': 2}")
    guard case .dictionary(let id) = document.root else {
      Issue.record("no dictionary")
      return
    }
    #expect(document.duplicateKeys(of: id).map { document.text($0) } == ["a"])
  }

  @Test func `one, True and 1,0 are one key in dictionaries and objects of any size`() throws {
    var program = "ca\nb\n)R("
    for value in 0..<40 { program += "K\(String(UnicodeScalar(UInt8(value))))N" }
    program += "u\u{88}K\u{07}sG\u{3F}\u{F0}\0\0\0\0\0\0K\u{08}s."
    let document = try PickleProgram.read(program)
    let object = try #require(document.object(document.root))
    #expect(object.items.count == 40)
    #expect(object.items[1].value == .integer(8))
    let id = try #require(document.root.objectID)
    #expect(document.duplicateKeys(of: id) == [.boolean(true), .number(1)])
  }

  @Test func `five hundred and twelve levels are read and one more is not`() throws {
    func nested(_ count: Int) -> [UInt8] {
      PickleProgram.bytes(String(repeating: "]", count: count))
        + PickleProgram.bytes(String(repeating: "a", count: count - 1) + ".")
    }
    _ = try PickleProgram.read(nested(512))
    #expect(PickleProgram.refusal(nested(513))?.code == .pickleOverLimit)
    #expect(PickleProgram.refusal(nested(100_000))?.code == .pickleOverLimit)
  }

  @Test func `levels are counted however the values are put together`() {
    // Each list is put into the one before while it is still empty.
    var program = "]q\u{02}q\0"
    for _ in 0..<600 { program += "h\0]q\0a0" }
    #expect(
      PickleProgram.refusal(PickleProgram.bytes(program + "."))?.code == .pickleOverLimit)
  }

  @Test func `a value that is met twice is not copied`() throws {
    var program = ")"
    for _ in 0..<200 { program += "2\u{86}" }
    let document = try PickleProgram.read(program + ".")
    #expect(document.describe(document.root, depth: 64).utf8.count < 5000)
  }

  @Test func `a tuple of two to the sixtieth leaves is a key`() throws {
    var program = "}N"
    for _ in 0..<60 { program += "2\u{86}" }
    let document = try PickleProgram.read(program + "Ns.")
    #expect(document.pairs(document.root)?.count == 1)
  }

  @Test func `integers of every size keep their value`() throws {
    for bits in [0, 1, 25, 26, 27, 31, 32, 62] {
      for value in [(1 << bits) - 1, 1 << bits, -(1 << bits), -(1 << bits) - 1] {
        let document = try PickleProgram.read("I\(value)\n.")
        #expect(document.root == .integer(value))
      }
    }
    let list = try PickleProgram.read("(I9000000000\nF0.5\nI-3\nF0.5\nl.")
    #expect(
      list.items(list.root).map { Array($0) }
        == [.integer(9_000_000_000), .number(0.5), .integer(-3), .number(0.5)])
  }

  @Test func `keys are one where Python takes them for one, in a large dictionary too`() throws {
    let others = (0..<20).map { "I\($0 + 100)\nN" }.joined()
    let document = try PickleProgram.read(
      "(F1.5\nI1\nI9000000000\nI2\n\(others)"
        + "F1.5\nI3\nF9000000000.0\nI4\nd.")
    let pairs = try #require(document.pairs(document.root))
    #expect(pairs.count == 22)
    #expect(pairs[0].value == .integer(3))
    #expect(pairs[1].value == .integer(4))
  }

  @Test func `values beyond the limit are refused`() {
    var limits = PickleLimits()
    limits.valueCount = 100
    let values = PickleProgram.bytes("(" + String(repeating: "N", count: 101) + "t.")
    #expect(PickleProgram.refusal(values, limits: limits)?.code == .pickleOverLimit)
    let marks = [UInt8](repeating: 0x28, count: 101)
    #expect(PickleProgram.refusal(marks, limits: limits)?.code == .pickleOverLimit)
    limits = PickleLimits()
    limits.memoCount = 3
    let memo = PickleProgram.bytes("N\u{94}\u{94}\u{94}\u{94}.")
    #expect(PickleProgram.refusal(memo, limits: limits)?.code == .pickleOverLimit)
  }

  @Test func `a pickle ends at its STOP, and the next begins behind`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.sourceFile(PickleProgram.bytes("K\u{01}.\u{80}\u{02}K\u{02}.rest"))
    let first = try PickleDocument.read(file.wholeRange)
    #expect((first.root, first.byteCount, first.protocolVersion) == (.integer(1), 3, 0))
    let rest = FileRange(
      file: file, byteOffset: first.byteCount, byteCount: file.byteCount - first.byteCount)
    let second = try PickleDocument.read(rest)
    #expect((second.root, second.byteCount, second.protocolVersion) == (.integer(2), 5, 2))
  }
}
