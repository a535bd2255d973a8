import ByteIO

/// Writes a pickle of protocol 2 as Python's own pickler does: every object is numbered, and one that
/// occurs again is referred to.
///
/// The writer knows instructions and no meanings: each method appends one value, or a call with the
/// values that came before.
public struct PickleWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8]
  private var objectCount = 0
  private var numbers: [ExactName: Int] = [:]

  /// The most items that one instruction adds to a list or a dictionary.
  private static let batchCount = 1000

  /// Begins a pickle.
  public init(capacity: Int = 0) {
    bytes = [PickleOpcode.protocolVersion.rawValue, 2]
    bytes.reserveCapacity(capacity)
  }

  /// Ends the pickle.
  ///
  /// - Returns: the whole of it.
  public consuming func finished() -> [UInt8] {
    write(.stop)
    return bytes
  }

  private mutating func write(_ opcode: PickleOpcode) { bytes.append(opcode.rawValue) }

  /// Numbers the object that was written last.
  private mutating func number() -> Int {
    let number = objectCount
    objectCount += 1
    if let short = UInt8(exactly: number) {
      write(.binaryPut)
      bytes.append(short)
    } else {
      write(.longBinaryPut)
      bytes.appendLittleEndian(UInt32(truncatingIfNeeded: number))
    }
    return number
  }

  /// Refers to an object by its number.
  private mutating func refer(to number: Int) {
    if let short = UInt8(exactly: number) {
      write(.binaryGet)
      bytes.append(short)
    } else {
      write(.longBinaryGet)
      bytes.appendLittleEndian(UInt32(truncatingIfNeeded: number))
    }
  }
}

extension PickleWriter {
  /// Writes `None`.
  public mutating func writeNone() { write(.none) }

  /// Writes a truth value.
  public mutating func write(_ value: Bool) { write(value ? .newTrue : .newFalse) }

  /// Writes an integer.
  public mutating func write(_ value: Int) {
    if let byte = UInt8(exactly: value) {
      write(.binaryInteger1)
      bytes.append(byte)
    } else if let short = UInt16(exactly: value) {
      write(.binaryInteger2)
      bytes.appendLittleEndian(short)
    } else if let word = Int32(exactly: value) {
      write(.binaryInteger)
      bytes.appendLittleEndian(word)
    } else {
      var digits: [UInt8] = []
      digits.appendLittleEndian(Int64(value))
      write(long: digits)
    }
  }

  /// Writes an integer of any size: its bytes in two's complement, the lowest first.
  public mutating func write(long digits: [UInt8]) {
    var digits = digits[...]
    // A byte that only repeats the sign of the one before it is left out.
    while digits.count > 1, let last = digits.last,
      last == (digits[digits.endIndex - 2] & 0x80 == 0 ? 0 : 0xFF)
    {
      digits.removeLast()
    }
    if digits.count <= Int(UInt8.max) {
      write(.long1)
      bytes.append(UInt8(digits.count))
    } else {
      write(.long4)
      bytes.appendLittleEndian(UInt32(truncatingIfNeeded: digits.count))
    }
    bytes += digits
  }

  /// Writes a number.
  public mutating func write(_ value: Double) {
    write(.binaryFloat)
    bytes.append(contentsOf: withBigEndianBytes(of: value.bitPattern))
  }

  /// Writes a text that is an object of its own.
  public mutating func write(_ text: String) { _ = writeText(text) }

  /// Writes a text, or refers to the same one where it was written by this method before.
  public mutating func writeShared(_ text: String) {
    writeOnce(text) { writer in writer.writeText(text) }
  }

  /// Writes a class or function by its module and name, or refers to it.
  public mutating func writeGlobal(_ module: String, _ name: String) {
    // No text holds a line feed where a global's module ends.
    writeOnce("\(module)\n\(name)\n") { writer in
      writer.write(.global)
      writer.bytes += Array("\(module)\n\(name)\n".utf8)
      return writer.number()
    }
  }

  private mutating func writeOnce(_ key: String, _ body: (inout PickleWriter) -> Int) {
    if let number = numbers[ExactName(key)] {
      refer(to: number)
    } else {
      numbers[ExactName(key)] = body(&self)
    }
  }

  private mutating func writeText(_ text: String) -> Int {
    let count = text.utf8.count
    if let short = UInt32(exactly: count) {
      write(.binaryUnicode)
      bytes.appendLittleEndian(short)
    } else {
      write(.binaryUnicode8)
      bytes.appendLittleEndian(UInt64(count))
    }
    bytes += Array(text.utf8)
    return number()
  }

  private func withBigEndianBytes(of bits: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
  }
}

extension PickleWriter {
  /// Writes a tuple of so many values, which the function writes.
  public mutating func writeTuple(count: Int, _ values: (inout PickleWriter) -> Void) {
    switch count {
    case 0: return write(.emptyTuple)
    case 1...3:
      values(&self)
      write([.tuple1, .tuple2, .tuple3][count - 1])
    default:
      write(.mark)
      values(&self)
      write(.tuple)
    }
    _ = number()
  }

  /// Begins an empty list, to which items are added batch by batch.
  public mutating func beginList() {
    write(.emptyList)
    _ = number()
  }

  /// Begins an empty dictionary, to which entries are added batch by batch.
  public mutating func beginDictionary() {
    write(.emptyDictionary)
    _ = number()
  }

  /// Writes a dictionary of so many entries, of each of which the function writes key and value.
  public mutating func writeDictionary(count: Int, _ entry: (inout PickleWriter, Int) -> Void) {
    beginDictionary()
    for batch in Self.batches(of: count) {
      beginItems(batch)
      for index in batch { entry(&self, index) }
      endEntries(batch)
    }
  }

  /// The positions of so many items, as many together as one instruction adds.
  public static func batches(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: batchCount).map { $0..<min(count, $0 + batchCount) }
  }

  /// Begins a batch of items of a list, or of keys with values of a dictionary.
  public mutating func beginItems(_ batch: Range<Int>) {
    if batch.count > 1 { write(.mark) }
  }

  /// Adds the items since ``beginItems(_:)`` to the list before them.
  public mutating func endItems(_ batch: Range<Int>) {
    write(batch.count > 1 ? .appends : .append)
  }

  /// Adds the keys and values since ``beginItems(_:)`` to the dictionary before them.
  public mutating func endEntries(_ batch: Range<Int>) {
    write(batch.count > 1 ? .setItems : .setItem)
  }

  /// Calls the function that was written last but one with the tuple that was written last.
  public mutating func call() {
    write(.reduce)
    _ = number()
  }

  /// Gives the object that was written last but one the state that was written last.
  public mutating func setState() { write(.build) }

  /// Makes the value that was written last a reference to something outside the pickle.
  public mutating func makePersistent() { write(.persistent) }
}
