import ByteIO

extension PickleArena {
  /// Runs up to this are compared key by key.
  private static let shortPairCount = 8

  /// Gives every key of every dictionary one place, as Python does, and notes the keys concerned.
  ///
  /// Texts, numbers and truth values are compared by what they say, anything else by identity.
  mutating func resolveDuplicateKeys() {
    let hash = SeededHash()
    for index in runs.indices where runs[index].isPairs && runs[index].count > 2 {
      if mayHoldDuplicateKeys(run: index, hash) { resolveDuplicateKeys(ofRun: index, hash) }
    }
  }

  /// Whether a run is short or holds a key twice; most hold none, and nothing has to be moved.
  private func mayHoldDuplicateKeys(run: Int, _ hash: SeededHash) -> Bool {
    let start = Int(runs[run].start)
    let pairCount = Int(runs[run].count) / 2
    guard pairCount > Self.shortPairCount else { return true }
    var table = PickleKeyTable(count: pairCount)
    for pair in 0..<pairCount {
      let key = values[start + 2 * pair]
      let earlier = table.findOrInsert(pair, hash: self.hash(ofKey: key, hash)) { other in
        isSameKey(values[start + 2 * other], key)
      }
      if earlier != nil { return true }
    }
    return false
  }

  private mutating func resolveDuplicateKeys(ofRun run: Int, _ hash: SeededHash) {
    let start = Int(runs[run].start)
    let pairCount = Int(runs[run].count) / 2
    var table = pairCount > Self.shortPairCount ? PickleKeyTable(count: pairCount) : nil
    var kept = 0
    var duplicates: [PickleValue] = []
    for pair in 0..<pairCount {
      let key = values[start + 2 * pair]
      let value = values[start + 2 * pair + 1]
      let earlier: Int?
      if table != nil {
        earlier = table?.findOrInsert(kept, hash: self.hash(ofKey: key, hash)) { other in
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
      if duplicates.last != self.value(key) { duplicates.append(self.value(key)) }
    }
    guard !duplicates.isEmpty else { return }
    runs[run].count = Int32(2 * kept)
    duplicateKeys[Int32(run)] = duplicates
  }

  /// Whether Python would take two keys for one.
  private func isSameKey(_ left: PickleWord, _ right: PickleWord) -> Bool {
    if left == right { return !left.isA(.number) || value(left) == value(right) }
    if let left = spelling(left), let right = spelling(right) {
      guard left.count == right.count, left.isText == right.isText else { return false }
      for offset in 0..<left.count
      where bytes[left.start + offset] != bytes[right.start + offset] {
        return false
      }
      return true
    }
    if let left = integralValue(left), let right = integralValue(right) { return left == right }
    return value(left) == value(right)
  }

  @inline(__always)
  private func hash(ofKey key: PickleWord, _ hash: SeededHash) -> UInt64 {
    if let spelling = spelling(key) {
      return hash(bytes, spelling.start..<spelling.start + spelling.count)
    }
    if let value = integralValue(key) { return hash(UInt64(bitPattern: Int64(value))) }
    if key.isA(.number) { return hash(wideNumbers[Int(key.position)]) }
    return hash(key.identity)
  }

  /// Where the bytes of a short text, bytes or long integer are.
  @inline(__always)
  private func spelling(_ key: PickleWord) -> (start: Int, count: Int, isText: Bool)? {
    switch key.kind {
    case .text, .byteString, .bytes: break
    default: return nil
    }
    let payload = payloads[Int(key.position)]
    return payload.isInFile ? nil : (payload.start, payload.count, !key.isA(.bytes))
  }

  /// The integer that a key is equal to.
  private func integralValue(_ key: PickleWord) -> Int? {
    switch value(key) {
    case .integer(let value): value
    case .boolean(let value): value ? 1 : 0
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }
}
