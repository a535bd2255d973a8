import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import TestSupport
import Testing
import ZIPArchive

@testable import PyTorchFormat

@Suite struct PyTorchCheckpointWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func checkpoint() throws -> Checkpoint {
    Checkpoint(entries: [
      .init(name: "a", weight: Weight(.uint16, shape: [3], bytes: [0, 0, 0, 0, 0, 0])),
      .init(name: "b", weight: Weight(.float8E4M3FN, shape: [2], bytes: [0, 0])),
      .init(name: "e", weight: Weight(.float32, shape: [0, 3], bytes: [])),
      .init(name: "s", weight: try #require(Weight.scalar(1.5, .float32))),
    ])
  }

  @discardableResult
  private func write(
    _ checkpoint: Checkpoint, to name: String = "d.pth",
    _ options: CheckpointOptions = CheckpointOptions()
  ) throws -> ExportSummary {
    var content = CheckpointContent(checkpoint: checkpoint)
    content.checkpoint.metadata = checkpoint.metadata.merging(options.metadata)
    return try PyTorchCheckpointWriter().write(
      content, to: folder.path(of: name), options: options, diagnostics: DiagnosticCollector())
  }

  @Test func `the object is pickled as torch pickles it`() throws {
    try write(try Self.checkpoint())
    let archive = try ZIPArchive(try SourceFile(path: folder.path(of: "d.pth")).wholeRange)
    #expect(
      archive.members.map(\.name) == [
        "d/data.pkl", "d/.format_version", "d/.storage_alignment", "d/byteorder", "d/data/0",
        "d/data/1", "d/data/2", "d/data/3", "d/version", "d/.data/serialization_id",
      ])
    for member in archive.members {
      #expect(try member.range().byteOffset % 64 == 0, "\(member.name)")
      try member.verifyChecksum()
    }
    // What torch.save of release 2.13 gave for the same tensors.
    let expected =
      "\u{80}\u{02}ccollections\nOrderedDict\nq\0)Rq\u{01}(X\u{01}\0\0\0aq\u{02}ctorch._utils\n"
      + "_rebuild_tensor_v3\nq\u{03}((X\u{07}\0\0\0storageq\u{04}ctorch.storage\nUntypedStorage\nq"
      + "\u{05}X\u{01}\0\0\00q\u{06}X\u{03}\0\0\0cpuq\u{07}K\u{06}tq\u{08}QK\0K\u{03}\u{85}q\u{09}K"
      + "\u{01}\u{85}q\u{0A}\u{89}h\0)Rq\u{0B}ctorch\nuint16\nq\u{0C}tq\u{0D}Rq\u{0E}X\u{01}\0\0\0b"
      + "q\u{0F}h\u{03}((h\u{04}h\u{05}X\u{01}\0\0\01q\u{10}h\u{07}K\u{02}tq\u{11}QK\0K\u{02}\u{85}"
      + "q\u{12}K\u{01}\u{85}q\u{13}\u{89}h\0)Rq\u{14}ctorch\nfloat8_e4m3fn\nq\u{15}tq\u{16}Rq\u{17}"
      + "X\u{01}\0\0\0eq\u{18}ctorch._utils\n_rebuild_tensor_v2\nq\u{19}((h\u{04}ctorch\nFloatStorag"
      + "e\nq\u{1A}X\u{01}\0\0\02q\u{1B}h\u{07}K\0tq\u{1C}QK\0K\0K\u{03}\u{86}q\u{1D}K\u{03}K\u{01}"
      + "\u{86}q\u{1E}\u{89}h\0)Rq\u{1F}tq Rq!X\u{01}\0\0\0sq\"h\u{19}((h\u{04}h\u{1A}X\u{01}\0\0\03"
      + "q#h\u{07}K\u{01}tq$QK\0))\u{89}h\0)Rq%tq&Rq'u."
    let bytes = expected.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    #expect(try archive.members[0].bytes() == bytes)
  }

  @Test(arguments: [false, true])
  func `what is written is read back`(isLegacy: Bool) throws {
    let checkpoint = try Self.checkpoint()
    try write(checkpoint, CheckpointOptions(isLegacy: isLegacy))
    let read = try PyTorchFile(
      try SourceFile(path: folder.path(of: "d.pth")), diagnostics: DiagnosticCollector()
    ).makeCheckpoint(selection: nil, diagnostics: DiagnosticCollector())
    #expect(read.entries.map(\.name) == ["a", "b", "e", "s"])
    for (entry, original) in zip(read.entries, checkpoint.entries) {
      #expect(entry.weight.elementType == original.weight.elementType)
      #expect(entry.weight.shape == original.weight.shape)
      #expect(try entry.weight.bytes() == original.weight.bytes())
    }
  }

  @Test func `metadata stand beside the weights, and modules keep their versions`() throws {
    var checkpoint = try Self.checkpoint()
    checkpoint.moduleVersions = ["": 1, "norm": 2]
    let metadata: Hyperparameters = [
      "input_size": .integer(784), "hidden_layers": .list([.integer(512), .integer(256)]),
      "loss": .number(0.5),
      "name": .text("Zoë"), "best": .none, "big": .integer(1 << 40), "low": .integer(-3),
      "nested": .mapping(["on": .boolean(true)]),
    ]
    try write(checkpoint, CheckpointOptions(metadata: metadata))
    let read = try PyTorchFile(
      try SourceFile(path: folder.path(of: "d.pth")), diagnostics: DiagnosticCollector()
    ).makeCheckpoint(selection: nil, diagnostics: DiagnosticCollector())
    #expect(read.selection == "state_dict")
    #expect(read.entries.count == 4)
    #expect(read.moduleVersions == ["": 1, "norm": 2])
    for entry in metadata.entries where entry.name != "best" {
      #expect(read.metadata[entry.name] == entry.value, "\(entry.name)")
    }
  }

  @Test func `a place of a file that two entries show is stored once`() throws {
    let bytes = [UInt8](repeating: 7, count: 32)
    let source = try folder.sourceFile(bytes, named: "source")
    let weight = try #require(Weight(.float32, shape: [8], in: source.wholeRange))
    let half = weight.converted(to: .float16, counting: OverflowTally())
    let again = weight.converted(to: .float16, counting: OverflowTally())
    try write(
      Checkpoint(entries: [
        .init(name: "in", weight: weight), .init(name: "out", weight: weight),
        .init(name: "half", weight: half), .init(name: "again", weight: again),
        .init(name: "part", weight: weight.sliced(along: 0, 0..<4)),
      ]))
    let archive = try ZIPArchive(try SourceFile(path: folder.path(of: "d.pth")).wholeRange)
    #expect(
      archive.members.filter { $0.name.hasPrefix("d/data/") }.map(\.byteCount) == [32, 16, 16])
  }

  @Test func `names are taken as they are, and twice the same is refused`() throws {
    let weight = Weight.scalar(integer: 1)
    let names = ["", "a\0b", "../x", "é", "e\u{301}", String(repeating: "n", count: 60_000)]
    try write(Checkpoint(entries: names.map { .init(name: $0, weight: weight) }))
    let read = try ImportedBytes(try folder.bytes(of: "d.pth"))
    #expect(try read.checkpoint().entries.map { ExactName($0.name) } == names.map(ExactName.init))
    let error = #expect(throws: DiagnosticList.self) {
      try write(
        Checkpoint(entries: [
          .init(name: "a", weight: weight), .init(name: "b", weight: weight),
          .init(name: "a", weight: weight),
        ]), to: "twice.pth")
    }
    #expect(error?.diagnostics.map(\.code) == [.checkpointDuplicateName])
    #expect(!folder.names.contains("twice.pth"))
  }

  @Test func `what the format does not have is refused`() throws {
    let checkpoint = try Self.checkpoint()
    for options in [
      CheckpointOptions(form: .model), CheckpointOptions(form: .list),
      CheckpointOptions(form: .weights, metadata: ["epoch": .integer(7)]),
      CheckpointOptions(maximumShardByteCount: 1), CheckpointOptions(hasChecksum: true),
    ] {
      let error = #expect(throws: DiagnosticList.self) { try write(checkpoint, options) }
      #expect(error?.diagnostics.map(\.code) == [.checkpointOption])
    }
    let taken = thrownDiagnostic {
      try write(checkpoint, CheckpointOptions(metadata: ["state_dict": .integer(1)]))
    }
    #expect(taken?.code == .checkpointOption)
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: [
    ("model.pth", "model"), ("a/b.c.pt", "b.c"), (".pth", "archive"), ("é.pth", "archive"),
    ("plain", "plain"),
  ])
  func `the folder in the archive is called as torch calls it`(path: String, name: String) {
    #expect(PyTorchCheckpointWriter.archiveName(for: path) == name)
  }
}
