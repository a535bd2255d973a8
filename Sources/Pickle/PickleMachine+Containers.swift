import ByteIO
import Diagnostics

extension PickleMachine {
  /// Makes an empty run of values.
  mutating func newRun(_ content: PickleRun.Content) throws(Diagnostic) -> Int32 {
    try checkRoom(arena.runs.count)
    arena.runs.append(PickleRun(content: content, start: Int32(arena.values.count)))
    return Int32(arena.runs.count - 1)
  }

  /// Moves values from the top of the stack to the end of a run of a container or object.
  mutating func moveTop(
    _ count: Int, to run: Int32, of holder: PickleWord
  ) throws(Diagnostic) {
    guard count > 0 else { return }
    try checkRoom(arena.values.count, adding: arena.growth(of: run, by: count))
    let position = arena.openRoom(in: run, for: count)
    let first = stack.count - count
    var levels: UInt16 = 0
    for index in 0..<count {
      let value = stack[first + index]
      levels = max(levels, arena.hold(value))
      arena.values[position + index] = value
    }
    arena.deepen(holder, around: levels)
    drop(count)
  }

  /// Makes a run of the values on top of the stack.
  @inline(__always)
  mutating func newRun(
    _ content: PickleRun.Content, ofTop count: Int
  ) throws(Diagnostic) -> Int32 {
    try requireOperands(count)
    try checkRoom(arena.runs.count)
    try checkRoom(arena.values.count, adding: count)
    let start = arena.values.count
    var levels: UInt16 = 0
    for index in stack.count - count..<stack.count {
      let value = stack[index]
      levels = max(levels, arena.hold(value))
      arena.values.append(value)
    }
    drop(count)
    arena.runs.append(
      PickleRun(
        content: content, depth: PickleArena.level(around: levels), start: Int32(start),
        count: Int32(count), capacity: Int32(count)))
    return Int32(arena.runs.count - 1)
  }

  @inline(__always)
  mutating func pushTuple(_ count: Int) throws(Diagnostic) {
    try push(PickleWord(.tuple, try newTuple(ofTop: count)))
  }

  /// Makes a tuple of the values on top of the stack.
  @inline(__always)
  mutating func newTuple(ofTop count: Int) throws(Diagnostic) -> Int32 {
    try requireOperands(count)
    try checkRoom(arena.runs.count)
    try checkRoom(arena.values.count, adding: count)
    let start = arena.values.count
    var isHashable = true
    var levels: UInt16 = 0
    for index in stack.count - count..<stack.count {
      let value = stack[index]
      if !value.isPlain {
        if !self.isHashable(value) { isHashable = false }
        levels = max(levels, arena.hold(value))
      }
      arena.values.append(value)
    }
    drop(count)
    arena.runs.append(
      PickleRun(
        content: .items, isHashable: isHashable, depth: PickleArena.level(around: levels),
        start: Int32(start), count: Int32(count),
        capacity: Int32(count)))
    return Int32(arena.runs.count - 1)
  }

  mutating func makeList() throws(Diagnostic) {
    let count = stack.count - (try popMark())
    try push(PickleWord(.list, try newRun(.items, ofTop: count)))
  }

  mutating func makeDictionary() throws(Diagnostic) {
    let count = stack.count - (try popMark())
    try checkPairs(count)
    try push(PickleWord(.dictionary, try newRun(.pairs, ofTop: count)))
  }

  mutating func makeFrozenSet() throws(Diagnostic) {
    let count = stack.count - (try popMark())
    try checkMembers(count)
    try push(PickleWord(.frozenSet, try newRun(.items, ofTop: count)))
  }

  /// Appends the values on top of the stack to the list or object below them.
  mutating func append(_ count: Int) throws(Diagnostic) {
    let target = try target(below: count)
    switch target.kind {
    case .list: try moveTop(count, to: target.position, of: target)
    case .object:
      try moveTop(
        count, to: try changeRun(of: target.position, \.appended, .objectItems), of: target)
    default: throw wrongOperand("a list or an object to append to", target)
    }
  }

  /// Stores the pairs on top of the stack in the dictionary or object below them.
  mutating func setItems(_ count: Int) throws(Diagnostic) {
    let target = try target(below: count)
    switch target.kind {
    case .dictionary:
      try checkPairs(count)
      try moveTop(count, to: target.position, of: target)
    case .object:
      try checkPairs(count)
      try moveTop(
        count, to: try changeRun(of: target.position, \.items, .objectPairs), of: target)
    default: throw wrongOperand("a dictionary or an object to store in", target)
    }
  }

  /// Adds the values on top of the stack to the set or object below them.
  mutating func addItems(_ count: Int) throws(Diagnostic) {
    let target = try target(below: count)
    switch target.kind {
    case .set:
      try checkMembers(count)
      try moveTop(count, to: target.position, of: target)
    case .object:
      try moveTop(
        count, to: try changeRun(of: target.position, \.added, .objectItems), of: target)
    default: throw wrongOperand("a set or an object to add to", target)
    }
  }

  private mutating func target(below count: Int) throws(Diagnostic) -> PickleWord {
    try requireOperands(count + 1)
    return stack[stack.count - count - 1]
  }

  private mutating func checkPairs(_ count: Int) throws(Diagnostic) {
    guard count.isMultiple(of: 2) else {
      throw malformed("expects a value for each key, found \(count) values")
    }
    for index in stride(from: stack.count - count, to: stack.count, by: 2) {
      try checkKey(stack[index])
    }
  }

  private mutating func checkMembers(_ count: Int) throws(Diagnostic) {
    for index in stack.count - count..<stack.count where !isHashable(stack[index]) {
      throw wrongOperand("members that can be hashed", stack[index])
    }
  }

  @inline(__always)
  private mutating func checkKey(_ key: PickleWord) throws(Diagnostic) {
    if key.isA(.text), !arena.payloads[Int(key.position)].isInFile { return }
    guard isHashable(key) else { throw wrongOperand("keys that can be hashed", key) }
    if key.isA(.text) || key.isA(.byteString), arena.payloads[Int(key.position)].isInFile {
      throw Diagnostic(
        .pickleOverLimit, "a key is longer than \(limits.shortTextByteCount) bytes",
        at: location)
    }
  }

  @inline(__always)
  private mutating func isHashable(_ value: PickleWord) -> Bool {
    switch value.kind {
    case .list, .dictionary, .set, .byteArray: false
    case .tuple: arena.runs[Int(value.position)].isHashable
    default: true
    }
  }
}
