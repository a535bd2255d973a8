import ArchitectureFormats
import Architectures
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import Testing

@Suite struct MindSporeNamesTests {
  private static let text = """
    architecture: net
    framework: mindspore
    inputs: {x: [batch, 3, 9, 8]}
    forward:
      - {name: conv, kind: Conv2d, stride: 2, padding: same_upper}
      - {name: bn, kind: BatchNorm2d}
      - {kind: MaxPool2d, kernel_size: 3, stride: 2, padding: same_upper}
    """

  private func checkpoint(_ names: [String: [Int]]) -> Checkpoint {
    Checkpoint(
      framework: .mindspore,
      entries: names.sorted { $0.key < $1.key }.compactMap { name, shape in
        let count = shape.reduce(4, *)
        return Checkpoint.Entry(
          name: name,
          weight: Weight(.float32, shape: shape, bytes: [UInt8](repeating: 0, count: count)))
      })
  }

  private var whole: Checkpoint {
    checkpoint([
      "conv.weight": [4, 3, 4, 4], "bn.gamma": [4], "bn.beta": [4], "bn.moving_mean": [4],
      "bn.moving_variance": [4],
    ])
  }

  private func resolve(_ checkpoint: Checkpoint) throws -> ResolvedArchitecture {
    try ArchitectureFile(parsing: Array(Self.text.utf8), file: "net.yaml").resolve(
      for: checkpoint, overrides: Hyperparameters(), diagnostics: DiagnosticCollector())
  }

  @Test func `layers have MindSpore's names for their tensors`() throws {
    let resolved = try resolve(whole)
    #expect(
      resolved.tree.expectedEntries.map(\.name)
        == ["conv.weight", "bn.gamma", "bn.beta", "bn.moving_mean", "bn.moving_variance"])
    let binding = Binding(whole, to: resolved.tree.expectedEntries)
    #expect(binding.report.fits(isStrict: true))
    let weights = BoundWeights(resolved.layerWeights(binding.bound))
    #expect(weights["bn.running_var"] != nil)
    #expect(weights["bn.moving_variance"] != nil)
  }

  @Test func `padding follows the input's size`() throws {
    let resolved = try resolve(whole)
    let binding = Binding(whole, to: resolved.tree.expectedEntries)
    let builder = ModelBuilder(
      resolved, weights: BoundWeights(resolved.layerWeights(binding.bound)))
    let graph = try builder.makeModel(ModelRequest()).graph
    // 9 and 8 become 5 and 4, by 3 and 2 elements of padding; then 3 and 2, by 2 and 1.
    #expect(graph.outputs.map { graph[$0].type.shape } == [[.symbol("batch"), 4, 3, 2]])
    let open = try InputSpecification(parsing: "x:batch,3,height,8")
    let error = #expect(throws: Diagnostic.self) {
      try builder.makeModel(ModelRequest(inputs: [open]))
    }
    #expect(error?.code == .inputShapeNeeded || error?.code == .layerInputs)
  }

  @Test func `a member's name means that of the checkpoint's framework`() {
    let library = ArchitectureLibrary.shipped
    #expect(library.named("resnet50")?.name == "resnet")
    #expect(library.named("resnet50", of: .pytorch)?.name == "resnet")
    #expect(library.named("resnet50", of: .mindspore)?.name == "mindspore-resnet")
    #expect(library.named("vgg16_bn", of: .mindspore)?.name == "mindspore-vgg")
    #expect(library.named("lenet5", of: .mindspore)?.name == "mindspore-lenet5")
    #expect(library.named("alexnet", of: .mindspore)?.name == "alexnet")
  }

  @Test func `only a checkpoint of MindSpore is recognised as one of its networks`() {
    var lenet = checkpoint([
      "conv1.weight": [6, 1, 5, 5], "conv2.weight": [16, 6, 5, 5], "fc1.weight": [120, 400],
      "fc1.bias": [120], "fc2.weight": [84, 120], "fc2.bias": [84], "fc3.weight": [10, 84],
      "fc3.bias": [10],
    ])
    let library = ArchitectureLibrary.shipped
    #expect(library.recognise(lenet).map(\.architecture.name) == ["mindspore-lenet5"])
    lenet.framework = .pytorch
    #expect(library.recognise(lenet).isEmpty)
  }
}
