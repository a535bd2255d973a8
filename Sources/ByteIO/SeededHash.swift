/// A hash of short byte strings that is several times as fast as the standard library's.
///
/// Each one has two secret numbers of its own: who writes a file cannot know which names collide.
package struct SeededHash: Sendable {
  private let seed: UInt64
  private let multiplier: UInt64

  /// Makes a hash that no other one equals.
  package init() {
    var generator = SystemRandomNumberGenerator()
    seed = generator.next()
    multiplier = generator.next() | 1
  }

  /// The hash of some bytes.
  package func callAsFunction(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state = seed ^ UInt64(truncatingIfNeeded: bytes.count)
    var position = 0
    while bytes.count - position >= 8 {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      state = mixed(state ^ word)
      position += 8
    }
    var rest: UInt64 = 0
    while position < bytes.count {
      let byte = unsafe bytes[position]
      rest = rest << 8 | UInt64(byte)
      position += 1
    }
    return mixed(mixed(state ^ rest))
  }

  /// The hash of bytes of an array.
  package func callAsFunction(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe self(UnsafeRawBufferPointer(rebasing: buffer[range]))
    }
  }

  /// The hash of a number.
  package func callAsFunction(_ number: UInt64) -> UInt64 { mixed(mixed(seed ^ number)) }

  @inline(__always)
  private func mixed(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: multiplier)
    return (high ^ low) &+ seed
  }
}
