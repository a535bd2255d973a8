import Glibc

/// Finds numbered names that lie in one array of bytes, without a copy of any.
///
/// It takes 16 to 32 bytes a name, and its hash is seeded anew for every index, so that no file can be
/// made of names that collide.
package struct NameIndex: Sendable {
  /// The upper half of a hash that leads here, above one more than the name's number; or 0.
  private var slots: [UInt64]
  private let mask: Int
  private let hash = SeededHash()

  /// Makes an empty index for so many names.
  package init(capacity: Int) {
    var size = 4
    while size < 2 * capacity { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    mask = size - 1
  }

  /// Adds a name under a number, or returns the number that already has it.
  ///
  /// - Parameters:
  ///   - range: where the name is in `bytes`; it lies inside.
  ///   - rangeOfName: where the names that were added are.
  package mutating func insert(
    _ range: Range<Int>, number: Int, in bytes: [UInt8], rangeOfName: (Int) -> Range<Int>
  ) -> Int? {
    let (slot, tag, found) = unsafe bytes.withUnsafeBytes { buffer in
      unsafe search(
        UnsafeRawBufferPointer(rebasing: buffer[range]), in: buffer, rangeOfName: rangeOfName)
    }
    if found == nil { slots[slot] = tag | UInt64(number + 1) }
    return found
  }

  /// The number of a name, or nothing.
  package func number(
    of name: [UInt8], in bytes: [UInt8], rangeOfName: (Int) -> Range<Int>
  ) -> Int? {
    unsafe name.withUnsafeBytes { name in
      unsafe bytes.withUnsafeBytes { buffer in
        unsafe search(name, in: buffer, rangeOfName: rangeOfName).found
      }
    }
  }

  private func search(
    _ name: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer,
    rangeOfName: (Int) -> Range<Int>
  ) -> (slot: Int, tag: UInt64, found: Int?) {
    let hash = unsafe hash(name)
    let tag = hash & 0xFFFF_FFFF_0000_0000
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] & 0xFFFF_FFFF_0000_0000 == tag {
        let number = Int(slots[slot] & 0xFFFF_FFFF) - 1
        let range = rangeOfName(number)
        if range.count == name.count, unsafe Self.equal(name, bytes[range]) {
          return (slot, tag, number)
        }
      }
      slot = (slot + 1) & mask
    }
    return (slot, tag, nil)
  }

  private static func equal(
    _ name: UnsafeRawBufferPointer, _ other: Slice<UnsafeRawBufferPointer>
  ) -> Bool {
    let other = unsafe UnsafeRawBufferPointer(rebasing: other)
    guard let left = name.baseAddress, let right = other.baseAddress else { return true }
    return unsafe memcmp(left, right, name.count) == 0
  }
}
