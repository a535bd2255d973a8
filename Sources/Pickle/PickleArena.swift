/// Where a run of values is within the arena.
struct PickleRun {
  var start: Int32
  var count: Int32 = 0
  var capacity: Int32 = 0
  /// Whether the run belongs to an object or a dictionary, and is no container by itself.
  var isPart = false
  /// Whether Python can hash the container.
  var isHashable = false
}

/// Where bytes are: from the start of the arena's bytes, or from the start of the file.
struct PicklePayload {
  var start: Int
  var count: Int
  var isInFile: Bool
}

/// What an object is made of, without its later changes.
struct PickleObjectRecord {
  var form: PickleObject.Form
  var callable: PickleValue
  var arguments: PickleValue
  var keywords: PickleValue?
  var byteOffset: Int
  /// The position of the object's changes, or -1.
  var changes: Int32 = -1
}

/// The runs of values that change an object after it is made; -1 where there are none.
struct PickleObjectChanges {
  var states: Int32 = -1
  var appended: Int32 = -1
  var items: Int32 = -1
  var added: Int32 = -1
}

/// Everything a pickle holds, in flat arrays.
struct PickleArena {
  var values: ContiguousArray<PickleValue> = []
  var runs: ContiguousArray<PickleRun> = []
  var bytes: [UInt8] = []
  var payloads: ContiguousArray<PicklePayload> = []
  /// Texts with lone surrogates, which UTF-8 forbids.
  var illFormedTexts: Set<Int32> = []
  var globals: ContiguousArray<(module: Int32, name: Int32)> = []
  var persistents: ContiguousArray<PickleValue> = []
  var objects: ContiguousArray<PickleObjectRecord> = []
  var changes: ContiguousArray<PickleObjectChanges> = []
  /// The keys that a run of pairs held more than once, by the run.
  var duplicateKeys: [Int32: [PickleValue]] = [:]

  /// The values of a run; none for -1.
  func items(_ run: Int32) -> PickleItems {
    guard run >= 0 else { return PickleItems([], start: 0, count: 0) }
    let record = runs[Int(run)]
    return PickleItems(values, start: Int(record.start), count: Int(record.count))
  }

  /// Bytes in memory, or nothing if they are in the file.
  func inMemory(_ payload: Int32) -> ArraySlice<UInt8>? {
    let record = payloads[Int(payload)]
    return record.isInFile ? nil : bytes[record.start..<record.start + record.count]
  }
}
