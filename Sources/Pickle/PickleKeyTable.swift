/// Positions of keys by their hash, with open addressing.
struct PickleKeyTable {
  private var slots: [Int32]
  private let mask: Int

  /// Makes a table for so many keys.
  init(count: Int) {
    var size = 16
    while size < 2 * count { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    mask = size - 1
  }

  /// The position of the key that is the same, or nothing after inserting the new one.
  @inline(__always)
  mutating func findOrInsert(
    _ position: Int, hash: Int, isSame: (Int) -> Bool
  ) -> Int? {
    var slot = hash & mask
    while slots[slot] >= 0 {
      let other = Int(slots[slot])
      if isSame(other) { return other }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(position)
    return nil
  }
}
