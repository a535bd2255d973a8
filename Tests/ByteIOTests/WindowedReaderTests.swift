import ByteIO
import Diagnostics
import TestSupport
import Testing

struct WindowedReaderTests {
  private let folder: TemporaryFolder
  private let bytes = (0..<1000).map { UInt8($0 % 251) }

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [16, 17, 19, 64, 4096])
  func `integers across window borders read as they do in memory`(windowByteCount: Int) throws {
    let file = try folder.sourceFile(bytes)
    var reader = WindowedReader(file.wholeRange, windowByteCount: windowByteCount)
    var position = 0
    while position + 15 <= bytes.count {
      #expect(reader.position == position)
      #expect(try reader.readInteger(UInt8.self) == bytes[position])
      #expect(try reader.readInteger(UInt16.self) == bytes.littleEndian(at: position + 1))
      #expect(try reader.readInteger(Int32.self) == bytes.littleEndian(at: position + 3))
      #expect(try reader.readInteger(UInt64.self) == bytes.littleEndian(at: position + 7))
      position += 15
    }
    #expect(reader.remainingByteCount == bytes.count - position)
  }

  @Test func `bytes longer than the window are read whole`() throws {
    let file = try folder.sourceFile(bytes)
    var reader = WindowedReader(file.wholeRange, windowByteCount: 16)
    _ = try reader.readInteger(UInt8.self)
    #expect(try reader.readBytes(500) == Array(bytes[1..<501]))
    #expect(try reader.readInteger(UInt8.self) == bytes[501])
  }

  @Test func `bytes over the limit are refused before they are read`() throws {
    let file = try folder.sourceFile(bytes)
    var reader = WindowedReader(file.wholeRange, windowByteCount: 16)
    #expect(thrownDiagnostic { try reader.readBytes(500, limit: 499) }?.code == .fileTooLarge)
  }

  @Test func `a skipped range is not read and keeps its place`() throws {
    let file = try folder.sourceFile(bytes)
    var reader = WindowedReader(file.wholeRange, windowByteCount: 16)
    _ = try reader.readInteger(UInt16.self)
    let range = try reader.skip(700)
    #expect(range.byteRange == 2..<702)
    #expect(try reader.readInteger(UInt8.self) == bytes[702])
    #expect(try range.bytes() == Array(bytes[2..<702]))
  }

  @Test func `an integer past the end is refused with its offset`() throws {
    let file = try folder.sourceFile(Array(bytes[..<10]))
    var reader = WindowedReader(file.wholeRange)
    _ = try reader.readInteger(UInt64.self)
    let diagnostic = thrownDiagnostic { try reader.readInteger(UInt32.self) }
    #expect(diagnostic?.code == .fileTruncated)
    #expect(diagnostic?.location.byteRange?.lowerBound == 8)
    #expect(reader.position == 8)
  }

  @Test func `a reader stays inside its range`() throws {
    let file = try folder.sourceFile(bytes)
    var reader = WindowedReader(FileRange(file: file, byteOffset: 100, byteCount: 3))
    #expect(try reader.readInteger(UInt16.self) == bytes.littleEndian(at: 100))
    #expect(thrownDiagnostic { try reader.readInteger(UInt16.self) }?.code == .fileTruncated)
    #expect(thrownDiagnostic { try reader.skip(2) }?.code == .fileTruncated)
    #expect(thrownDiagnostic { try reader.skip(-1) }?.code == .fileTruncated)
    #expect(try reader.skip(1).byteCount == 1)
  }

  @Test(arguments: [0, 1, 15, 16, 17, 100])
  func `a text ends at its zero byte wherever the window ends`(length: Int) throws {
    let text = [UInt8](repeating: 65, count: length)
    let file = try folder.sourceFile(text + [0, 7])
    var reader = WindowedReader(file.wholeRange, windowByteCount: 16)
    #expect(try reader.readZeroTerminated() == text)
    #expect(try reader.readInteger(UInt8.self) == 7)
  }

  @Test func `a text without an end is refused`() throws {
    let file = try folder.sourceFile([UInt8](repeating: 65, count: 100))
    var reader = WindowedReader(file.wholeRange, windowByteCount: 16)
    #expect(thrownDiagnostic { try reader.readZeroTerminated() }?.code == .fileTruncated)
    var limited = WindowedReader(file.wholeRange, windowByteCount: 16)
    #expect(
      thrownDiagnostic { try limited.readZeroTerminated(limit: 20) }?.code == .fileTooLarge)
  }
}
