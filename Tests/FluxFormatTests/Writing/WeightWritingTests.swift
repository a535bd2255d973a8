import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import FluxFormat
import ModelIR
import TestSupport
import Testing

@Suite struct WeightWritingTests {
  private let folder: WritingFolder

  init() throws { folder = try WritingFolder() }

  private func entry(
    _ name: String, _ shape: [Int], _ type: ElementType = .float32
  ) -> Checkpoint.Entry {
    let count = shape.reduce(type.byteCount, *)
    return Checkpoint.Entry(
      name: name,
      weight: Weight(type, shape: shape, bytes: (0..<count).map { UInt8(truncatingIfNeeded: $0) }))
  }

  private func content(
    _ entries: [Checkpoint.Entry], metadata: Hyperparameters = [:]
  ) -> CheckpointContent {
    CheckpointContent(
      checkpoint: Checkpoint(framework: .flux, entries: entries, metadata: metadata))
  }

  @Test(arguments: [
    ["layers[1].weight", "layers[1].bias", "layers[3].weight", "layers[3].cell.Wi"],
    ["conv1.weight", "conv1.bias", "layer1.0.weight"], ["a", "a.b", "a[1]"],
    ["a.b", "a", "c"], ["a[1]", "a.b", "a"], ["a.b.c", "a.b", "a"], ["a.b", "a[1]", "a[1].b"],
    ["x.\u{E9}", "x.e\u{301}", "\u{212B}", "\u{C5}"],
    ["layers[900000000].weight", "x[01]", "x[", "y[1]z", ".", "a..b", "m[1][2]"],
    ["tag.weight", "module.tag", "_backrefs.x"],
  ])
  func `names come back`(names: [String]) throws {
    let entries = names.map { entry($0, [2, 3]) }
    let file = try folder.written(content(entries))
    let found = try file.makeCheckpoint(selection: nil, diagnostics: folder.diagnostics)
    #expect(Set(found.entries.map { ExactName($0.name) }) == Set(names.map { ExactName($0) }))
    #expect(found.entries.count == names.count)
    for entry in found.entries {
      #expect(entry.weight.shape == [2, 3])
      #expect(try entry.weight.bytes() == entries[0].weight.bytes())
    }
  }

  @Test func `every type that Julia has comes back`() throws {
    let types: [ElementType] = [
      .bool, .uint8, .uint16, .uint32, .uint64, .int8, .int16, .int32, .int64, .float16,
      .bfloat16, .float32, .float64, .complex64, .complex128,
    ]
    var entries = types.map { entry("t.\($0)", [3, 2], $0) }
    entries += [entry("t.vector", [3], .uint8), entry("t.scalar", []), entry("t.empty", [0, 2])]
    let file = try folder.written(content(entries))
    let found = try file.makeCheckpoint(selection: nil, diagnostics: folder.diagnostics)
    #expect(found.entries.map(\.name) == entries.map(\.name))
    #expect(found.entries.map(\.weight.elementType) == entries.map(\.weight.elementType))
    #expect(found.entries.map(\.weight.shape) == entries.map(\.weight.shape))
    for (found, entry) in zip(found.entries, entries) {
      #expect(try found.weight.bytes() == entry.weight.bytes())
    }
  }

  @Test func `elements that Julia does not have and names it cannot are refused`() throws {
    let problems = folder.problems(
      content([entry("a", [1], .float8E5M2), entry("b", [1]), entry("tag", [1])]))
    #expect(problems.map(\.code) == ["checkpoint.element-type", "checkpoint.entry-name"])
    #expect(problems.map(\.path) == ["a", "tag"])
  }

  @Test func `a list has the weights in their order`() throws {
    let file = try folder.written(
      content([entry("b", [2]), entry("a", [3])]), options: CheckpointOptions(form: .list))
    let found = try file.makeCheckpoint(selection: nil, diagnostics: folder.diagnostics)
    #expect(found.entries.map(\.weight.shape) == [[2], [3]])
  }

  @Test func `metadata stands beside the weights`() throws {
    let metadata: Hyperparameters = [
      "epoch": .integer(7), "loss": .number(0.25), "name": .text("näme"),
      "sizes": .list([.integer(3), .integer(4)]), "done": .boolean(true), "best": .none,
      "mixed": .list([.integer(1), .text("a")]), "more": .mapping(["x": .number(1)]),
    ]
    let file = try folder.written(content([entry("a.weight", [2])], metadata: metadata))
    let found = try file.makeCheckpoint(selection: nil, diagnostics: folder.diagnostics)
    #expect(found.entries.map(\.name) == ["a.weight"])
    for note in metadata.entries { #expect(found.metadata[note.name] == note.value) }
    let alone = try folder.written(
      content([entry("a.weight", [2])], metadata: metadata),
      options: CheckpointOptions(form: .weights))
    #expect(
      try alone.makeCheckpoint(selection: nil, diagnostics: folder.diagnostics).metadata.isEmpty)
  }

  @Test func `metadata with a meaning of its own is left out with a warning`() throws {
    _ = try folder.written(
      content(
        [entry("a", [2])],
        metadata: ["tag": .text("x"), "weights": .integer(1), "x": .mapping(["tag": .none])]))
    #expect(
      folder.diagnostics.diagnostics.map(\.code.name)
        == Array(repeating: "flux.metadata-left-out", count: 3))
  }

  @Test func `a model needs its modules`() throws {
    let problems = folder.problems(
      content([entry("a", [1])]), options: CheckpointOptions(form: .model))
    #expect(problems.map(\.code) == ["convert.architecture-needed"])
  }
}
