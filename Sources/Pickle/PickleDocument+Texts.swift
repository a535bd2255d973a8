import ByteIO

extension PickleDocument {
  /// The text, or the Python 2 byte string that is valid UTF-8.
  ///
  /// It is nothing for any other value, for a text with lone surrogates, for one beyond the limit
  /// and for one that the file no longer gives.
  public func text(_ value: PickleValue) -> String? {
    switch value {
    case .text(let id):
      isWellFormed(id) ? decodedText(id.index) : nil
    case .byteString(let id): decoded(id.index)
    default: nil
    }
  }

  /// Whether a value is this text, or a Python 2 byte string that spells it; nothing is decoded.
  public func isText(_ value: PickleValue, _ expected: String) -> Bool {
    switch value {
    case .text(let id): spells(id.index, expected)
    case .byteString(let id): spells(id.index, expected)
    default: false
    }
  }

  /// The bytes of `bytes`, a `bytearray` or a Python 2 `str`; nothing for any other value.
  public func byteString(_ value: PickleValue) -> PickleBytes? {
    switch value {
    case .byteString(let id), .bytes(let id), .byteArray(let id): payload(id.index)
    default: nil
    }
  }

  /// The bytes of a text as the file spells it: UTF-8 in which surrogates may stand alone.
  public func textBytes(_ value: PickleValue) -> PickleBytes? {
    switch value {
    case .text(let id): payload(id.index)
    case .byteString(let id): payload(id.index)
    default: nil
    }
  }

  /// The little-endian two's complement of an integer that does not fit 64 bits.
  public func longInteger(_ id: PickleLongIntegerID) -> PickleBytes { payload(id.index) }

  /// The module and name of a class or function; nothing for any other value.
  ///
  /// Lone surrogates, which no module's name has, are replaced by U+FFFD.
  public func global(_ value: PickleValue) -> (module: String, name: String)? {
    guard case .global(let id) = value else { return nil }
    let global = contents.arena.globals[Int(id.index)]
    return (repaired(global.module), repaired(global.name))
  }

  private func spells(_ index: Int32, _ expected: String) -> Bool {
    if let bytes = contents.arena.inMemory(index) { return bytes.elementsEqual(expected.utf8) }
    return decoded(index).map { $0.utf8.elementsEqual(expected.utf8) } ?? false
  }

  private func payload(_ index: Int32) -> PickleBytes {
    if let bytes = contents.arena.inMemory(index) { return .memory(Array(bytes)) }
    let record = contents.arena.payloads[Int(index)]
    return .file(FileRange(file: file, byteOffset: record.start, byteCount: record.count))
  }

  private func decoded(_ index: Int32) -> String? {
    if let bytes = contents.arena.inMemory(index) {
      return String(validating: bytes, as: UTF8.self)
    }
    guard let bytes = try? payload(index).bytes(limit: limits.textByteCount) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// A text whose bytes were checked when they were read.
  private func decodedText(_ index: Int32) -> String? {
    if let bytes = contents.arena.inMemory(index) { return String(decoding: bytes, as: UTF8.self) }
    return decoded(index)
  }

  private func repaired(_ index: Int32) -> String {
    String(decoding: contents.arena.inMemory(index) ?? [], as: UTF8.self)
  }
}
