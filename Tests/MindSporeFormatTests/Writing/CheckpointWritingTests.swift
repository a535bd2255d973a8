import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import Foundation
import MindSporeFormat
import ModelIR
import TestSupport
import Testing

@Suite struct CheckpointWritingTests {
  private let folder: TemporaryFolder
  private let diagnostics = DiagnosticCollector()

  init() throws { folder = try TemporaryFolder() }

  @discardableResult
  private func write(
    _ entries: [Checkpoint.Entry], metadata: Hyperparameters = [:],
    options: CheckpointOptions = CheckpointOptions(), pieceByteCount: Int = 1 << 20
  ) throws -> [UInt8] {
    let path = folder.path(of: "a.ckpt")
    let summary = try MindSporeCheckpointWriter(pieceByteCount: pieceByteCount).write(
      CheckpointContent(checkpoint: Checkpoint(entries: entries, metadata: metadata)), to: path,
      options: options, diagnostics: diagnostics)
    let bytes = try folder.bytes(of: "a.ckpt")
    #expect(summary.files == [.init(path: path, byteCount: bytes.count)])
    return bytes
  }

  private func read(selection: String? = nil) throws -> Checkpoint {
    let source = try SourceFile(path: folder.path(of: "a.ckpt"))
    return try MindSporeCheckpointImporter().open(source, diagnostics: diagnostics)
      .makeCheckpoint(selection: selection, diagnostics: diagnostics)
  }

  private func stored(
    _ name: String, _ shape: [Int], _ type: ElementType = .uint8, facts: [MetadataEntry] = []
  ) -> Checkpoint.Entry {
    let count = shape.reduce(type.byteCount, *)
    return Checkpoint.Entry(
      name: name,
      weight: Weight(type, shape: shape, bytes: (0..<count).map { UInt8(truncatingIfNeeded: $0) }),
      facts: facts)
  }

  @Test func `the bytes are those of MindSpore`() throws {
    // Written by `mindspore.save_checkpoint` 2.10 with `append_dict`.
    let expected: [UInt8] =
      [0x0A, 0x1A, 0x0A, 1] + Array("a".utf8) + [0x12, 0x15, 8, 2, 0x12, 7]
      + Array("Float32".utf8) + [0x1A, 8, 0, 0, 0x80, 0x3F, 0, 0, 0x80, 0x3F]
      + [0x0A, 0x16, 0x0A, 1] + Array("s".utf8) + [0x12, 0x11, 8, 0, 0x12, 3]
      + Array("str".utf8) + [0x1A, 8, 0x68, 0, 0, 0, 0xE9, 0, 0, 0]
      + [0x0A, 0x16, 0x0A, 1] + Array("i".utf8) + [0x12, 0x11, 0x12, 5]
      + Array("Int64".utf8) + [0x1A, 8, 3, 0, 0, 0, 0, 0, 0, 0]
      + [0x0A, 0x14, 0x0A, 1] + Array("f".utf8) + [0x12, 0x0F, 0x12, 7]
      + Array("Float32".utf8) + [0x1A, 4, 0xCD, 0xCC, 0xCC, 0x3D]
      + [0x0A, 0x0E, 0x0A, 1] + Array("b".utf8) + [0x12, 9, 0x12, 4]
      + Array("Bool".utf8) + [0x1A, 1, 1]
    let ones = try #require(Weight.array([1, 1], .float32))
    let bytes = try write(
      [Checkpoint.Entry(name: "a", weight: ones)],
      metadata: ["s": .text("h\u{E9}"), "i": .integer(3), "f": .number(0.1), "b": .boolean(true)])
    #expect(bytes == expected)
  }

  @Test func `every type comes back with its sizes`() throws {
    let types: [ElementType] = [
      .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .float16, .float32,
      .float64, .bfloat16, .bool,
    ]
    let entries =
      types.map { stored("layer.\($0)", [2, 3], $0) } + [
        stored("layer.int4", [4], .int8, facts: [MetadataEntry("stored_as", "Int4, as it was")]),
        stored("layer.scalar", [], .float32), stored("layer.empty", [0, 3], .float32),
      ]
    try write(entries)
    let found = try read().entries
    #expect(found.map(\.name) == entries.map(\.name))
    #expect(found.map(\.weight.elementType) == entries.map(\.weight.elementType))
    #expect(found.map(\.weight.shape) == entries.map(\.weight.shape))
    for (found, entry) in zip(found, entries) {
      #expect(try found.weight.bytes() == entry.weight.bytes())
    }
    #expect(found.contains { $0.name == "layer.int4" && !$0.facts.isEmpty })
  }

