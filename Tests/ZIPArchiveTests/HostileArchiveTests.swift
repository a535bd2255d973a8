import ByteIO
import Diagnostics
import TestSupport
import Testing
import ZIPArchive

@Suite struct HostileArchiveTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(_ bytes: [UInt8]) throws -> ZIPArchive {
    try ZIPArchive(try folder.sourceFile(bytes).wholeRange)
  }

  private func refusal(_ bytes: ZIPBytes) -> Diagnostic? {
    thrownDiagnostic { try open(bytes.bytes) }
  }

  /// What reading the first member of an archive that opens throws.
  private func refusalOfFirst(_ bytes: ZIPBytes) throws -> Diagnostic? {
    let member = try open(bytes.bytes).members[0]
    let diagnostic = thrownDiagnostic { try member.payload().range() }
    #expect(thrownDiagnostic { try member.bytes() }?.code == diagnostic?.code)
    return diagnostic
  }

  private func changed(
    _ change: (inout ZIPBytes.Member) -> Void
  ) -> ZIPBytes {
    var member = ZIPBytes.Member("m/data/0", [1, 2, 3, 4])
    change(&member)
    return ZIPBytes(member, ZIPBytes.Member("m/version", [3]))
  }

  @Test func `every truncated archive is refused`() throws {
    let bytes = ZIPBytes.likeTorch([("m/data.pkl", [1, 2, 3]), ("m/data/0", [4, 5])]).bytes
    for count in 0..<bytes.count {
      let diagnostic = thrownDiagnostic { try open(Array(bytes.prefix(count))) }
      #expect([.zipNoDirectory, .zipMalformed].contains(diagnostic?.code))
      #expect(diagnostic?.location.byteRange != nil)
    }
  }

  @Test func `an end record that lies is refused`() {
    let plain = changed { _ in }
    for change in [-1, 1, 5, 60_000] {
      var bytes = plain
      bytes.countChange = change
      #expect(refusal(bytes)?.code == .zipMalformed)
    }
    for change in [-8, -1, 1, 1 << 30] {
      var bytes = plain
      bytes.offsetChange = change
      #expect(refusal(bytes)?.code == .zipMalformed)
      bytes.offsetChange = 0
      bytes.sizeChange = change
      #expect(refusal(bytes)?.code == .zipMalformed)
      bytes.offsetChange = -change
      #expect(refusal(bytes)?.code == .zipMalformed)
    }
    var split = plain
    split.disk = 5
    #expect(refusal(split)?.code == .zipUnsupported)
  }

  @Test func `bytes before or behind the archive are refused`() throws {
    let bytes = changed { _ in }.bytes
    #expect(thrownDiagnostic { try open(bytes + [0]) }?.code == .zipMalformed)
    #expect(thrownDiagnostic { try open([0] + bytes) }?.code == .zipMalformed)
    #expect(thrownDiagnostic { try open([]) }?.code == .zipNoDirectory)
    #expect(thrownDiagnostic { try open([0x50, 0x4B, 5, 6]) }?.code == .zipNoDirectory)
  }

  @Test func `a zero byte in a name is refused`() {
    let diagnostic = refusal(changed { $0.name = [0x61, 0, 0x62] })
    #expect(diagnostic?.code == .zipMalformed)
  }

  @Test func `encrypted members and other methods are refused by name`() {
    for flag: UInt16 in [1, 0x40, 0x2000] {
      let diagnostic = refusal(changed { $0.flags |= flag })
      #expect(diagnostic?.code == .zipUnsupported)
      #expect(diagnostic?.location.path == "m/data/0")
    }
    for method: UInt16 in [1, 9, 12, 14, 93, 99] {
      let diagnostic = refusal(changed { $0.method = method })
      #expect(diagnostic?.code == .zipUnsupported)
      #expect(diagnostic?.message.contains("method \(method)") == true)
    }
    #expect(refusal(changed { $0.centralDisk = 3 })?.code == .zipUnsupported)
  }

  @Test func `two members of one name are refused`() {
    let one = ZIPBytes.Member("a", [1])
    let bytes = ZIPBytes(one, ZIPBytes.Member("b", [2]), ZIPBytes.Member("a", [3]))
    let diagnostic = refusal(bytes)
    #expect(diagnostic?.code == .zipDuplicateName)
    #expect(diagnostic?.location.path == "a")
  }

  @Test func `members that share bytes are refused`() {
    var one = ZIPBytes.Member("a", [1, 2, 3])
    var two = ZIPBytes.Member("b", [4, 5, 6])
    two.centralOffset = 0
    #expect(refusal(ZIPBytes(one, two))?.code == .zipOverlap)
    #expect(refusal(ZIPBytes(two, one))?.code == nil)
    // The first reaches into the second, with or without the directory's order.
    one.byteCount = 10
    one.centralCompressed = 10
    var bytes = ZIPBytes(one, ZIPBytes.Member("b", [4, 5, 6]))
    #expect(refusal(bytes)?.code == .zipOverlap)
    bytes.directoryOrder = [1, 0]
    #expect(refusal(bytes)?.code == .zipOverlap)
  }

  @Test func `members outside the file are refused`() {
    for offset: UInt32 in [40, 1000, 0x8000_0000, 0xFFFF_FFFE] {
      var member = ZIPBytes.Member("a", [1, 2, 3])
      member.centralOffset = offset
      #expect(refusal(ZIPBytes(member))?.code == .zipMalformed)
    }
    for size: UInt32 in [1000, 0x8000_0000, 0xFFFF_FFFE] {
      var member = ZIPBytes.Member("a", [1, 2, 3])
      member.centralCompressed = size
      member.byteCount = size
      #expect(refusal(ZIPBytes(member))?.code == .zipMalformed)
    }
    var member = ZIPBytes.Member("a", [1, 2, 3])
    member.centralOffset = .max
    for last: UInt8 in [0x7F, 0xFF] {
      member.centralExtra = [1, 0, 8, 0] + [UInt8](repeating: 0xFF, count: 7) + [last]
      #expect(refusal(ZIPBytes(member))?.code == .zipMalformed)
    }
  }

  @Test func `a stored member of two sizes is refused`() {
    #expect(refusal(changed { $0.byteCount = 3 })?.code == .zipMalformed)
    #expect(refusal(changed { $0.byteCount = 5 })?.code == .zipMalformed)
  }

  @Test func `a header that differs from the directory is refused`() throws {
    let changes: [(inout ZIPBytes.Member) -> Void] = [
      { $0.localName = Array("m/data/1".utf8) },
      { $0.localName = Array("m/data/00".utf8) },
      { $0.localMethod = 8 },
      { $0.localFlags = 1 },
      { $0.localSize = 3 },
      { $0.localCompressed = 5 },
      { $0.localCRC32 = 1 },
    ]
    for change in changes {
      let diagnostic = try refusalOfFirst(changed(change))
      #expect(diagnostic?.code == .zipMalformed)
      #expect(diagnostic?.location.path == "m/data/0")
      #expect(diagnostic?.location.byteRange == 0..<0)
    }
  }

  @Test func `a header whose extra fields push the bytes away is refused`() throws {
    var bytes = changed { $0.localExtra = [9, 9, 1, 0, 7] }.bytes
    #expect(try open(bytes).members[0].bytes() == [1, 2, 3, 4])
    // The length of the extra fields, as the header says it.
    bytes[28] = 200
    let member = try open(bytes).members[0]
    #expect(thrownDiagnostic { try member.payload().range() }?.code == .zipMalformed)
  }

  @Test func `bytes that are no header are refused`() throws {
    var bytes = changed { _ in }.bytes
    bytes[0] = 0
    let member = try open(bytes).members[0]
    #expect(thrownDiagnostic { try member.bytes() }?.code == .zipMalformed)
  }

  @Test func `a wrong checksum is refused where it is compared`() throws {
    let archive = try open(
      changed {
        $0.crc32 = 7
        $0.localCRC32 = 0
      }.bytes)
    let member = archive.members[0]
    #expect(try member.payload().range().byteCount == 4)
    #expect(thrownDiagnostic { try member.bytes() }?.code == .zipChecksum)
    #expect(thrownDiagnostic { try member.verifyChecksum() }?.code == .zipChecksum)
  }

  @Test func `deflated bytes that do not give the announced ones are refused`() throws {
    let bytes: [UInt8] = [1, 2, 3, 4]
    let stored: [UInt8] = [1, 4, 0, 0xFB, 0xFF] + bytes
    func deflated(_ change: (inout ZIPBytes.Member) -> Void) -> ZIPBytes {
      changed {
        $0.method = 8
        $0.stored = stored
        change(&$0)
      }
    }
    #expect(try open(deflated { _ in }.bytes).members[0].bytes() == bytes)
    let corrupt: [(inout ZIPBytes.Member) -> Void] = [
      { $0.stored = Array(stored.dropLast()) },
      { $0.stored = stored + [0] },
      { $0.stored = Array("garbage".utf8) },
      { $0.stored[0] = 0 },
      {
        $0.crc32 ^= 1; $0.localCRC32 = 0
      },
    ]
    for change in corrupt {
      let diagnostic = try refusalOfFirst(deflated(change))
      #expect(diagnostic?.code == .compressedDataCorrupt)
      #expect(diagnostic?.location.path == "m/data/0")
    }
    #expect(try refusalOfFirst(deflated { $0.byteCount = 5 })?.code == .fileSizeMismatch)
    #expect(try refusalOfFirst(deflated { $0.byteCount = 3 })?.code == .decompressedTooLarge)
    #expect(refusal(deflated { $0.byteCount = 1_000_000 })?.code == .zipMalformed)
  }

  @Test func `changed bytes never end the process`() throws {
    var generator = SeededGenerator(seed: 11)
    var bytes = ZIPBytes.likeTorch([("m/data.pkl", [1, 2, 3]), ("m/data/0", [4, 5])])
    bytes.hasLongEndRecord = true
    bytes.comment = Array("comment".utf8)
    let original = bytes.bytes
    for _ in 0..<1000 {
      var mutant = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: mutant.indices, using: &generator)
        mutant[index] =
          [0, 1, 0x7F, 0x80, 0xFF, mutant[index] ^ 1].randomElement(
            using: &generator)
          ?? 0
      }
      guard let archive = try? open(mutant) else { continue }
      for member in archive.members { _ = try? member.bytes() }
    }
  }
}
