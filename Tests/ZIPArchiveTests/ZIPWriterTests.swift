import ByteIO
import Diagnostics
import TestSupport
import Testing
import ZIPArchive

@Suite struct ZIPWriterTests {
  @Test func `an archive that is written is read back`() throws {
    var writer = ZIPWriter(MemorySink())
    try writer.add("folder/first.txt", Array("weights".utf8))
    try writer.add("", [])
    try writer.beginMember("ünï", byteCount: 3)
    try writer.write([1])
    try writer.write([2, 3])
    #expect(try writer.endMember() == CRC32([1, 2, 3]).value)
    let sink = try writer.finish()
    let folder = try TemporaryFolder()
    let archive = try ZIPArchive(try folder.sourceFile(sink.bytes).wholeRange)
    #expect(archive.members.map(\.name) == ["folder/first.txt", "", "ünï"])
    #expect(try archive.members[0].bytes() == Array("weights".utf8))
    #expect(try archive.members[1].bytes().isEmpty)
    #expect(try archive.members[2].bytes() == [1, 2, 3])
    for member in archive.members { #expect(try member.range().byteOffset % 64 == 0) }
  }

  @Test func `a member has to be as long as was announced`() throws {
    let found = thrownDiagnostic {
      var writer = ZIPWriter(MemorySink())
      try writer.beginMember("a", byteCount: 3)
      try writer.write([1])
      try writer.endMember()
    }
    #expect(found?.code == .fileSizeMismatch)
  }

  @Test func `a name that no member can have is refused`() throws {
    let found = thrownDiagnostic {
      var writer = ZIPWriter(MemorySink())
      try writer.add(String(repeating: "n", count: 65536), [])
    }
    #expect(found?.code == .zipMemberName)
  }

  @Test func `70,000 members are read back`() throws {
    var writer = ZIPWriter(MemorySink())
    for number in 0..<70_000 { try writer.add("m\(number)", []) }
    let sink = try writer.finish()
    let folder = try TemporaryFolder()
    let archive = try ZIPArchive(try folder.sourceFile(sink.bytes).wholeRange)
    #expect(archive.members.count == 70_000)
    #expect(archive.members.last?.name == "m69999")
  }
}
