import ByteIO
import Diagnostics
import Foundation
import TestSupport
import Testing

struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a committed output is the whole file and nothing else stays`() throws {
    var output = try OutputFile(replacing: folder.path(of: "out"))
    try output.write([1, 2, 3])
    try output.pad(to: 8)
    try output.write([4])
    #expect(output.position == 9)
    try output.commit()
    #expect(try folder.bytes(of: "out") == [1, 2, 3, 0, 0, 0, 0, 0, 4])
    #expect(folder.names == ["out"])
  }

  @Test func `the target is untouched before the commit`() throws {
    try folder.write([9, 9], to: "out")
    var output = try OutputFile(replacing: folder.path(of: "out"))
    try output.write([1, 2, 3])
    try output.flush()
    #expect(try folder.bytes(of: "out") == [9, 9])
    try output.commit()
    #expect(try folder.bytes(of: "out") == [1, 2, 3])
  }

  @Test func `a dropped output leaves the old file and no temporary one`() throws {
    try folder.write([9, 9], to: "out")
    do {
      var output = try OutputFile(replacing: folder.path(of: "out"))
      try output.write([1, 2, 3])
      #expect(folder.names.count == 2)
    }
    #expect(folder.names == ["out"])
    #expect(try folder.bytes(of: "out") == [9, 9])
  }

  @Test func `two outputs on one target do not share a temporary file`() throws {
    var first = try OutputFile(replacing: folder.path(of: "out"))
    var second = try OutputFile(replacing: folder.path(of: "out"))
    #expect(first.temporaryPath != second.temporaryPath)
    try first.write([1])
    try second.write([2])
    try first.commit()
    try second.commit()
    #expect(try folder.bytes(of: "out") == [2])
    #expect(folder.names == ["out"])
  }

  @Test func `a temporary file lies beside its target, whatever the name begins with`() throws {
    let path = folder.path(of: "\u{301}out")
    let output = try OutputFile(replacing: path)
    #expect(SourceFile.folder(of: output.temporaryPath) == folder.path)
    try output.commit()
    #expect(folder.names == ["\u{301}out"])
  }

  @Test func `a folder cannot be replaced`() {
    let diagnostic = thrownDiagnostic {
      let output = try OutputFile(replacing: folder.path)
      try output.commit()
    }
    #expect(diagnostic?.code == .outputNotWritable)
  }

  @Test func `a missing folder is reported`() {
    let diagnostic = thrownDiagnostic {
      let output = try OutputFile(replacing: folder.path(of: "missing/out"))
      try output.commit()
    }
    #expect(diagnostic?.code == .outputNotWritable)
    #expect(diagnostic?.location.file == folder.path(of: "missing/out"))
  }

  @Test func `a name of 255 bytes can be written`() throws {
    let name = String(repeating: "é", count: 127)
    var output = try OutputFile(replacing: folder.path(of: name))
    try output.write([1])
    try output.commit()
    #expect(try folder.bytes(of: name) == [1])
  }

  @Test(arguments: [0, 1, 1000, 256 << 10, (256 << 10) + 1, 3 << 20])
  func `a copied range arrives whole, through memory or inside the kernel`(byteCount: Int) throws {
    var generator = SeededGenerator(seed: UInt64(byteCount))
    let bytes = (0..<byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let source = try folder.sourceFile([7, 7, 7] + bytes + [8])
    var output = try OutputFile(replacing: folder.path(of: "out"))
    try output.write([1])
    try output.copy(FileRange(file: source, byteOffset: 3, byteCount: byteCount))
    try output.write([2])
    #expect(output.position == byteCount + 2)
    try output.commit()
    #expect(try folder.bytes(of: "out") == [1] + bytes + [2])
  }

  @Test func `memory and file sinks agree`() throws {
    var generator = SeededGenerator(seed: 3)
    let bytes = (0..<700_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let source = try folder.sourceFile(bytes)
    var memory = MemorySink()
    var output = try OutputFile(replacing: folder.path(of: "out"))
    for range in [5..<9, 0..<600_000, 17..<17, 1..<262_145] {
      let part = FileRange(file: source, byteOffset: range.lowerBound, byteCount: range.count)
      try memory.copy(part)
      try output.copy(part)
      try memory.write(Array(bytes[range.prefix(300)]))
      try output.write(Array(bytes[range.prefix(300)]))
    }
    #expect(memory.position == output.position)
    try output.commit()
    #expect(try folder.bytes(of: "out") == memory.bytes)
  }

  @Test func `more outputs than registration slots can follow each other`() throws {
    for index in 0..<200 {
      var output = try OutputFile(replacing: folder.path(of: "out"))
      try output.write([UInt8(index)])
      if index % 2 == 0 { try output.commit() }
    }
    #expect(try folder.bytes(of: "out") == [198])
    #expect(folder.names == ["out"])
  }

  @Test func `more open outputs than registration slots still work`() throws {
    for index in 0..<70 { try writeNested(index, depth: 70) }
    #expect(folder.names.filter { $0.hasPrefix(".recast") }.isEmpty)
  }

  private func writeNested(_ index: Int, depth: Int) throws {
    guard depth > 0, index == 0 || depth <= 1 else { return }
    var output = try OutputFile(replacing: folder.path(of: "out-\(index)-\(depth)"))
    try output.write([UInt8(depth)])
    try writeNested(index, depth: depth - 1)
    try output.commit()
  }
}
