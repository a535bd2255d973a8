import ByteIO
import Testing

@Suite struct GrowingBufferTests {
  @Test(arguments: [0, 1, 15, 16, 17, 1_000, 600_000, 3_000_000])
  func `values stay as they were while a buffer grows`(count: Int) {
    var buffer = GrowingBuffer<UInt32>()
    for value in 0..<count { buffer.append(UInt32(value)) }
    #expect(buffer.count == count)
    #expect(buffer.indices.allSatisfy { buffer[$0] == UInt32($0) })
    #expect(buffer.last == (count == 0 ? nil : UInt32(count - 1)))
  }

  @Test func `room that was asked for holds as many values, and more`() {
    var buffer = GrowingBuffer<UInt64>(capacity: 400_000)
    buffer.append(repeating: 7, count: 399_999)
    buffer.append(repeating: 8, count: 900_001)
    #expect(buffer.count == 1_300_000)
    #expect(buffer[399_998] == 7 && buffer[399_999] == 8 && buffer[1_299_999] == 8)
  }

  @Test func `values that are taken away leave their room`() {
    var buffer = GrowingBuffer<UInt16>()
    for value in 0..<40 { buffer.append(UInt16(value)) }
    #expect(buffer.removeLast() == 39)
    buffer.removeLast(30)
    buffer.append(100)
    buffer[0] = 50
    #expect(buffer.count == 10)
    #expect(buffer[0] == 50 && buffer[8] == 8 && buffer[9] == 100)
  }
}
