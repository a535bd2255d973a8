import ByteIO
import Testing

struct LittleEndianTests {
  @Test func `integers append and load in little-endian order`() {
    var bytes: [UInt8] = []
    bytes.appendLittleEndian(UInt16(0x0102))
    bytes.appendLittleEndian(Int32(-2))
    #expect(bytes == [2, 1, 0xFE, 0xFF, 0xFF, 0xFF])
    #expect(bytes.littleEndian(UInt16.self, at: 0) == 0x0102)
    #expect(bytes.littleEndian(Int32.self, at: 2) == -2)
  }

  @Test(arguments: [-1, 3, 4, Int.max, Int.min])
  func `a load outside the array is nothing`(byteOffset: Int) {
    let bytes: [UInt8] = [1, 2, 3, 4]
    #expect(bytes.littleEndian(UInt16.self, at: byteOffset) == nil)
  }
}
