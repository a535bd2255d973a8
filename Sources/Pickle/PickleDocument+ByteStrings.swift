import ByteIO

extension PickleDocument {
  /// Every `bytes`, `bytearray` and Python 2 `str` that is part of a value, each once, in the order of
  /// the file.
  public var byteStrings: [PickleBytes] {
    var seen: Set<PickleValue> = []
    var found: [PickleBytes] = []
    for position in 0..<contents.arena.values.count {
      let value = contents.arena.value(contents.arena.values[position])
      guard let bytes = byteString(value), seen.insert(value).inserted else { continue }
      found.append(bytes)
    }
    if let bytes = byteString(root), seen.insert(root).inserted { found.append(bytes) }
    return found
  }
}
