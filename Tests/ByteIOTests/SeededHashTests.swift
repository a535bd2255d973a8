import ByteIO
import Testing

@Suite struct SeededHashTests {
  @Test func `equal bytes have equal hashes wherever they lie`() {
    let hash = SeededHash()
    let bytes = [UInt8](0..<100) + [UInt8](0..<100)
    for count in 0...40 {
      #expect(hash(bytes, 3..<3 + count) == hash(bytes, 103..<103 + count))
    }
    #expect(hash(17) == hash(17))
  }

  @Test func `names that differ in one byte or in their length have other hashes`() {
    let hash = SeededHash()
    var seen: Set<UInt64> = []
    var bytes = [UInt8](repeating: 0, count: 24)
    for count in 0...24 { seen.insert(hash(bytes, 0..<count)) }
    for position in bytes.indices {
      for value in 1...255 {
        bytes[position] = UInt8(value)
        seen.insert(hash(bytes, 0..<24))
      }
      bytes[position] = 0
    }
    #expect(seen.count == 25 + 24 * 255)
  }

  @Test func `no two hashes agree, so that nobody can know which names collide`() {
    #expect(SeededHash()(1) != SeededHash()(1))
  }
}
