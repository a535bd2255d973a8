import ByteIO
import Testing

@Suite struct BackgroundWorkTests {
  @Test func `the value is what the work makes, however many are under way`() {
    for round in 0..<20 {
      let first = BackgroundWork { (0..<10_000).reduce(round, +) }
      let second = BackgroundWork { (0..<1_000).reduce(round, +) }
      #expect(second.value() == 499_500 + round)
      #expect(first.value() == 49_995_000 + round)
    }
  }

  @Test func `work that nobody waits for does no harm`() {
    for _ in 0..<50 { _ = BackgroundWork { (0..<1_000).reduce(0, +) } }
  }
}
