import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import MindSporeFormat
import ModelIR
import TestSupport
import Testing

@Suite struct CheckpointReadingTests {
  private let folder: TemporaryFolder
  private let importer = MindSporeCheckpointImporter()
  private let diagnostics = DiagnosticCollector()

  init() throws { folder = try TemporaryFolder() }

  private func open(_ bytes: [UInt8]) throws -> any ImportedFile {
    try importer.open(
      try folder.sourceFile(bytes, named: "a.ckpt"), diagnostics: diagnostics)
  }

  private func failure(_ bytes: [UInt8]) -> Diagnostic? {
    thrownDiagnostic { _ = try open(bytes) }
  }

  private func claim(_ bytes: [UInt8], named name: String = "a.ckpt") throws -> FormatClaim {
    let file = try folder.sourceFile(bytes, named: name)
    return importer.claim(file, prefix: try file.prefix(4096))
  }

  @Test func `a file is recognised by its first tensor and not by its name`() throws {
    var sample = CheckpointSample()
    try sample.add("conv1.weight", [2], "Float32", [0, 0, 0, 0, 0, 0, 0, 0])
    #expect(try claim(sample.bytes, named: "a.bin") == .signature)
    #expect(try claim(Array(sample.bytes.prefix(40))) == .signature)
    #expect(try claim([]) == .no)
    #expect(try claim(Array("0.1.0 is no tensor at all".utf8)) == .no)
    var other = CheckpointSample()
    try other.add("x", [], "Placeholder", [])
    #expect(try claim(other.bytes) == .no)
  }

  @Test func `every type of elements is read with its sizes`() throws {
    let types: [(name: String, type: ElementType)] = [
      ("Int8", .int8), ("UInt8", .uint8), ("Uint8", .uint8), ("Int16", .int16),
      ("UInt16", .uint16), ("Uint16", .uint16), ("Int32", .int32), ("UInt32", .uint32),
      ("Int64", .int64), ("UInt64", .uint64), ("Float16", .float16), ("Float32", .float32),
      ("Float64", .float64), ("BFloat16", .bfloat16), ("Bool", .bool), ("Complex64", .complex64),
      ("Complex128", .complex128), ("Int4", .int8),
    ]
    var sample = CheckpointSample()
    for (index, entry) in types.enumerated() {
      let bytes = (0..<2 * entry.type.byteCount).map { UInt8($0) }
      try sample.add("t.\(index)", [1, 2], entry.name, bytes, isPacked: index.isMultiple(of: 2))
    }
    let tensors = try open(sample.bytes).tensors()
    #expect(tensors.map(\.weight.elementType) == types.map(\.type))
    #expect(tensors.allSatisfy { $0.weight.shape == [1, 2] })
    #expect(try tensors.allSatisfy { try $0.weight.bytes().first == 0 })
    #expect(tensors.last?.facts.map(\.key) == ["stored_as"])
  }

  @Test func `numbers without axes are written with the size 0 or none`() throws {
    var old = CheckpointSample()
    try old.add("w", [0], "Float32", [0, 0, 128, 63])
    let oldFile = try open(old.bytes)
    #expect(try oldFile.tensors().map(\.weight.shape) == [[]])
    #expect(oldFile.summary.frameworkVersion == "before 2.3")
    var new = CheckpointSample()
    try new.add("w", [], "Float32", [0, 0, 128, 63])
    let newFile = try open(new.bytes)
    #expect(try newFile.tensors().map(\.weight.shape) == [[]])
    #expect(newFile.summary.frameworkVersion == "2.3 or later")
  }

