import ByteIO
import TestSupport
import Testing

@Suite struct NameIndexTests {
  @Test func `every name is found and no other`() {
    let names = (0..<2000).map { "layers.\($0).weight" } + ["", "e\u{301}", "\u{E9}"]
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []
    for name in names {
      ranges.append(bytes.count..<bytes.count + name.utf8.count)
      bytes += Array(name.utf8)
    }
    var index = NameIndex(capacity: names.count)
    for number in names.indices {
      #expect(
        index.insert(ranges[number], number: number, in: bytes) { ranges[$0] } == nil)
    }
    for number in names.indices {
      #expect(
        index.number(of: Array(names[number].utf8), in: bytes) { ranges[$0] } == number)
      #expect(
        index.insert(ranges[number], number: 9999, in: bytes) { ranges[$0] } == number)
    }
    #expect(index.number(of: Array("layers.2000.weight".utf8), in: bytes) { ranges[$0] } == nil)
  }
}
