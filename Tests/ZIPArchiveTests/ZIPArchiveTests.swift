import ByteIO
import Diagnostics
import TestSupport
import Testing
import ZIPArchive

@Suite struct ZIPArchiveTests {
  private let folder: TemporaryFolder
  private let text = [UInt8](String(repeating: "weights ", count: 40).utf8)
  private let deflatedText: [UInt8] = [
    0x2B, 0x4F, 0xCD, 0x4C, 0xCF, 0x28, 0x29, 0x56, 0x28, 0x1F, 0xA5, 0xC9, 0xA2, 0x01,
  ]

  init() throws { folder = try TemporaryFolder() }

  private func open(_ archive: ZIPBytes) throws -> ZIPArchive {
    try ZIPArchive(try folder.sourceFile(archive.bytes).wholeRange)
  }

  private func deflated(_ name: String) -> ZIPBytes.Member {
    var member = ZIPBytes.Member(name, text)
    member.stored = deflatedText
    member.method = 8
    return member
  }

  @Test func `members of a file as torch writes it are read from the directory`() throws {
    let archive = try open(
      .likeTorch([("m/data.pkl", [1, 2, 3]), ("m/data/0", text), ("m/data/1", [])]))
    #expect(archive.members.map(\.name) == ["m/data.pkl", "m/data/0", "m/data/1"])
    #expect(archive.members.map(\.byteCount) == [3, 320, 0])
    #expect(archive.members.allSatisfy { !$0.isDeflated })
    let member = try #require(archive.member(named: "m/data/0"))
    #expect(try member.bytes() == text)
    #expect(try member.payload().range().bytes() == text)
    try member.verifyChecksum()
    #expect(archive.member(named: "data/0") == nil)
  }

  @Test func `a member is found wherever it is expected`() throws {
    let archive = try open(
      .likeTorch([("m/data.pkl", [1, 2, 3]), ("m/data/0", text), ("m/data/1", [])]))
    for (number, name) in ["m/data.pkl", "m/data/0", "m/data/1"].enumerated() {
      for place in -1...3 {
        #expect(archive.number(named: Array(name.utf8), expectedAt: place) == number)
      }
      #expect(archive.byteCount(ofMember: number) == archive.members[number].byteCount)
    }
    #expect(archive.number(named: Array("m/data/2".utf8), expectedAt: 2) == nil)
  }

  @Test func `deflated members are inflated when they are read`() throws {
    let archive = try open(
      ZIPBytes(deflated("code/a.py"), ZIPBytes.Member("b", [4]), deflated("code/c.py")))
    #expect(archive.members.map(\.isDeflated) == [true, false, true])
    for name in ["code/a.py", "code/c.py", "code/a.py"] {
      let member = try #require(archive.member(named: name))
      #expect(member.byteCount == 320)
      #expect(member.compressedByteCount == deflatedText.count)
      #expect(try member.bytes() == text)
      let payload = member.payload()
      #expect(payload.byteCount == 320)
      #expect(try payload.range().bytes() == text)
    }
  }

  @Test func `an archive may lie anywhere in a file`() throws {
    let inner = ZIPBytes.likeTorch([("m/data.pkl", [1, 2, 3])]).bytes
    let file = try folder.sourceFile([9, 9, 9] + inner + inner + [9])
    for start in [3, 3 + inner.count] {
      let archive = try ZIPArchive(
        FileRange(file: file, byteOffset: start, byteCount: inner.count))
      #expect(try archive.members[0].bytes() == [1, 2, 3])
    }
  }

  @Test func `an empty archive has no members`() throws {
    #expect(try open(ZIPBytes()).members.isEmpty)
  }

  @Test func `members may be listed in another order than they lie`() throws {
    var bytes = ZIPBytes.likeTorch([("a", [1]), ("b", [2, 2]), ("c", [3])])
    bytes.directoryOrder = [2, 0, 1]
    let archive = try open(bytes)
    #expect(archive.members.map(\.name) == ["c", "a", "b"])
    #expect(try archive.members.map { try $0.bytes() } == [[3], [1], [2, 2]])
  }

