import ByteIO
import Diagnostics
import Pickle

/// What `.metadata` of a distributed checkpoint says, before any other file is opened.
struct DistributedMetadata {
  /// A tensor and the chunks that it consists of.
  struct Tensor {
    let name: String
    let elementType: TorchElementType
    let shape: [Int]
    let chunks: [DistributedChunk.Place]
  }

  /// Where the bytes of a chunk or of an object are.
  struct Stored {
    let fileName: String
    let byteOffset: Int
    let byteCount: Int
  }

  /// What a stored thing is found by: the name, and where its chunk begins in the tensor.
  struct Key: Hashable {
    let name: ExactName
    let offsets: [Int]?
  }

  /// The tensors in the order of the metadata.
  private(set) var tensors: [Tensor] = []
  /// The names of what is no tensor.
  private(set) var values: [String] = []
  /// Where everything is.
  private(set) var places: [Key: Stored] = [:]
  /// The key that each name had at the top of what was saved: `model`.
  private(set) var firstKeys: [ExactName: String] = [:]

  private let record: DistributedRecord

  /// Whether an object is the metadata of a distributed checkpoint.
  static func isRoot(of document: PickleDocument) -> Bool {
    DistributedRecord(document.root, in: document, at: Location())?.className == "Metadata"
  }

  /// Reads the metadata.
  ///
  /// - Throws: ``DiagnosticCode/torchDistributedMalformed`` where it contradicts itself,
  ///   ``DiagnosticCode/torchDistributedLayout`` for a tensor of a type that is not known.
  init(_ document: PickleDocument, at location: Location) throws(Diagnostic) {
    guard let record = DistributedRecord(document.root, in: document, at: location),
      record.className == "Metadata"
    else {
      throw Diagnostic(
        .torchDistributedMalformed, "the file holds no metadata of a distributed checkpoint",
        at: location)
    }
    self.record = record
    for pair in document.pairs(try record.field("state_dict_metadata")) ?? record.none {
      try readEntry(named: try record.text(pair.key), pair.value)
    }
    for pair in document.pairs(try record.field("storage_data")) ?? record.none {
      try readPlace(pair.key, pair.value)
    }
    for pair in record.optionalField("planner_data").flatMap({ document.pairs($0) }) ?? record.none
    {
      guard let name = document.text(pair.key),
        let first = document.items(pair.value)?.first.flatMap({ document.text($0) })
      else { continue }
      firstKeys[ExactName(name)] = first
    }
  }

  private mutating func readEntry(
    named name: String, _ value: PickleValue
  ) throws(Diagnostic) {
    let entry = try record.record(value, of: name)
    switch entry.className {
    case "BytesStorageMetadata":
      values.append(name)
    case "TensorStorageMetadata":
      var chunks: [DistributedChunk.Place] = []
      for item in record.document.items(try entry.field("chunks")) ?? record.noItems {
        let chunk = try record.record(item, of: name)
        chunks.append(
          DistributedChunk.Place(
            offsets: try chunk.sizes("offsets"), sizes: try chunk.sizes("sizes")))
      }
      let properties = try record.record(try entry.field("properties"), of: name)
      guard let elementType = properties.elementType() else {
        throw Diagnostic(
          .torchDistributedLayout, "tensor '\(name)' is of an element type that is not known",
          at: record.location)
      }
      tensors.append(
        Tensor(
          name: name, elementType: elementType, shape: try entry.sizes("size"), chunks: chunks))
    default:
      throw Diagnostic(
        .torchDistributedLayout,
        "entry '\(name)' is described by a \(entry.className), which is not known",
        at: record.location)
    }
  }

  private mutating func readPlace(_ key: PickleValue, _ value: PickleValue) throws(Diagnostic) {
    let index = try record.record(key, of: "storage_data")
    let name = try record.text(try index.field("fqn"))
    let stored = try record.record(value, of: name)
    let offset = index.optionalField("offset")
    let offsets =
      offset.map { $0.isNone } ?? true ? nil : try index.sizes("offset")
    if let transforms = stored.optionalField("transform_descriptors"), !transforms.isNone {
      throw Diagnostic(
        .torchDistributedLayout, "'\(name)' is stored through transforms such as a compression",
        at: record.location)
    }
    guard let byteOffset = try stored.field("offset").integer,
      let byteCount = try stored.field("length").integer
    else {
      throw record.malformed("the place of '\(name)' is no range of bytes")
    }
    places[Key(name: ExactName(name), offsets: offsets)] = Stored(
      fileName: try record.text(try stored.field("relative_path")), byteOffset: byteOffset,
      byteCount: byteCount)
  }
}
