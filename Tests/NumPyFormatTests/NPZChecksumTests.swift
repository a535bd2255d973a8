import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import NumPyFormat

@Suite struct NPZChecksumTests {
  private let folder: TemporaryFolder
  private let elements: [UInt8] = Array(10..<34)

  init() throws { folder = try TemporaryFolder() }

  private func archive() throws -> [UInt8] {
    let entry = Checkpoint.Entry(
      name: "w", weight: Weight(.float32, shape: [2, 3], bytes: elements))
    _ = try NPZWriter().write(
      CheckpointContent(checkpoint: Checkpoint(entries: [entry])), to: folder.path(of: "a.npz"),
      options: CheckpointOptions(), diagnostics: DiagnosticCollector())
    return try folder.bytes(of: "a.npz")
  }

  private func weight(of bytes: [UInt8]) throws -> Weight {
    let source = try SourceFile(path: try folder.write(bytes, to: "b.npz"))
    let notes = DiagnosticCollector()
    let checkpoint = try NPZImporter().open(source, diagnostics: notes)
      .makeCheckpoint(selection: nil, diagnostics: notes)
    return try #require(checkpoint.entries.first).weight
  }

  @Test func `each changed byte of a stored array is noticed when it is read`() throws {
    let bytes = try archive()
    #expect(try weight(of: bytes).bytes() == elements)
    let start = try #require(
      bytes.indices.first { bytes[$0...].starts(with: elements) })
    for place in start..<start + elements.count {
      var changed = bytes
      changed[place] ^= 0x10
      let weight = try weight(of: changed)
      #expect(thrownDiagnostic { try weight.bytes() }?.code.name == "zip.checksum")
    }
  }
}
