import ByteIO
import Diagnostics

extension PickleMachine {
  private typealias Opcode = PickleOpcode

  /// Runs one instruction by its byte; STOP is none to run.
  @inline(__always)
  mutating func execute(_ byte: UInt8) throws(Diagnostic) {
    switch byte {
    case Opcode.protocolVersion.rawValue: try readProtocolVersion()
    case Opcode.frame.rawValue: try readFrame()
    case Opcode.mark.rawValue: try pushMark()
    case Opcode.pop.rawValue: try popValueOrMark()
    case Opcode.popMark.rawValue: drop(stack.count - (try popMark()))
    case Opcode.dup.rawValue: try push(try top())

    case Opcode.none.rawValue: try push(PickleWord.none)
    case Opcode.newTrue.rawValue: try push(PickleWord(.boolean, 1))
    case Opcode.newFalse.rawValue: try push(PickleWord(.boolean, 0))
    case Opcode.binaryInteger.rawValue: try pushInteger(Int(try source.integer(Int32.self)))
    case Opcode.binaryInteger1.rawValue: try pushInteger(Int(try source.byte()))
    case Opcode.binaryInteger2.rawValue: try pushInteger(Int(try source.integer(UInt16.self)))
    case Opcode.long1.rawValue: try readLong(Int(try source.byte()))
    case Opcode.long4.rawValue: try readLong(try signedCount())
    case Opcode.binaryFloat.rawValue:
      let bits = UInt64(bigEndian: UInt64(littleEndian: try source.integer(UInt64.self)))
      try pushWide(.number, bits)
    case Opcode.integer.rawValue: try readIntegerText()
    case Opcode.long.rawValue: try readLongText()
    case Opcode.float.rawValue: try readFloatText()

    case Opcode.shortBinaryUnicode.rawValue: try readText(Int(try source.byte()))
    case Opcode.binaryUnicode.rawValue: try readText(Int(try source.integer(UInt32.self)))
    case Opcode.binaryUnicode8.rawValue: try readText(try count8())
    case Opcode.unicode.rawValue: try readUnicodeText()
    case Opcode.shortBinaryString.rawValue: try readByteString(Int(try source.byte()))
    case Opcode.binaryString.rawValue: try readByteString(try signedCount())
    case Opcode.string.rawValue: try readStringText()
    case Opcode.shortBinaryBytes.rawValue: try readBytes(Int(try source.byte()))
    case Opcode.binaryBytes.rawValue: try readBytes(Int(try source.integer(UInt32.self)))
    case Opcode.binaryBytes8.rawValue: try readBytes(try count8())
    case Opcode.byteArray8.rawValue: try readByteArray(try count8())

    case Opcode.emptyTuple.rawValue: try pushTuple(0)
    case Opcode.tuple1.rawValue: try pushTuple(1)
    case Opcode.tuple2.rawValue: try pushTuple(2)
    case Opcode.tuple3.rawValue: try pushTuple(3)
    case Opcode.tuple.rawValue: try pushTuple(stack.count - (try popMark()))
    case Opcode.emptyList.rawValue: try push(PickleWord(.list, try newRun(.items)))
    case Opcode.list.rawValue: try makeList()
    case Opcode.append.rawValue: try append(1)
    case Opcode.appends.rawValue: try append(stack.count - (try popMark()))
    case Opcode.emptyDictionary.rawValue: try push(PickleWord(.dictionary, try newRun(.pairs)))
    case Opcode.dictionary.rawValue: try makeDictionary()
    case Opcode.setItem.rawValue: try setItems(2)
    case Opcode.setItems.rawValue: try setItems(stack.count - (try popMark()))
    case Opcode.emptySet.rawValue: try push(PickleWord(.set, try newRun(.items)))
    case Opcode.addItems.rawValue: try addItems(stack.count - (try popMark()))
    case Opcode.frozenSet.rawValue: try makeFrozenSet()

    case Opcode.global.rawValue: try readGlobal()
    case Opcode.stackGlobal.rawValue: try makeGlobal()
    case Opcode.instance.rawValue: try makeInstanceOfNamedClass()
    case Opcode.object.rawValue: try makeInstance()
    case Opcode.newObject.rawValue: try makeObject(.newObject)
    case Opcode.newObjectWithKeywords.rawValue: try makeObject(.newObjectWithKeywords)
    case Opcode.reduce.rawValue: try makeObject(.reduce)
    case Opcode.build.rawValue: try setState()
    case Opcode.persistentText.rawValue: try readPersistent()
    case Opcode.persistent.rawValue: try pushPersistent(try pop())

    case Opcode.put.rawValue: try memoize(at: try readIndexText())
    case Opcode.binaryPut.rawValue: try memoize(at: Int(try source.byte()))
    case Opcode.longBinaryPut.rawValue: try memoize(at: Int(try source.integer(UInt32.self)))
    case Opcode.memoize.rawValue: try memoize(at: memo.count)
    case Opcode.get.rawValue: try recall(try readIndexText())
    case Opcode.binaryGet.rawValue: try recall(Int(try source.byte()))
    case Opcode.longBinaryGet.rawValue: try recall(Int(try source.integer(UInt32.self)))

    case Opcode.extension1.rawValue, Opcode.extension2.rawValue, Opcode.extension4.rawValue:
      throw unsupported("names a class by a number of the writer's own registry")
    case Opcode.nextBuffer.rawValue, Opcode.readonlyBuffer.rawValue:
      throw unsupported("asks for a buffer that was handed over beside the pickle")
    default: throw unknownOpcode(byte)
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

  @inline(never)
  private mutating func unknownOpcode(_ byte: UInt8) -> Diagnostic {
    Diagnostic(
      .pickleMalformed,
      "an instruction of the pickle machine is expected, found the byte "
        + "0x\(String(byte, radix: 16))",
      at: location)
  }
}
