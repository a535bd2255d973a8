import ByteIO
import Diagnostics
import ModelIR
import Pickle

/// A tar archive as PyTorch saved it until early 2017: members `storages`, `tensors`, `pickle`.
struct TarContainer: TorchContainer {
  let document: PickleDocument
  let facts: [MetadataEntry]

  private let tensors: [ExactName: TorchTensorView]
  private let file: SourceFile

  /// Reads an archive.
  ///
  /// - Throws: ``DiagnosticCode/torchTarMalformed`` for a member that is missing, breaks off or
  ///   contradicts another.
  init(_ range: FileRange) throws(Diagnostic) {
    let archive = try TarArchive(range)
    file = range.file
    let storages = try TarStorages(Self.member("storages", of: archive, in: range))
    tensors = try Self.tensors(
      in: Self.member("tensors", of: archive, in: range), viewing: storages)
    document = try PickleDocument.read(
      Self.member("pickle", of: archive, in: range), limits: .torch)
    facts = [
      MetadataEntry("container", "tar (torch.save until 0.1)"),
      MetadataEntry("pickle_protocol", String(document.protocolVersion)),
    ]
  }

  func resolve(_ persistentID: PickleValue) throws(Diagnostic) -> TorchPersistentObject {
    let location = Location(file: file.path)
    guard let identifier = document.persistentIdentifier(persistentID) else {
      throw Diagnostic(
        .torchPersistentID,
        "a persistent reference is expected, this is \(persistentID.kindDescription)", at: location)
    }
    if let key = document.tarKey(identifier) {
      guard let tensor = tensors[key] else {
        throw Diagnostic(
          .torchRecordMissing, "the object refers to tensor '\(key.text)', the file has none such",
          at: location)
      }
      return .tensor(tensor)
    }
    guard let items = document.items(identifier), items.count == 3,
      let global = document.global(items[0])
    else {
      throw Diagnostic(
        .torchPersistentID, "a reference in a tar file has to be a tensor's key or a class",
        at: location)
    }
    return .moduleClass(
      TorchModuleClass(
        module: global.module, name: global.name, sourceFile: document.text(items[1]),
        source: document.text(items[2])))
  }

  private static func member(
    _ name: String, of archive: TarArchive, in range: FileRange
  ) throws(Diagnostic) -> FileRange {
    guard let member = archive.member(named: name) else {
      throw Diagnostic(
        .torchTarMalformed, "the tar archive has no member '\(name)', so PyTorch did not write it",
        at: Location(file: range.file.path))
    }
    return member.payload
  }

  /// Reads the table of tensors.
  private static func tensors(
    in range: FileRange, viewing storages: TarStorages
  ) throws(Diagnostic) -> [ExactName: TorchTensorView] {
    var cursor = PickleCursor(range)
    var tensors: [ExactName: TorchTensorView] = [:]
    for _ in 0..<(try cursor.readCount("the number of tensors")) {
      let entry = try cursor.readPickle("a tensor")
      guard let items = entry.items(entry.root), items.count == 3,
        let key = entry.tarKey(items[0]), let storageKey = entry.tarKey(items[1]),
        let global = entry.global(items[2])
      else {
        throw cursor.malformed("a tensor has to be given by its key, its storage's and its class")
      }
      guard let storage = storages.storages[storageKey] else {
        throw cursor.malformed(
          "tensor '\(key.text)' views storage '\(storageKey.text)', which is "
            + "missing")
      }
      var reader = WindowedReader(cursor.rest(), windowByteCount: 4096)
      let rank = try reader.readInteger(Int32.self)
      _ = try reader.skip(4)
      guard rank >= 0, Int(rank) <= reader.remainingByteCount / 16 else {
        throw cursor.malformed("tensor '\(key.text)' has \(rank) axes")
      }
      var numbers: [Int] = []
      for _ in 0..<(2 * Int(rank) + 1) { numbers.append(Int(try reader.readInteger(Int64.self))) }
      cursor.skip(reader.position - cursor.position)
      let name = global.name.lastComponent
      let tensor = TorchTensorView(
        key: key.text, elementType: TorchElementType(tensorClass: name), storage: storage,
        shape: Array(numbers[..<Int(rank)]), strides: Array(numbers[Int(rank)..<(2 * Int(rank))]),
        elementOffset: numbers[2 * Int(rank)])
      guard tensors.updateValue(tensor, forKey: key) == nil else {
        throw cursor.malformed("tensor '\(key.text)' is given twice")
      }
    }
    return tensors
  }
}

extension PickleDocument {
  /// A key of a tar file: a number, or its decimal text.
  func tarKey(_ value: PickleValue) -> ExactName? {
    if let number = value.integer { return ExactName(String(number)) }
    return text(value).map(ExactName.init)
  }
}

extension PickleCursor {
  /// Reads a pickled number of things that follow.
  mutating func readCount(_ part: String) throws(Diagnostic) -> Int {
    let document = try readPickle(part)
    guard let count = document.root.integer, count >= 0, count <= rest().byteCount else {
      throw malformed("\(part) is \(document.root.kindDescription) that cannot be one")
    }
    return count
  }
}
