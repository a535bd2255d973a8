public import ByteIO
public import Diagnostics

/// What a pickle says: values, and the calls that Python would make.
///
/// The reader knows the machine's instructions and no class: it imports nothing and calls nothing.
/// Values live in flat arrays, so copying a document is cheap, values that hold themselves do no
/// harm, and nothing recurses when it goes away.
public struct PickleDocument: Sendable {
  /// The value that the pickle leaves.
  public let root: PickleValue
  /// How long the pickle is, its STOP included.
  public let byteCount: Int
  /// The highest protocol that the pickle names, 0 if it names none.
  public let protocolVersion: Int

  let contents: PickleContents
  let file: SourceFile
  let limits: PickleLimits

  /// Reads one pickle from the start of a range up to its STOP; more bytes may follow.
  ///
  /// - Throws: ``DiagnosticCode/fileTruncated`` if the range ends early,
  ///   ``DiagnosticCode/pickleMalformed`` for what no Python would load,
  ///   ``DiagnosticCode/pickleUnsupportedOpcode`` for what refers outside of the file,
  ///   ``DiagnosticCode/pickleOverLimit`` over a limit, and what reading raises.
  public static func read(
    _ range: FileRange, limits: PickleLimits = PickleLimits()
  ) throws(Diagnostic) -> PickleDocument {
    try PickleMachine(range, limits: limits).readDocument()
  }
}

extension PickleDocument {
  /// The values of a list, tuple or set.
  public func items(_ id: PickleSequenceID) -> PickleItems { contents.items(id.index) }

  /// The values of a list, tuple, set or frozen set; nothing for any other value.
  public func items(_ value: PickleValue) -> PickleItems? {
    switch value {
    case .list(let id), .tuple(let id), .set(let id), .frozenSet(let id): items(id)
    default: nil
    }
  }

  /// The entries of a dictionary; a key that comes again keeps its place and takes the new value.
  public func pairs(_ id: PickleDictionaryID) -> PicklePairs {
    PicklePairs(flat: contents.items(id.index))
  }

  /// The entries of a dictionary; nothing for any other value.
  public func pairs(_ value: PickleValue) -> PicklePairs? {
    if case .dictionary(let id) = value { pairs(id) } else { nil }
  }

  /// The keys that the file gives a dictionary more than once.
  public func duplicateKeys(of id: PickleDictionaryID) -> [PickleValue] {
    contents.arena.duplicateKeys[id.index] ?? []
  }

  /// The keys that the file stores in an object more than once.
  public func duplicateKeys(of id: PickleObjectID) -> [PickleValue] {
    let changes = contents.arena.objects[Int(id.index)].changes
    guard changes >= 0 else { return [] }
    return contents.arena.duplicateKeys[contents.arena.changes[Int(changes)].items] ?? []
  }

  /// What is kept beside the pickle under this value.
  public func persistentIdentifier(_ id: PicklePersistentID) -> PickleValue {
    contents.arena.value(contents.arena.persistents[Int(id.index)])
  }

  /// The value that names something kept beside the pickle; nothing for any other value.
  public func persistentIdentifier(_ value: PickleValue) -> PickleValue? {
    if case .persistent(let id) = value { persistentIdentifier(id) } else { nil }
  }

  /// What Python would make by a call.
  public func object(_ id: PickleObjectID) -> PickleObject {
    let record = contents.arena.objects[Int(id.index)]
    let changes =
      record.changes < 0 ? PickleObjectChanges() : contents.arena.changes[Int(record.changes)]
    let keywords = contents.arena.value(record.keywords)
    return PickleObject(
      form: record.form, callable: contents.arena.value(record.callable),
      arguments: contents.arena.value(record.arguments),
      keywords: keywords.isNone ? nil : keywords, states: contents.items(changes.states),
      appended: contents.items(changes.appended),
      items: PicklePairs(flat: contents.items(changes.items)),
      added: contents.items(changes.added), byteOffset: record.byteOffset)
  }

  /// What Python would make by a call; nothing for any other value.
  public func object(_ value: PickleValue) -> PickleObject? {
    if case .object(let id) = value { object(id) } else { nil }
  }
}