  @Test func `pieces of a tensor are joined wherever they are cut`() throws {
    let content = (0..<24).map { UInt8($0) }
    for cuts in [[8, 16], [3, 5], [0, 24]] {
      var sample = CheckpointSample()
      let bounds = [0] + cuts + [24]
      for (start, end) in zip(bounds, bounds.dropFirst()) {
        try sample.add("w", [2, 3], "Float32", Array(content[start..<end]))
      }
      try sample.add("b", [1], "Float32", [9, 9, 9, 9])
      let tensors = try open(sample.bytes).tensors()
      #expect(tensors.map(\.name) == ["w", "b"])
      #expect(try tensors[0].weight.bytes() == content)
      #expect(try tensors[0].weight.sliced(along: 0, 1..<2).bytes() == Array(content[12...]))
      #expect(
        try tensors[0].weight.transposed(by: [1, 0]).bytes().prefix(8)
          == [0, 1, 2, 3, 12, 13, 14, 15])
    }
  }

  @Test func `a later entry of a name takes the place of an earlier one`() throws {
    var sample = CheckpointSample()
    try sample.add("a", [1], "UInt8", [1])
    try sample.add("b", [1], "UInt8", [2])
    try sample.add("a", [1], "UInt8", [3])
    let tensors = try open(sample.bytes).tensors()
    #expect(tensors.map(\.name) == ["a", "b"])
    #expect(try tensors[0].weight.bytes() == [3])
    #expect(diagnostics.diagnostics.map(\.code.name) == ["mindspore.overwritten"])
  }

  @Test func `the checksum is verified when elements are read`() throws {
    var sample = CheckpointSample()
    try sample.add("a", [2], "UInt8", [1, 2])
    let covered = sample.bytes
    try sample.addMap(
      "m",
      ["int32", "float32", "int32"].map { CheckpointSample.tensor([1], $0, [1, 2, 3, 4]) })
    sample.addTrailer(of: covered)
    let tensors = try open(sample.bytes).tensors()
    #expect(tensors.map(\.name) == ["a", "m.keys", "m.values", "m.status"])
    #expect(try tensors[0].weight.bytes() == [1, 2])
    var damaged = sample.bytes
    damaged[covered.count - 1] ^= 1
    let weight = try open(damaged).tensors()[0].weight
    #expect(weight.shape == [2])
    #expect(thrownDiagnostic { _ = try weight.bytes() }?.code.name == "mindspore.checksum")
  }

  @Test func `a file that was cut off is refused with the place`() throws {
    var sample = CheckpointSample()
    try sample.add("first", [1], "UInt8", [1])
    let whole = sample.bytes.count
    try sample.add("second", [100], "UInt8", [UInt8](repeating: 7, count: 100))
    let error = failure(Array(sample.bytes.dropLast(50)))
    #expect(error?.code.name == "mindspore.truncated")
    #expect(error?.message.contains("1 entry before it is whole, the last of them 'first'") == true)
    #expect((error?.location.byteRange?.lowerBound ?? 0) >= whole)
  }

  @Test func `bytes that are not those of the sizes are refused`() throws {
    var short = CheckpointSample()
    try short.add("w", [2, 3], "Float32", [1, 2, 3])
    #expect(failure(short.bytes)?.code.name == "mindspore.malformed-tensor")
    #expect(failure(short.bytes)?.message == "Float32 [2, 3] needs 24 bytes, the entry has 3")
    var large = CheckpointSample()
    try large.add("w", [.max, .max, 4], "Float32", [1, 2, 3])
    #expect(failure(large.bytes)?.code.name == "mindspore.malformed-tensor")
    var negative = CheckpointSample()
    try negative.add("w", [-1], "Float32", [])
    #expect(failure(negative.bytes)?.code.name == "mindspore.malformed")
    var unknown = CheckpointSample()
    try unknown.add("a", [1], "UInt8", [1])
    try unknown.add("w", [1], "Float12", [1])
    #expect(failure(unknown.bytes)?.code.name == "mindspore.malformed-tensor")
  }

  @Test func `no damage to a byte ends the program`() throws {
    var sample = CheckpointSample()
    try sample.add("w", [2], "Float32", [1, 2, 3, 4, 5, 6, 7, 8])
    try sample.add("s", [0], "str", utf32("ab"))
    try sample.add("epoch_num", [], "Int64", [3, 0, 0, 0, 0, 0, 0, 0])
    sample.addTrailer()
    for index in sample.bytes.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF, sample.bytes[index] ^ 8] {
        var damaged = sample.bytes
        damaged[index] = value
        guard let file = try? open(damaged) else { continue }
        _ = try? file.tensors().map { try $0.weight.bytes() }
        _ = try? file.makeCheckpoint(selection: nil, diagnostics: diagnostics)
      }
    }
  }
}
