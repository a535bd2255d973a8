import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import Foundation
import ModelIR
import Recast
import TestSupport
import Testing

@Suite struct ChangedSourceTests {
  @Test(arguments: FormatRegistry.standard.checkpointWriters.map(\.format.id))
  func `weights of a file that changed since it was opened replace nothing`(id: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([UInt8](repeating: 1, count: 16), to: "weights")
    let source = try SourceFile(path: path)
    let weight = try #require(Weight(.float32, shape: [4], in: source.wholeRange))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([2]))
    try handle.close()
    let output = try folder.write([3], to: "output")
    let writer = try #require(
      FormatRegistry.standard.checkpointWriters.first { $0.format.id == id })
    let error = #expect(throws: Diagnostic.self) {
      try writer.write(
        CheckpointContent(
          checkpoint: Checkpoint(
            framework: .pytorch, entries: [Checkpoint.Entry(name: "weight", weight: weight)])),
        to: output, options: CheckpointOptions(), diagnostics: DiagnosticCollector())
    }
    #expect(error?.code == .fileChanged)
    #expect(folder.names == ["output", "weights"])
    #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: output))) == [3])
  }
}
