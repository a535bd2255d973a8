import Checkpoints
import ModelIR
import Testing

@Suite struct UnprintedAdviceTests {
  private let tree = ModuleTree(
    path: "", kind: "ViT", text: "ViT",
    children: [
      ModuleTree(path: "encoder", kind: "Encoder", text: "Encoder"),
      ModuleTree(
        path: "head", kind: "Linear", text: "Linear",
        parameters: [.init(name: "weight", elementType: .float32, shape: [2])]),
    ])

  /// The advice on a checkpoint with some tensors beside those of the tree.
  private func advice(on names: [String]) -> [BindingAdvice] {
    let checkpoint = Checkpoint(
      entries: (names + ["head.weight"]).map {
        Checkpoint.Entry(
          name: $0, weight: Weight(.float32, shape: [2], bytes: [UInt8](repeating: 0, count: 8)))
      })
    return UnprintedAdvice(
      report: Binding(checkpoint, to: tree.expectedEntries).report, printed: tree
    ).advice()
  }

  @Test func `tensors of printed modules are told from those of others`() throws {
    let found = try #require(
      advice(on: ["class_token", "encoder.pos_embedding", "decoder.weight"]).first)
    #expect(found.kind == .unprinted)
    #expect(found.matches?.count == 2)
    #expect(found.matches?.total == 3)
    #expect(found.text.hasPrefix("'class_token', 'encoder.pos_embedding' belong to modules"))
  }

  @Test func `a single tensor is named with its module`() throws {
    let found = try #require(advice(on: ["encoder.pos_embedding"]).first)
    #expect(found.text.hasPrefix("'encoder.pos_embedding' belongs to 'encoder'"))
  }

  @Test func `a layer whose parameters are printed gets none`() {
    #expect(advice(on: ["head.bias"]).isEmpty)
    #expect(advice(on: []).isEmpty)
  }
}
