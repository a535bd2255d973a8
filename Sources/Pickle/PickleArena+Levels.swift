import ByteIO
extension PickleArena {
  /// How many levels of containers and objects a value had when it was last changed.
  @inline(__always)
  func levels(of word: PickleWord) -> UInt16 {
    guard word.isNode else { return 0 }
    let position = Int(word.position)
    return switch word.kind {
    case .object: objects[position].depth
    case .persistent: persistentDepths[position]
    default: runs[position].depth
    }
  }

  /// Notes that something holds a value, and tells how many levels that has.
  @inline(__always)
  mutating func hold(_ word: PickleWord) -> UInt16 {
    guard word.isNode else { return 0 }
    let position = Int(word.position)
    switch word.kind {
    case .object:
      objects[position].isHeld = true
      return objects[position].depth
    case .persistent: return persistentDepths[position]
    // These never change.
    case .tuple, .frozenSet: return runs[position].depth
    default:
      runs[position].isHeld = true
      return runs[position].depth
    }
  }

  /// Notes that a container or an object got values with so many levels.
  ///
  /// What holds it already had its levels counted before: then they have to be walked over.
  mutating func deepen(_ word: PickleWord, around levels: UInt16) {
    let depth = Self.level(around: levels)
    let position = Int(word.position)
    if word.isA(.object) {
      guard depth > objects[position].depth else { return }
      objects[position].depth = depth
      if objects[position].isHeld { areDepthsKnown = false }
    } else {
      guard depth > runs[position].depth else { return }
      runs[position].depth = depth
      if runs[position].isHeld { areDepthsKnown = false }
    }
  }

  /// One level more, as far as that can be counted.
  @inline(__always)
  static func level(around levels: UInt16) -> UInt16 { levels == .max ? .max : levels + 1 }
}
