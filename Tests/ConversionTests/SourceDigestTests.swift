import ByteIO
import ConversionKit
import Diagnostics
import Foundation
import ModelIR
import TestSupport
import Testing

@Suite struct SourceDigestTests {
  @Test func `zeros stand for a digest until it is asked for`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.sourceFile([UInt8](repeating: 5, count: 9 << 20))
    let digest = SourceDigest(of: file)
    let provenance = Provenance(format: "test", digest: digest, model: "m")
    let known = provenance.entries.map(\.value)
    #expect(known == ["test", String(repeating: "0", count: 64), "m"])
    for _ in 0..<2 {
      let complete = try provenance.completeEntries().map(\.value)
      #expect(complete == ["test", try file.sha256(), "m"])
      #expect(complete.map(\.utf8.count) == known.map(\.utf8.count))
    }
  }

  @Test func `the digest is the one that everybody computes`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.sourceFile(Array("abc".utf8))
    #expect(
      try SourceDigest(of: file).hexadecimal()
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `a source that cannot be read to its end is an error of everybody who asks`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.sourceFile([UInt8](repeating: 5, count: 9 << 20))
    let handle = try #require(FileHandle(forWritingAtPath: file.path))
    try handle.truncate(atOffset: 100)
    let provenance = Provenance(format: "test", digest: SourceDigest(of: file), model: "m")
    for _ in 0..<2 {
      let error = #expect(throws: Diagnostic.self) { try provenance.completeEntries() }
      #expect(error?.code == .fileChanged)
    }
  }
}
