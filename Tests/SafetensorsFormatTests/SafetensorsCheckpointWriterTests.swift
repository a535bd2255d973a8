import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import SafetensorsFormat

@Suite struct SafetensorsCheckpointWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func checkpoint(_ framework: Framework = .pytorch) -> Checkpoint {
    let types: [ElementType] = [.float32, .bool, .bfloat16, .float8E5M2, .int64, .complex64]
    return Checkpoint(
      framework: framework,
      entries: types.enumerated().map { index, type in
        .init(
          name: "t\(index)",
          weight: Weight(
            type, shape: [3],
            bytes: (0..<3 * type.byteCount).map { UInt8($0 % 2) }))
      })
  }

  private func write(
    _ checkpoint: Checkpoint, to name: String, _ options: CheckpointOptions = CheckpointOptions()
  ) throws -> ExportSummary {
    try SafetensorsCheckpointWriter().write(
      CheckpointContent(checkpoint: checkpoint), to: folder.path(of: name), options: options,
      diagnostics: DiagnosticCollector())
  }

  private func read(_ name: String) throws -> Checkpoint {
    let notes = DiagnosticCollector()
    let file = try SafetensorsImporter().open(
      try SourceFile(path: folder.path(of: name)), diagnostics: notes)
    return try file.makeCheckpoint(selection: nil, diagnostics: notes)
  }

  private func values(_ checkpoint: Checkpoint) throws -> [String: [UInt8]] {
    var values: [String: [UInt8]] = [:]
    for entry in checkpoint.entries { values[entry.name] = try entry.weight.bytes() }
    return values
  }

  @Test(arguments: [Framework.pytorch, .mindspore, .flux])
  func `what is written is read back`(framework: Framework) throws {
    let checkpoint = checkpoint(framework)
    _ = try write(checkpoint, to: "m.safetensors")
    let read = try read("m.safetensors")
    #expect(read.framework == (framework == .flux ? .unspecified : framework))
    #expect(try values(read) == values(checkpoint))
  }

  @Test func `several files have an index and appear together`() throws {
    let checkpoint = checkpoint()
    let summary = try write(
      checkpoint, to: "m.safetensors", CheckpointOptions(maximumShardByteCount: 15))
    #expect(
      folder.names == [
        "m-00001-of-00004.safetensors", "m-00002-of-00004.safetensors",
        "m-00003-of-00004.safetensors", "m-00004-of-00004.safetensors",
        "m.safetensors.index.json",
      ])
    #expect(summary.files.count == 5)
    #expect(try values(read("m.safetensors.index.json")) == values(checkpoint))
    #expect(
      try write(
        checkpoint, to: "one.safetensors", CheckpointOptions(maximumShardByteCount: 1 << 20)
      ).files.map(\.path) == [folder.path(of: "one.safetensors")])
  }

  @Test func `MindSpore's flavour can have its checksum, others not`() throws {
    _ = try write(checkpoint(.mindspore), to: "m.safetensors", CheckpointOptions(hasChecksum: true))
    #expect(try values(read("m.safetensors")) == values(checkpoint()))
    var bytes = try folder.bytes(of: "m.safetensors")
    bytes[bytes.count - 1] ^= 1
    try folder.write(bytes, to: "damaged.safetensors")
    let found = thrownDiagnostic { try values(read("damaged.safetensors")) }
    #expect(found?.code == .safetensorsChecksum)
    let refused = thrownDiagnostic {
      try write(checkpoint(), to: "p.safetensors", CheckpointOptions(hasChecksum: true))
    }
    #expect(refused?.code == .checkpointOption)
  }

  @Test func `metadata become texts`() throws {
    var checkpoint = checkpoint()
    checkpoint.metadata = [
      "epoch": .integer(7), "sizes": .list([.integer(1), .text("a")]), "format": .text("np"),
    ]
    _ = try write(checkpoint, to: "m.safetensors")
    let read = try read("m.safetensors")
    #expect(read.metadata["epoch"] == .text("7"))
    #expect(read.metadata["sizes"] == .text("[1, \"a\"]"))
    #expect(read.framework == .pytorch)
  }

  @Test func `types and names that the format does not have are refused`() throws {
    let checkpoint = Checkpoint(entries: [
      .init(
        name: "z", weight: Weight(.complex128, shape: [1], bytes: [UInt8](repeating: 0, count: 16))),
      .init(name: "__metadata__", weight: .scalar(integer: 1)),
    ])
    let error = #expect(throws: DiagnosticList.self) { try write(checkpoint, to: "m.safetensors") }
    #expect(error?.diagnostics.map(\.code) == [.checkpointElementType, .checkpointEntryName])
    #expect(folder.names.isEmpty)
  }
}
