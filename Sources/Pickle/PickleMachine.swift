import ByteIO
import Diagnostics

/// The stack machine that a pickle is a program for, without the instructions' effects on Python.
///
/// Its checks are mutating although they change nothing: each of millions of instructions would
/// copy the machine for the message that it hardly ever needs.
struct PickleMachine: ~Copyable {
  var source: PickleByteSource
  var arena: PickleArena
  var memo: PickleMemo
  let limits: PickleLimits

  private(set) var stack = GrowingBuffer<PickleWord>()
  private var marks = GrowingBuffer<Int>()
  /// The stack's height at the last mark; nothing below can be reached.
  private var fence = 0

  var protocolVersion = 0
  /// The instruction that runs.
  var opcode: PickleOpcode { PickleOpcode(rawValue: opcodeByte) ?? .stop }
  private var opcodeByte: UInt8 = 0
  /// Where it is, from the start of the file.
  private(set) var opcodeOffset: Int
  private let start: Int

  init(_ range: FileRange, limits: PickleLimits) {
    source = PickleByteSource(range)
    var limits = limits
    limits.valueCount = min(limits.valueCount, PickleWord.positionLimit)
    self.limits = limits
    start = range.byteOffset
    opcodeOffset = start
    arena = PickleArena(pickleByteCount: range.byteCount)
    memo = PickleMemo(capacity: min(range.byteCount, 16 << 20) / 14)
  }

  /// Runs the program up to its STOP.
  consuming func readDocument() throws(Diagnostic) -> PickleDocument {
    while true {
      opcodeOffset = source.position
      let byte = try source.byte()
      opcodeByte = byte
      if byte == PickleOpcode.stop.rawValue { break }
      try execute(byte)
    }
    guard stack.count == 1, marks.count == 0 else {
      throw malformed("expects one value on the stack, found \(stack.count)")
    }
    let root = stack[0]
    arena.resolveDuplicateKeys()
    let place = Location(file: source.file.path, byteRange: start..<source.position)
    let (file, byteCount) = (source.file, source.position - start)
    let (limits, protocolVersion) = (limits, protocolVersion)
    let contents = PickleContents(arena)
    guard contents.depth(of: root, limit: limits.depth) != nil else {
      throw Diagnostic(
        .pickleOverLimit, "values are nested more than \(limits.depth) deep", at: place)
    }
    return PickleDocument(
      root: contents.arena.value(root), byteCount: byteCount, protocolVersion: protocolVersion,
      contents: contents, file: file, limits: limits)
  }
}

// MARK: - The stack

extension PickleMachine {
  @inline(__always)
  mutating func push(_ value: PickleWord) throws(Diagnostic) {
    try checkRoom(stack.count)
    stack.append(value)
  }

  /// The top of the stack.
  @inline(__always)
  mutating func top() throws(Diagnostic) -> PickleWord {
    try requireOperands(1)
    return stack[stack.count - 1]
  }

  @inline(__always)
  mutating func pop() throws(Diagnostic) -> PickleWord {
    try requireOperands(1)
    return stack.removeLast()
  }

  /// Checks that there are values above the last mark.
  @inline(__always)
  mutating func requireOperands(_ count: Int) throws(Diagnostic) {
    guard stack.count - fence >= count else { throw underflow(count) }
  }

  /// Removes values from the top of the stack.
  mutating func drop(_ count: Int) {
    stack.removeLast(count)
  }

  mutating func pushMark() throws(Diagnostic) {
    try checkRoom(marks.count)
    marks.append(stack.count)
    fence = stack.count
  }

  /// Takes the last mark away and returns the stack's height there.
  mutating func popMark() throws(Diagnostic) -> Int {
    guard marks.count > 0 else { throw malformed("expects a mark on the stack, found none") }
    let height = marks.removeLast()
    fence = marks.last ?? 0
    return height
  }

  /// Takes away the top of the stack or, where nothing is above it, the last mark.
  mutating func popValueOrMark() throws(Diagnostic) {
    if let height = marks.last, height == stack.count {
      _ = try popMark()
    } else {
      _ = try pop()
    }
  }

  /// Checks that an array may take one more element.
  @inline(__always)
  mutating func checkRoom(_ count: Int, adding added: Int = 1) throws(Diagnostic) {
    guard count <= limits.valueCount - added else { throw overLimit() }
  }
}

// MARK: - Diagnostics

extension PickleMachine {
  var location: Location {
    Location(file: source.file.path, byteRange: opcodeOffset..<source.position)
  }

  @inline(never)
  mutating func malformed(_ message: String) -> Diagnostic {
    Diagnostic(.pickleMalformed, "\(opcode.name) \(message)", at: location)
  }

  @inline(never)
  mutating func wrongOperand(_ expected: String, _ found: PickleWord) -> Diagnostic {
    malformed("expects \(expected), found \(arena.value(found).kindDescription)")
  }

  @inline(never)
  mutating func overLimit() -> Diagnostic {
    Diagnostic(
      .pickleOverLimit, "the pickle holds more than \(limits.valueCount) values", at: location)
  }

  @inline(never)
  private mutating func underflow(_ count: Int) -> Diagnostic {
    malformed(
      "expects \(count) \(count == 1 ? "value" : "values") on the stack, "
        + "found \(stack.count - fence)")
  }
}
