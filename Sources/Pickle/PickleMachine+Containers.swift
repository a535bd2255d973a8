import Diagnostics

extension PickleMachine {
  /// Makes an empty run of values.
  mutating func newRun(_ content: PickleRun.Content) throws(Diagnostic) -> Int32 {
    try checkRoom(arena.runs.count)
    arena.runs.append(PickleRun(content: content, start: Int32(arena.values.count)))
    return Int32(arena.runs.count - 1)
  }

  /// Moves values from the top of the stack to the end of a run.
  mutating func moveTop(_ count: Int, to run: Int32) throws(Diagnostic) {
    guard count > 0 else { return }
    try checkRoom(arena.values.count, adding: arena.growth(of: run, by: count))
    let position = arena.openRoom(in: run, for: count)
    let first = stack.count - count
    for index in 0..<count { arena.values[position + index] = stack[first + index] }
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
    for index in stack.count - count..<stack.count { arena.values.append(stack[index]) }
    drop(count)
    arena.runs.append(
      PickleRun(
        content: content, start: Int32(start), count: Int32(count), capacity: Int32(count)))
    return Int32(arena.runs.count - 1)
  }

  mutating func pushTuple(_ count: Int) throws(Diagnostic) {
    try push(.tuple(try newTuple(ofTop: count)))
  }

  /// Makes a tuple of the values on top of the stack.
  mutating func newTuple(ofTop count: Int) throws(Diagnostic) -> PickleSequenceID {
    try requireOperands(count)
    try checkRoom(arena.runs.count)
    try checkRoom(arena.values.count, adding: count)
    let start = arena.values.count
    var isHashable = true
    for index in stack.count - count..<stack.count {
      let value = stack[index]
      if !self.isHashable(value) { isHashable = false }
      arena.values.append(value)
    }
    drop(count)
    arena.runs.append(
      PickleRun(
        content: .items, isHashable: isHashable, start: Int32(start), count: Int32(count),
        capacity: Int32(count)))
    return PickleSequenceID(index: Int32(arena.runs.count - 1))
  }

  mutating func makeList() throws(Diagnostic) {
    let count = stack.count - (try popMark())
    try push(.list(PickleSequenceID(index: try newRun(.items, ofTop: count))))
  }

  mutating func makeDictionary() throws(Diagnostic) {
    let count = stack.count - (try popMark())
    try checkPairs(count)
    try push(.dictionary(PickleDictionaryID(index: try newRun(.pairs, ofTop: count))))
  }

  mutating func makeFrozenSet() throws(Diagnostic) {
    let count = stack.count - (try popMark())
    try checkMembers(count)
    try push(.frozenSet(PickleSequenceID(index: try newRun(.items, ofTop: count))))
  }

  /// Appends the values on top of the stack to the list or object below them.
  mutating func append(_ count: Int) throws(Diagnostic) {
    switch try target(below: count) {
    case .list(let id): try moveTop(count, to: id.index)
    case .object(let id):
      try moveTop(count, to: try changeRun(of: id, \.appended, .objectItems))
    case let other: throw wrongOperand("a list or an object to append to", other)
    }
  }

  /// Stores the pairs on top of the stack in the dictionary or object below them.
  mutating func setItems(_ count: Int) throws(Diagnostic) {
    switch try target(below: count) {
    case .dictionary(let id):
      try checkPairs(count)
      try moveTop(count, to: id.index)
    case .object(let id):
      try checkPairs(count)
      try moveTop(count, to: try changeRun(of: id, \.items, .objectPairs))
    case let other: throw wrongOperand("a dictionary or an object to store in", other)
    }
  }

  /// Adds the values on top of the stack to the set or object below them.
  mutating func addItems(_ count: Int) throws(Diagnostic) {
    switch try target(below: count) {
    case .set(let id):
      try checkMembers(count)
      try moveTop(count, to: id.index)
    case .object(let id): try moveTop(count, to: try changeRun(of: id, \.added, .objectItems))
    case let other: throw wrongOperand("a set or an object to add to", other)
    }
  }

  private mutating func target(below count: Int) throws(Diagnostic) -> PickleValue {
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
  private mutating func checkKey(_ key: PickleValue) throws(Diagnostic) {
    if case .text(let id) = key, !arena.payloads[Int(id.index)].isInFile { return }
    guard isHashable(key) else { throw wrongOperand("keys that can be hashed", key) }
    switch key {
    case .text, .byteString:
      if isInFile(key) {
        throw Diagnostic(
          .pickleOverLimit, "a key is longer than \(limits.shortTextByteCount) bytes",
          at: location)
      }
    default: break
    }
  }

  private mutating func isInFile(_ key: PickleValue) -> Bool {
    switch key {
    case .text(let id): arena.payloads[Int(id.index)].isInFile
    case .byteString(let id): arena.payloads[Int(id.index)].isInFile
    default: false
    }
  }

  private mutating func isHashable(_ value: PickleValue) -> Bool {
    switch value {
    case .list, .dictionary, .set, .byteArray: false
    case .tuple(let id): arena.runs[Int(id.index)].isHashable
    default: true
    }
  }
}
