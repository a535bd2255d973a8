import ByteIO
import Testing

@Suite struct SaturatingArithmeticTests {
  @Test func `a sum that no integer holds is the largest one`() {
    #expect(3.addingSaturated(4) == 7)
    #expect(Int.max.addingSaturated(1) == .max)
    #expect((Int.max - 1).addingSaturated(1) == .max)
  }
}