  @Test(arguments: [1, 5, 8, 24, 100])
  func `large tensors are cut into entries of one name`(pieceByteCount: Int) throws {
    let whole = stored("w.a", [2, 3], .float32)
    let turned = Checkpoint.Entry(name: "w.b", weight: whole.weight.transposed(by: [1, 0]))
    let bytes = try write([whole, turned], pieceByteCount: pieceByteCount)
    let pieceCount = (24 + pieceByteCount - 1) / pieceByteCount
    #expect(bytes.count { $0 == UInt8(ascii: "w") } == 2 * pieceCount)
    let found = try read().entries
    #expect(
      try found.map { try $0.weight.bytes() } == [whole, turned].map { try $0.weight.bytes() })
  }

  @Test func `elements of a file are copied from file to file`() throws {
    let content = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let range = FileRange(
      file: try folder.sourceFile(content, named: "in"), byteOffset: 8, byteCount: 599_992)
    let weight = try #require(Weight(.uint8, shape: [599_992], in: range))
    for hasChecksum in [false, true] {
      try write(
        [Checkpoint.Entry(name: "a", weight: weight)],
        options: CheckpointOptions(hasChecksum: hasChecksum), pieceByteCount: 500_000)
      #expect(try read().entries[0].weight.bytes() == Array(content.dropFirst(8)))
    }
  }

  @Test func `the checksum is that of the bytes before it`() throws {
    let plain = try write([stored("a", [3])])
    let checked = try write([stored("a", [3])], options: CheckpointOptions(hasChecksum: true))
    #expect(checked.starts(with: plain) && checked.count == plain.count + 17)
    let checksum = CRC32(plain).value
    #expect(
      Array(checked.suffix(17))
        == Array("crc_num".utf8) + [0, 0, 0, 0, 0, 0]
        + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: checksum >> $0) })
    #expect(try read().entries[0].weight.bytes() == [0, 1, 2])
  }

  @Test func `metadata comes back as metadata`() throws {
    let metadata: Hyperparameters = [
      "hidden": .list([.integer(5), .integer(4)]), "loss": .number(0.5), "epoch": .integer(7),
      "best": .boolean(false), "name": .text("a b"), "empty": .text(""),
    ]
    try write([stored("fc.weight", [2])], metadata: metadata)
    let found = try read()
    #expect(found.entries.map(\.name) == ["fc.weight"])
    for note in metadata.entries { #expect(found.metadata[note.name] == note.value) }
    try write(
      [stored("fc.weight", [2])], metadata: metadata, options: CheckpointOptions(form: .weights))
    #expect(try read().metadata.isEmpty)
    try write([stored("fc.weight", [2])], metadata: ["loss": .number(0.5)])
    #expect(try read().metadata["loss"] == .number(0.5))
  }

  @Test func `metadata that MindSpore has no place for is named`() throws {
    try write(
      [stored("a", [1]), stored("none", [0])],
      metadata: ["a": .integer(1), "b": .mapping([:]), "c": .none, "d": .integer(1)])
    let warnings = diagnostics.diagnostics
    #expect(warnings.allSatisfy { $0.code.name == "mindspore.left-out" })
    #expect(warnings.map(\.location.path) == ["none", "a", "b", "c"])
  }

  @Test func `everything that prevents a checkpoint is named at once`() throws {
    let absent = try #require(Weight(absent: "no data", .float32, shape: [2]))
    let list = #expect(throws: DiagnosticList.self) {
      try write([
        stored("a", [1]), stored("a", [1]), stored("c", [1], .complex32), stored("", [1]),
        Checkpoint.Entry(name: "m", weight: absent),
      ])
    }
    #expect(list?.diagnostics.map(\.location.path) == ["a", "c", "", "m"])
    #expect(
      list?.diagnostics.map(\.code.name) == [
        "checkpoint.duplicate-name", "checkpoint.element-type", "checkpoint.entry-name",
        "weight.no-data",
      ])
    #expect(folder.names == [])
    let refused = #expect(throws: DiagnosticList.self) {
      try write([stored("a", [1])], options: CheckpointOptions(form: .list))
    }
    #expect(refused?.diagnostics.map(\.code.name) == ["checkpoint.option"])
  }

  @Test func `only the owner may read the file, which can be replaced`() throws {
    for _ in 0..<2 {
      try write([stored("a", [1])])
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path(of: "a.ckpt"))[
        .posixPermissions]
      #expect(mode as? Int == 0o400)
    }
  }
}
