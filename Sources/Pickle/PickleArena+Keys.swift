import ByteIO

extension PickleArena {
  /// Gives every key of every dictionary one place, as Python does, and notes the keys concerned.
  ///
  /// Texts, numbers and truth values are compared by what they say, anything else by identity.
  mutating func resolveDuplicateKeys() {
    for index in runs.indices where runs[index].isPairs && runs[index].count > 2 {
      resolveDuplicateKeys(ofRun: index)
    }
  }

  private mutating func resolveDuplicateKeys(ofRun run: Int) {
    let start = Int(runs[run].start)
    let pairCount = Int(runs[run].count) / 2
    var table = pairCount > 8 ? PickleKeyTable(count: pairCount) : nil
    var kept = 0
    var duplicates: [PickleValue] = []
    for pair in 0..<pairCount {
      let key = values[start + 2 * pair]
      let value = values[start + 2 * pair + 1]
      let earlier: Int?
      if table != nil {
        earlier = table?.findOrInsert(kept, hash: hash(ofKey: key)) { other in
          isSameKey(values[start + 2 * other], key)
        }
      } else {
        earlier = (0..<kept).first { isSameKey(values[start + 2 * $0], key) }
      }
      guard let earlier else {
        if kept < pair {
          values[start + 2 * kept] = key
          values[start + 2 * kept + 1] = value
        }
        kept += 1
        continue
      }
      values[start + 2 * earlier + 1] = value
      if duplicates.last != key { duplicates.append(key) }
    }
    guard !duplicates.isEmpty else { return }
    runs[run].count = Int32(2 * kept)
    duplicateKeys[Int32(run)] = duplicates
  }

  /// Whether Python would take two keys for one.
  private func isSameKey(_ left: PickleValue, _ right: PickleValue) -> Bool {
    if left == right { return true }
    if let left = spelling(left), let right = spelling(right) {
      guard left.count == right.count, left.isText == right.isText else { return false }
      for offset in 0..<left.count
      where bytes[left.start + offset] != bytes[right.start + offset] {
        return false
      }
      return true
    }
    if let left = integralValue(left), let right = integralValue(right) { return left == right }
    return false
  }

  private func hash(ofKey key: PickleValue) -> Int {
    var hasher = Hasher()
    if let spelling = spelling(key) {
      var offset = spelling.start
      let end = spelling.start + spelling.count
      while end - offset >= 8 {
        hasher.combine(unsafe bytes.span.bytes.littleEndian(UInt64.self, at: offset))
        offset += 8
      }
      var rest = UInt64(spelling.count)
      while offset < end {
        rest = rest << 8 | UInt64(bytes[offset])
        offset += 1
      }
      hasher.combine(rest)
    } else if let value = integralValue(key) {
      hasher.combine(value)
    } else {
      hasher.combine(key)
    }
    return hasher.finalize()
  }

  /// Where the bytes of a short text, bytes or long integer are.
  private func spelling(_ key: PickleValue) -> (start: Int, count: Int, isText: Bool)? {
    let index: Int32
    var isText = true
    switch key {
    case .text(let id): index = id.index
    case .byteString(let id): index = id.index
    case .bytes(let id):
      index = id.index
      isText = false
    default: return nil
    }
    let payload = payloads[Int(index)]
    return payload.isInFile ? nil : (payload.start, payload.count, isText)
  }

  /// The integer that a key is equal to.
  private func integralValue(_ key: PickleValue) -> Int? {
    switch key {
    case .integer(let value): value
    case .boolean(let value): value ? 1 : 0
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }
}