  @Test func `the last end record that fits is taken`() throws {
    let decoy: [UInt8] = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
    var bytes = ZIPBytes(ZIPBytes.Member("a", [1]))
    for comment in [decoy, decoy + [7], [0x50, 0x4B, 5, 6], Array("PK".utf8) + decoy + decoy] {
      bytes.comment = comment
      #expect(try open(bytes).members.map(\.name) == ["a"])
    }
  }

  @Test(arguments: [false, true])
  func `a 64-bit end record is read`(isFull: Bool) throws {
    var bytes = ZIPBytes(ZIPBytes.Member("a", [1]), ZIPBytes.Member("b", [2]))
    bytes.hasLongEndRecord = true
    bytes.hasFullEndRecord = isFull
    #expect(try open(bytes).members.map(\.name) == ["a", "b"])
    bytes.longEndRecordChange = 1
    #expect(thrownDiagnostic { try open(bytes) }?.code == .zipMalformed)
  }

  @Test func `long sizes and offsets come from the extra field`() throws {
    var member = ZIPBytes.Member("b", [2, 2])
    member.centralCompressed = .max
    member.centralOffset = .max
    member.byteCount = .max
    member.localCompressed = .max
    member.localExtra = [1, 0, 16, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]
    // An unknown field first; then size, compressed size and offset: behind "a", which takes 32 bytes.
    member.centralExtra =
      [9, 9, 1, 0, 7] + [1, 0, 24, 0]
      + [2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0]
    let archive = try open(ZIPBytes(ZIPBytes.Member("a", [1]), member))
    #expect(archive.members[1].byteCount == 2)
    #expect(try archive.members[1].bytes() == [2, 2])

    member.centralExtra.removeLast(8)
    member.centralExtra[7] = 16
    let diagnostic = thrownDiagnostic { try open(ZIPBytes(ZIPBytes.Member("a", [1]), member)) }
    #expect(diagnostic?.code == .zipMalformed)
    #expect(diagnostic?.location.path == "b")
  }

  @Test func `names are bytes`() throws {
    var raw = ZIPBytes.Member("", [1])
    raw.name = [0x61, 0xFF]
    let archive = try open(
      ZIPBytes(
        raw, ZIPBytes.Member("e\u{301}", [2]), ZIPBytes.Member("\u{E9}", [3]),
        ZIPBytes.Member("../../a", [4]), ZIPBytes.Member("", [5])))
    #expect(archive.members[0].nameBytes == [0x61, 0xFF])
    #expect(archive.members[0].name == "a\u{FFFD}")
    #expect(archive.member(named: "a\u{FFFD}") == nil)
    #expect(try archive.member(named: "e\u{301}")?.bytes() == [2])
    #expect(try archive.member(named: "\u{E9}")?.bytes() == [3])
    #expect(try archive.member(named: "../../a")?.bytes() == [4])
    #expect(try archive.member(named: "")?.bytes() == [5])
  }

  @Test func `a checksum that was not written is not compared`() throws {
    var member = ZIPBytes.Member("a", [1, 2, 3])
    member.crc32 = 0
    let bytes = ZIPBytes(member).bytes
    let archive = try ZIPArchive(
      try folder.sourceFile(bytes).wholeRange, mayLackChecksums: true)
    #expect(archive.countWithoutChecksum == 1)
    #expect(try archive.members[0].bytes() == [1, 2, 3])
    try archive.members[0].verifyChecksum()
    let strict = try ZIPArchive(try folder.sourceFile(bytes).wholeRange)
    #expect(strict.countWithoutChecksum == 0)
    #expect(thrownDiagnostic { try strict.members[0].bytes() }?.code == .zipChecksum)
    #expect(thrownDiagnostic { try strict.members[0].verifyChecksum() }?.code == .zipChecksum)
  }

  @Test func `an empty member needs no checksum`() throws {
    let archive = try ZIPArchive(
      try folder.sourceFile(ZIPBytes(ZIPBytes.Member("a", [])).bytes).wholeRange,
      mayLackChecksums: true)
    #expect(archive.countWithoutChecksum == 0)
    try archive.members[0].verifyChecksum()
  }

  @Test func `a large member is not read into memory`() throws {
    let archive = try open(ZIPBytes(ZIPBytes.Member("a", text)))
    #expect(thrownDiagnostic { try archive.members[0].bytes(limit: 319) }?.code == .fileTooLarge)
  }
}
