import ModelIR
import Passes
import Testing

struct MergePaddingsTests {
  private func padded(_ pad: Pad) throws -> Graph {
    try graph(.batch(1, 4)) { builder, x throws in
      let weight = builder.addWeight(.zeros(2, 1, 2), named: "weight")
      let window = SlidingWindow(strides: [1], padsBefore: [1], padsAfter: [0])
      return try builder.add(
        Convolution(window: window), try builder.add(pad, x), weight)
    }
  }

  @Test func `a convolution adds the zeros before it`() throws {
    let graph = try padded(Pad(before: [0, 0, 2], after: [0, 0, 3], mode: .constant(0)))
    let rewritten = try result(of: MergePaddings(), on: graph)
    #expect(rewritten.nodes.count == 1)
    let window = (rewritten.nodes.first?.operator.base as? Convolution)?.window
    #expect(window?.padsBefore == [3])
    #expect(window?.padsAfter == [3])
  }

  @Test(arguments: [
    Pad(before: [0, 0, 2], after: [0, 0, 3], mode: .constant(1)),
    Pad(before: [0, 0, 2], after: [0, 0, 3], mode: .edge),
    Pad(before: [0, 0, -1], after: [0, 0, 3], mode: .constant(0)),
    Pad(before: [1, 0, 1], after: [0, 0, 0], mode: .constant(0)),
  ])
  func `other padding stays`(_ pad: Pad) throws {
    #expect(try MergePaddings().run(on: try padded(pad)) == nil)
  }
}
