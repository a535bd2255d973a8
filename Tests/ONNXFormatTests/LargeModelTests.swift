import ByteIO
import ConversionKit
import Diagnostics
import Foundation
import ModelIR
import TestSupport
import Testing

@testable import ONNXFormat

/// A model over 2 GiB, written whole.
///
/// It runs only where `RECAST_LARGE_MODELS` is set, as it takes 3 GB of disk and half a minute.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["RECAST_LARGE_MODELS"] != nil))
struct LargeModelTests {
  private static let side = 16384
  private static let count = 3

  @Test func `a model over 2 GiB keeps its tensors beside it by itself`() throws {
    let folder = try TemporaryFolder()
    let tensorByteCount = Self.side * Self.side * 4
    let source = try sparseSource(in: folder, tensorByteCount: tensorByteCount)
    var builder = GraphBuilder()
    var value = builder.addInput(
      named: "x", TensorType(.float32, [.symbol("batch"), .fixed(Self.side)]))
    for index in 0..<Self.count {
      let range = FileRange(
        file: source, byteOffset: index * tensorByteCount, byteCount: tensorByteCount)
      let weight = try #require(Weight(.float32, shape: [Self.side, Self.side], in: range))
      value = try builder.add(MatMul(), value, builder.addWeight(weight, named: "w\(index)"))
    }
    try builder.addOutput(value, named: "y")

    let path = folder.path(of: "large.onnx")
    let summary = try ONNXExporter(producerVersion: "0").export(
      Model(graph: builder.graph, name: "large"), to: path, options: ExportOptions(),
      diagnostics: DiagnosticCollector())
    #expect(folder.names == ["large.onnx", "large.onnx.data", "source"])
    #expect(summary.files.map(\.byteCount).first == Self.count * tensorByteCount)
    let file = try ParsedONNX(try folder.bytes(of: "large.onnx"))
    #expect(
      file.tensors.map(\.external)
        == (0..<Self.count).map {
          [
            "location=large.onnx.data", "offset=\($0 * tensorByteCount)",
            "length=\(tensorByteCount)",
          ]
        })
    let data = try SourceFile(path: path + ".data")
    for index in 0..<Self.count {
      let start = index * tensorByteCount
      #expect(try data.bytes(at: start, count: 8) == mark(index) + [0, 0, 0, 0])
      #expect(try data.bytes(at: start + tensorByteCount - 4, count: 4) == mark(index))
    }
  }

  /// Zeros with a number at both ends of every tensor; most disks do not store the zeros.
  private func sparseSource(
    in folder: TemporaryFolder, tensorByteCount: Int
  ) throws -> SourceFile {
    let path = try folder.write([], to: "source")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    for index in 0..<Self.count {
      for offset in [0, tensorByteCount - 4] {
        try handle.seek(toOffset: UInt64(index * tensorByteCount + offset))
        try handle.write(contentsOf: Data(mark(index)))
      }
    }
    try handle.close()
    return try SourceFile(path: path)
  }

  private func mark(_ index: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendLittleEndian(Float(index + 1).bitPattern)
    return bytes
  }
}
