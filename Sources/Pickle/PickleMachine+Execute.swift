import ByteIO
import Diagnostics

extension PickleMachine {
  /// Runs one instruction; STOP is none to run.
  @inline(__always)
  mutating func execute(_ opcode: PickleOpcode) throws(Diagnostic) {
    switch opcode {
    case .stop: break
    case .protocolVersion: try readProtocolVersion()
    case .frame: try readFrame()
    case .mark: try pushMark()
    case .pop: try popValueOrMark()
    case .popMark: drop(stack.count - (try popMark()))
    case .dup: try push(try top())

    case .none: try push(PickleWord.none)
    case .newTrue: try push(PickleWord(.boolean, 1))
    case .newFalse: try push(PickleWord(.boolean, 0))
    case .binaryInteger: try pushInteger(Int(try source.integer(Int32.self)))
    case .binaryInteger1: try pushInteger(Int(try source.byte()))
    case .binaryInteger2: try pushInteger(Int(try source.integer(UInt16.self)))
    case .long1: try readLong(Int(try source.byte()))
    case .long4: try readLong(try signedCount())
    case .binaryFloat:
      let bits = UInt64(bigEndian: UInt64(littleEndian: try source.integer(UInt64.self)))
      try pushWide(.number, bits)
    case .integer: try readIntegerText()
    case .long: try readLongText()
    case .float: try readFloatText()

    case .shortBinaryUnicode: try readText(Int(try source.byte()))
    case .binaryUnicode: try readText(Int(try source.integer(UInt32.self)))
    case .binaryUnicode8: try readText(try count8())
    case .unicode: try readUnicodeText()
    case .shortBinaryString: try readByteString(Int(try source.byte()))
    case .binaryString: try readByteString(try signedCount())
    case .string: try readStringText()
    case .shortBinaryBytes: try readBytes(Int(try source.byte()))
    case .binaryBytes: try readBytes(Int(try source.integer(UInt32.self)))
    case .binaryBytes8: try readBytes(try count8())
    case .byteArray8: try readByteArray(try count8())

    case .emptyTuple: try pushTuple(0)
    case .tuple1: try pushTuple(1)
    case .tuple2: try pushTuple(2)
    case .tuple3: try pushTuple(3)
    case .tuple: try pushTuple(stack.count - (try popMark()))
    case .emptyList: try push(PickleWord(.list, try newRun(.items)))
    case .list: try makeList()
    case .append: try append(1)
    case .appends: try append(stack.count - (try popMark()))
    case .emptyDictionary: try push(PickleWord(.dictionary, try newRun(.pairs)))
    case .dictionary: try makeDictionary()
    case .setItem: try setItems(2)
    case .setItems: try setItems(stack.count - (try popMark()))
    case .emptySet: try push(PickleWord(.set, try newRun(.items)))
    case .addItems: try addItems(stack.count - (try popMark()))
    case .frozenSet: try makeFrozenSet()

    case .global: try readGlobal()
    case .stackGlobal: try makeGlobal()
    case .instance: try makeInstanceOfNamedClass()
    case .object: try makeInstance()
    case .newObject: try makeObject(.newObject)
    case .newObjectWithKeywords: try makeObject(.newObjectWithKeywords)
    case .reduce: try makeObject(.reduce)
    case .build: try setState()
    case .persistentText: try readPersistent()
    case .persistent: try pushPersistent(try pop())

    case .put: try memoize(at: try readIndexText())
    case .binaryPut: try memoize(at: Int(try source.byte()))
    case .longBinaryPut: try memoize(at: Int(try source.integer(UInt32.self)))
    case .memoize: try memoize(at: memo.count)
    case .get: try recall(try readIndexText())
    case .binaryGet: try recall(Int(try source.byte()))
    case .longBinaryGet: try recall(Int(try source.integer(UInt32.self)))

    case .extension1, .extension2, .extension4:
      throw unsupported("names a class by a number of the writer's own registry")
    case .nextBuffer, .readonlyBuffer:
      throw unsupported("asks for a buffer that was handed over beside the pickle")
    }
  }

  private mutating func readProtocolVersion() throws(Diagnostic) {
    let version = Int(try source.byte())
    guard version <= 5 else {
      throw malformed("expects a protocol from 0 to 5, found \(version)")
    }
    protocolVersion = max(protocolVersion, version)
  }

  private mutating func readFrame() throws(Diagnostic) {
    let count = try source.integer(UInt64.self)
    guard count <= UInt64(source.remainingByteCount) else {
      throw malformed(
        "promises \(count) bytes, \(source.remainingByteCount) are left in the file")
    }
  }

  /// Reads a count of four bytes that may not be negative.
  private mutating func signedCount() throws(Diagnostic) -> Int {
    let count = try source.integer(Int32.self)
    guard count >= 0 else { throw malformed("expects a length, found \(count)") }
    return Int(count)
  }

  /// Reads a count of eight bytes.
  private mutating func count8() throws(Diagnostic) -> Int {
    let count = try source.integer(UInt64.self)
    guard count <= UInt64(source.remainingByteCount) else {
      throw Diagnostic(
        .fileTruncated,
        "\(opcode.name) promises \(count) bytes, \(source.remainingByteCount) are left",
        at: location)
    }
    return Int(count)
  }

  @inline(__always)
  mutating func memoize(at index: Int) throws(Diagnostic) {
    guard memo.count < limits.memoCount else {
      throw Diagnostic(
        .pickleOverLimit, "the memo holds more than \(limits.memoCount) values", at: location)
    }
    memo.set(try top(), at: index)
  }

  @inline(__always)
  mutating func recall(_ index: Int) throws(Diagnostic) {
    guard let value = memo.value(at: index) else {
      throw malformed("asks for entry \(index) of the memo, which is not set")
    }
    try push(value)
  }

  private mutating func unsupported(_ message: String) -> Diagnostic {
    Diagnostic(.pickleUnsupportedOpcode, "\(opcode.name) \(message)", at: location)
  }
}
