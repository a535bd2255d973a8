import ByteIO
import Diagnostics
import Foundation
import TestSupport
import Testing

struct SourceFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a folder is not a regular file`() {
    let diagnostic = thrownDiagnostic { try SourceFile(path: folder.path) }
    #expect(diagnostic?.code == .fileNotRegular)
    #expect(diagnostic?.message.contains("a folder") == true)
  }

  @Test func `a pipe is refused without waiting for its writer`() {
    let path = folder.path(of: "pipe")
    #expect(mkfifo(path, 0o600) == 0)
    #expect(thrownDiagnostic { try SourceFile(path: path) }?.code == .fileNotRegular)
  }

  @Test func `a device is refused`() {
    #expect(thrownDiagnostic { try SourceFile(path: "/dev/zero") }?.code == .fileNotRegular)
  }

  @Test func `a missing file is reported in the system's words`() {
    let diagnostic = thrownDiagnostic { try SourceFile(path: folder.path(of: "missing")) }
    #expect(diagnostic?.code == .fileNotReadable)
    #expect(diagnostic?.message.contains("no such file") == true)
  }

  @Test(arguments: [(-1, 1), (0, 11), (10, 1), (5, -1), (Int.max, 1), (1, Int.max)])
  func `a range outside the file is refused`(byteOffset: Int, count: Int) throws {
    let file = try folder.sourceFile([UInt8](0..<10))
    let diagnostic = thrownDiagnostic { try file.bytes(at: byteOffset, count: count) }
    #expect(diagnostic?.code == .fileTruncated)
  }

  @Test(arguments: [
    ("a/b/c", "a/b", "a/b/", "c"), ("c", "", "", "c"), ("/c", "/", "/", "c"), ("a/", "a", "a/", ""),
    ("a/\u{301}c", "a", "a/", "\u{301}c"),
  ])
  func `a path has a folder and a name`(path: String, folder: String, prefix: String, name: String)
  {
    #expect(Array(SourceFile.folder(of: path).utf8) == Array(folder.utf8))
    #expect(Array(SourceFile.folderPrefix(of: path).utf8) == Array(prefix.utf8))
    #expect(Array(SourceFile.name(of: path).utf8) == Array(name.utf8))
  }

  @Test func `the prefix of a short file is all of it`() throws {
    let file = try folder.sourceFile([1, 2, 3])
    #expect(try file.prefix(16) == [1, 2, 3])
    #expect(try file.prefix(2) == [1, 2])
  }

  @Test func `a file that shrinks is an error and no crash`() throws {
    let path = try folder.write([UInt8](repeating: 1, count: 100), to: "shrinking")
    let file = try SourceFile(path: path)
    #expect(truncate(path, 10) == 0)
    let diagnostic = thrownDiagnostic { try file.bytes(at: 0, count: 100) }
    #expect(diagnostic?.code == .fileChanged)
    #expect(diagnostic?.location.byteRange == 10..<10)
    #expect(thrownDiagnostic { try file.verifyUnchanged() }?.code == .fileChanged)
  }

  @Test func `an untouched file is unchanged`() throws {
    let file = try folder.sourceFile([1, 2, 3])
    try file.verifyUnchanged()
  }
}
