import ByteIO

/// Where a run of values is within the arena, and what they are.
struct PickleRun {
  enum Content: UInt8 {
    /// The items of a list, tuple or set.
    case items
    /// The keys and values of a dictionary, in turn.
    case pairs
    /// What an object is given after it is made.
    case objectItems
    /// The keys and values that an object is given, in turn.
    case objectPairs
  }

  let content: Content
  /// Whether Python can hash the container.
  var isHashable = false
  /// How many levels it has, itself included.
  var depth: UInt16 = 1
  var start: Int32
  var count: Int32 = 0
  var capacity: Int32 = 0
  /// Whether something holds it.
  var isHeld = false

  /// Whether the run holds keys and values in turn.
  var isPairs: Bool { content == .pairs || content == .objectPairs }

  /// Whether the run is a level of nesting, and not a part of an object.
  var isLevel: Bool { content == .items || content == .pairs }
}

/// Where bytes are: from the start of the arena's bytes, or from the start of the file.
struct PicklePayload {
  let start: Int
  /// How many there are; the complement of it where they are in the file.
  private let markedCount: Int

  init(start: Int, count: Int, isInFile: Bool) {
    self.start = start
    markedCount = isInFile ? ~count : count
  }

  var isInFile: Bool { markedCount < 0 }
  var count: Int { markedCount < 0 ? ~markedCount : markedCount }
}

/// What an object is made of, without its later changes.
struct PickleObjectRecord {
  let byteOffset: Int
  let callable: PickleWord
  let arguments: PickleWord
  /// A dictionary, or `None` for no arguments by name.
  let keywords: PickleWord
  /// The position of the object's changes, or -1.
  var changes: Int32 = -1
  let form: PickleObject.Form
  /// Whether something holds it.
  var isHeld = false
  /// How many levels it has, itself included.
  var depth: UInt16
}

/// The runs of values that change an object after it is made; -1 where there are none.
struct PickleObjectChanges {
  var states: Int32 = -1
  var appended: Int32 = -1
  var items: Int32 = -1
  var added: Int32 = -1
}

/// The module and name of a global, as payloads.
struct PickleGlobalRecord {
  let module: Int32
  let name: Int32
}

/// Everything a pickle holds, in flat buffers.
struct PickleArena: ~Copyable {
  var values: GrowingBuffer<PickleWord>
  /// Integers that are not small, and the bits of floating-point numbers.
  var wideNumbers = GrowingBuffer<UInt64>()
  var runs: GrowingBuffer<PickleRun>
  var bytes: [UInt8] = []
  var payloads: GrowingBuffer<PicklePayload>
  /// Texts with lone surrogates, which UTF-8 forbids.
  var illFormedTexts: Set<Int32> = []
  var globals = GrowingBuffer<PickleGlobalRecord>()
  var persistents: GrowingBuffer<PickleWord>
  /// How many levels each of them has.
  var persistentDepths: GrowingBuffer<UInt16>
  /// Whether what has levels gained none after something held it.
  var areDepthsKnown = true
  var objects: GrowingBuffer<PickleObjectRecord>
  var changes = GrowingBuffer<PickleObjectChanges>()
  /// The keys that a run of pairs held more than once, by the run.
  var duplicateKeys: [Int32: [PickleValue]] = [:]

  /// Makes room for what a `state_dict` of so many bytes needs of each; untouched room costs nothing.
  init(pickleByteCount: Int) {
    let byteCount = min(pickleByteCount, 16 << 20)
    values = GrowingBuffer(capacity: byteCount / 4)
    runs = GrowingBuffer(capacity: byteCount / 18)
    objects = GrowingBuffer(capacity: byteCount / 50)
    persistents = GrowingBuffer(capacity: byteCount / 100)
    persistentDepths = GrowingBuffer(capacity: byteCount / 100)
    payloads = GrowingBuffer(capacity: byteCount / 40)
    bytes.reserveCapacity(byteCount / 2)
  }

  /// Bytes in memory, or nothing if they are in the file.
  func inMemory(_ payload: Int32) -> ArraySlice<UInt8>? {
    let record = payloads[Int(payload)]
    return record.isInFile ? nil : bytes[record.start..<record.start + record.count]
  }

  /// How many values the arena gains when a run does.
  func growth(of run: Int32, by count: Int) -> Int {
    let record = runs[Int(run)]
    let needed = Int(record.count) + count
    if record.count == 0 || Int(record.start) + Int(record.count) == values.count { return count }
    return needed > Int(record.capacity) ? 2 * needed : 0
  }

  /// Makes room for more values at a run's end, moving the run if something is behind it.
  ///
  /// A run that is moved gets twice the room, so that appending stays linear.
  mutating func openRoom(in run: Int32, for count: Int) -> Int {
    let record = runs[Int(run)]
    let start = Int(record.start)
    let end = start + Int(record.count)
    let needed = Int(record.count) + count
    if end == values.count || record.count == 0 {
      // Nothing is behind it, or nothing is in it: it goes on at the arena's end.
      runs[Int(run)].start = Int32(values.count - Int(record.count))
      runs[Int(run)].capacity = Int32(needed)
      let position = values.count
      values.append(repeating: .none, count: count)
      runs[Int(run)].count = Int32(needed)
      return position
    }
    if needed > Int(record.capacity) {
      let capacity = 2 * needed
      let moved = values.count
      for index in start..<end { values.append(values[index]) }
      values.append(repeating: .none, count: capacity - Int(record.count))
      runs[Int(run)].start = Int32(moved)
      runs[Int(run)].capacity = Int32(capacity)
    }
    let position = Int(runs[Int(run)].start) + Int(record.count)
    runs[Int(run)].count = Int32(needed)
    return position
  }
}
