import ByteIO
import Diagnostics
import TestSupport
import Testing

@testable import Pickle

@Suite struct PickleTextTests {
  @Test func `a Python 2 byte string is a text where it is UTF-8`() throws {
    let document = try PickleProgram.read("U\u{02}\u{C3}\u{A9}U\u{01}\u{FF}\u{86}.")
    let values = try #require(document.items(document.root))
    #expect(document.text(values[0]) == "é")
    #expect(document.isText(values[0], "é"))
    #expect(document.text(values[1]) == nil)
    #expect(try document.byteString(values[1])?.bytes() == [0xFF])
  }

  @Test func `a lone surrogate is kept and is no text`() throws {
    let document = try PickleProgram.read("X\u{03}\0\0\0\u{ED}\u{A0}\u{80}.")
    #expect(document.text(document.root) == nil)
    #expect(try document.textBytes(document.root)?.bytes() == [0xED, 0xA0, 0x80])
  }

  @Test func `long bytes stay in the file and long texts are read when asked for`() throws {
    let text = [UInt8](repeating: 0x61, count: 200_000)
    let bytes = [UInt8](repeating: 0xFF, count: 300_000)
    func length(_ count: Int) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
    }
    let program: [UInt8] =
      [0x58] + length(text.count) + text + [0x42] + length(bytes.count) + bytes + [0x86, 0x2E]
    let document = try PickleProgram.read(program)
    let values = try #require(document.items(document.root))
    #expect(document.text(values[0])?.utf8.count == text.count)
    guard case .file(let range)? = document.byteString(values[1]) else {
      Issue.record("the bytes are in memory")
      return
    }
    #expect(range.byteOffset == 5 + text.count + 5)
    #expect(try range.bytes() == bytes)
    #expect(document.byteCount == program.count)
  }

  @Test func `a long text is checked across the window's ends`() {
    var text: [UInt8] = [0x61]
    for _ in 0..<70_000 { text += [0xC3, 0xA9] }
    let length = (0..<4).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    #expect(PickleProgram.refusal([0x58] + length + text + [0x2E]) == nil)
    text[140_000] = 0x61
    #expect(PickleProgram.refusal([0x58] + length + text + [0x2E])?.code == .pickleMalformed)
  }

  @Test func `an integer of a million digits is refused as Python does`() {
    let digits = [UInt8](repeating: 0x39, count: 1_000_000)
    #expect(PickleProgram.refusal([0x4C] + digits + [0x0A, 0x2E])?.code == .pickleMalformed)
  }

  @Test func `a line without end is refused`() {
    var limits = PickleLimits()
    limits.lineByteCount = 1000
    let line = [0x56] + [UInt8](repeating: 0x61, count: 300_000)
    #expect(PickleProgram.refusal(line, limits: limits)?.code == .pickleOverLimit)
  }
}
