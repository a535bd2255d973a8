/// Positions of keys by their hash, with open addressing.
struct PickleKeyTable {
  /// The upper half of a hash that leads here, above one more than the key's position; or 0.
  private var slots: [UInt64]
  private let mask: Int

  /// Makes a table for so many keys.
  init(count: Int) {
    var size = 16
    while size < 2 * count { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    mask = size - 1
  }

  /// The position of the key that is the same, or nothing after inserting the new one.
  @inline(__always)
  mutating func findOrInsert(
    _ position: Int, hash: UInt64, isSame: (Int) -> Bool
  ) -> Int? {
    let tag = hash & 0xFFFF_FFFF_0000_0000
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] & 0xFFFF_FFFF_0000_0000 == tag {
        let other = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1
        if isSame(other) { return other }
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = tag | UInt64(truncatingIfNeeded: position + 1)
    return nil
  }
}
