import Architectures
import Checkpoints
import Diagnostics
import ModelIR
import Testing

@Suite struct LayerKindTests {
  private func text(
    _ kind: String, _ given: Hyperparameters, refusesUnknown: Bool = true
  ) throws -> String {
    var settings = LayerSettings(
      kind: kind, path: "", given: given, refusesUnknown: refusesUnknown)
    return try #require(LayerCatalog.layer(kind)).init(&settings).extraText
  }

  @Test func `no class name means two layers`() {
    let kinds = LayerCatalog.all.flatMap { $0.kinds }
    #expect(Set(kinds).count == kinds.count)
  }

  @Test func `classes that were renamed are the layers that they became`() throws {
    let given: Hyperparameters = ["in_features": 4, "out_features": 4]
    let expected = try text("Linear", given)
    #expect(try text("torch.nn.modules.linear._LinearWithBias", given) == expected)
    #expect(try text("NonDynamicallyQuantizableLinear", given) == expected)
  }

  @Test func `attributes that older releases did not write have their defaults`() throws {
    #expect(
      try text(
        "torch.nn.modules.conv.Conv2d",
        [
          "in_channels": 3, "out_channels": 4, "kernel_size": .list([3, 3]),
          "stride": .list([1, 1]), "padding": .list([0, 0]), "dilation": .list([1, 1]),
          "transposed": .boolean(false), "output_padding": .list([0, 0]), "groups": 1,
          "training": .boolean(true),
        ], refusesUnknown: false) == "3, 4, kernel_size=(3, 3), stride=(1, 1)")
    #expect(
      try text(
        "BatchNorm1d",
        [
          "num_features": 3, "eps": .number(1e-5), "momentum": .number(0.1),
          "affine": .boolean(true),
        ])
        == "3, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True")
    #expect(
      try text("MaxPool2d", ["kernel_size": 2, "stride": .none])
        == "kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False")
    #expect(
      try text(
        "ZeroPad2d", ["padding": .list([1, 1, 1, 1]), "value": 0], refusesUnknown: true)
        == "(1, 1, 1, 1)")
  }

  @Test func `a path through stochastic depth keeps its probability in three digits`() throws {
    #expect(
      try text("timm.layers.drop.DropPath", ["drop_prob": .number(0.05)]) == "drop_prob=0.050")
    #expect(try text("DropPath", ["p": 1]) == "drop_prob=1.000")
    #expect(try text("DropPath", ["drop_prob": .none]) == "drop_prob=0.000")
  }
}
