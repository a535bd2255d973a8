import ByteIO
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import PyTorchFormat

@Suite struct DistributedCheckpointTests {
  /// One chunk of a tensor: where it begins, its sizes and its values.
  private typealias Chunk = (offsets: [Int], sizes: [Int], values: [Float])

  private static func object(
    _ name: String, in module: String = "metadata", _ fields: [(String, PickledValue)]
  ) -> PickledValue {
    .object(
      .global("torch.distributed.checkpoint.\(module)", name),
      state: .dictionary(fields.map { (.text($0.0), $0.1) }))
  }

  private static func size(_ sizes: [Int]) -> PickledValue {
    .call(.global("torch", "Size"), [.tuple(sizes.map { .integer($0) })])
  }

  /// Writes a folder with one tensor and gives the path of its metadata.
  private static func write(
    shape: [Int], _ chunks: [Chunk], to folder: TemporaryFolder, fileName: String = "__0_0.distcp"
  ) throws -> String {
    var data: [UInt8] = []
    var places: [(PickledValue, PickledValue)] = []
    for chunk in chunks {
      let file = TorchFileBytes.saved(
        .tensor(.storage("0", count: chunk.values.count), shape: chunk.sizes),
        storages: [("0", TorchFileBytes.floats(chunk.values))])
      places.append(
        (
          object("MetadataIndex", [("fqn", .text("w")), ("offset", size(chunk.offsets))]),
          object(
            "_StorageInfo", in: "filesystem",
            [
              ("relative_path", .text(fileName)), ("offset", .integer(data.count)),
              ("length", .integer(file.count)),
            ])
        ))
      data += file
    }
    let tensor = object(
      "TensorStorageMetadata",
      [
        (
          "properties",
          .object(
            .global("torch.distributed.checkpoint.metadata", "TensorProperties"),
            state: .tuple([.global("torch", "float32"), .none, .boolean(false)]))
        ),
        ("size", size(shape)),
        (
          "chunks",
          .list(
            chunks.map {
              object(
                "ChunkStorageMetadata", [("offsets", size($0.offsets)), ("sizes", size($0.sizes))])
            })
        ),
      ])
    let metadata = object(
      "Metadata",
      [
        ("state_dict_metadata", .dictionary([(.text("w"), tensor)])),
        ("storage_data", .dictionary(places)),
        ("planner_data", .dictionary([(.text("w"), .tuple([.text("model"), .text("w")]))])),
      ])
    try folder.write(data, to: "__0_0.distcp")
    return try folder.write(metadata.pickle, to: ".metadata")
  }

  private static func tensor(at path: String, opensChunks: Bool = true) throws -> TorchTensor {
    let file = try TorchFile.open(
      try SourceFile(path: path), diagnostics: DiagnosticCollector())
    guard case .weights(let table) = file.content,
      case .chunks(let tensor)? = table.entries.first?.content
    else { throw Diagnostic(.torchForeignFile, "no chunks") }
    return try DistributedTensor(
      name: tensor.name, elementType: tensor.elementType, shape: tensor.shape,
      chunks: tensor.chunks, opensChunks: opensChunks
    ).tensor()
  }

  @Test(arguments: [true, false])
  func `chunks in a grid of two axes are one tensor`(opensChunks: Bool) throws {
    let folder = try TemporaryFolder()
    let path = try Self.write(
      shape: [3, 3],
      [
        ([2, 0], [1, 2], [7, 8]), ([0, 2], [2, 1], [3, 6]), ([0, 0], [2, 2], [1, 2, 4, 5]),
        ([2, 2], [1, 1], [9]), ([3, 0], [0, 3], []),
      ], to: folder)
    let tensor = try Self.tensor(at: path, opensChunks: opensChunks)
    #expect(tensor.weight.shape == [3, 3])
    #expect(try tensor.weight.bytes() == TorchFileBytes.floats([1, 2, 3, 4, 5, 6, 7, 8, 9]))
  }

  @Test(arguments: [
    [[0], [1]], [[0], [3]], [[0], [0]], [[1], [3]],
  ])
  func `chunks that overlap or leave a hole are refused`(offsets: [[Int]]) throws {
    let folder = try TemporaryFolder()
    let path = try Self.write(
      shape: [4], offsets.map { ($0, [2], [1, 2]) }, to: folder)
    let refusal = thrownDiagnostic { try Self.tensor(at: path) }
    #expect(refusal?.code == .torchDistributedLayout)
  }

  @Test func `files that the metadata names and the folder lacks are named`() throws {
    let folder = try TemporaryFolder()
    let path = try Self.write(shape: [1], [([0], [1], [1])], to: folder, fileName: "__7_0.distcp")
    let refusal = thrownDiagnostic { try Self.tensor(at: path) }
    #expect(refusal?.code == .torchDistributedMalformed)
    #expect(refusal?.message.contains("'__7_0.distcp'") == true)
  }

  @Test func `a file outside of the folder is not opened`() throws {
    let folder = try TemporaryFolder()
    let path = try Self.write(shape: [1], [([0], [1], [1])], to: folder, fileName: "../secret")
    #expect(thrownDiagnostic { try Self.tensor(at: path) }?.code == .fileNameNotPlain)
  }

  @Test func `a folder stands for the metadata in it, any other path for itself`() throws {
    let folder = try TemporaryFolder()
    #expect(PyTorchImporter().fileToOpen(at: folder.path) == nil)
    try folder.write([1], to: ".metadata")
    #expect(PyTorchImporter().fileToOpen(at: folder.path) == folder.path(of: ".metadata"))
    #expect(PyTorchImporter().fileToOpen(at: "model.pt") == nil)
  }
}
