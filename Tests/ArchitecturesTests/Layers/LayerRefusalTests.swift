import Architectures
import Checkpoints
import Diagnostics
import ModelIR
import TestSupport
import Testing

@Suite struct LayerRefusalTests {
  private func layer(
    _ kind: String, _ given: Hyperparameters, stored: [(String, [Int])]? = nil,
    refusesUnknown: Bool = true
  ) throws -> any Layer {
    let shapes = stored.map { tensors in
      StoredShapes(
        tensors.map { ($0.0, StoredShapes.Tensor(elementType: .float16, shape: $0.1)) })
    }
    var settings = LayerSettings(
      kind: kind, path: "", given: given, stored: shapes, refusesUnknown: refusesUnknown)
    return try #require(LayerCatalog.layer(kind)).init(&settings)
  }

  private func code(
    _ kind: String, _ given: Hyperparameters, stored: [(String, [Int])]? = nil
  ) -> DiagnosticCode? {
    do {
      _ = try layer(kind, given, stored: stored)
      return nil
    } catch { return (error as? Diagnostic)?.code }
  }

  @Test func `sizes are solved from the stored tensors and keep their element type`() throws {
    let conv = try layer(
      "torch.nn.modules.conv.Conv2d", ["in_channels": 8],
      stored: [("weight", [6, 4, 3, 5])])
    #expect(
      conv.extraText
        == "8, 6, kernel_size=(3, 5), stride=(1, 1), groups=2, bias=False")
    #expect(conv.parameters.map(\.elementType) == [.float16])
    let linear = try layer("Linear", [:], stored: [("weight", [2, 3]), ("bias", [2])])
    #expect(linear.extraText == "in_features=3, out_features=2, bias=True")
    let norm = try layer("BatchNorm1d", [:], stored: [("weight", [7]), ("bias", [7])])
    #expect(norm.hyperparameters["track_running_stats"] == .boolean(false))
  }

  @Test func `a layer of which nothing is stored has what it has by default`() throws {
    let linear = try layer(
      "Linear", ["in_features": 3, "out_features": 2], stored: [("other", [1])])
    #expect(linear.parameters.map(\.name) == ["weight", "bias"])
    let norm = try layer("BatchNorm2d", ["num_features": 3], stored: [])
    #expect(norm.parameters.count == 5)
  }

  @Test func `a size that nothing tells is missing`() {
    #expect(code("Linear", ["in_features": 3]) == .layerSettingMissing)
    #expect(code("Conv2d", [:], stored: []) == .layerSettingMissing)
    #expect(code("MaxPool2d", [:]) == .layerSettingMissing)
    #expect(code("GroupNorm", [:], stored: [("weight", [4])]) == .layerSettingMissing)
  }

  @Test func `a setting that the layer does not have is refused`() {
    #expect(code("Flatten", ["start": 1]) == .layerSettingUnknown)
    #expect(
      code("Conv2d", ["kernel": 1], stored: [("weight", [1, 1, 1, 1])]) == .layerSettingUnknown)
  }

  @Test(
    arguments: [
      ("Linear", ["in_features": -1, "out_features": 2]),
      ("Linear", ["in_features": 1_000_000_000, "out_features": 1_000_000_000]),
      ("Linear", ["in_features": .integer(.max), "out_features": 2]),
      ("Conv2d", ["in_channels": 3, "out_channels": 4, "kernel_size": 1_000_000_000]),
      ("Conv2d", ["in_channels": 3, "out_channels": 4, "kernel_size": 3, "groups": 2]),
      ("Conv2d", ["in_channels": 3, "out_channels": 4, "kernel_size": 0]),
      ("Conv2d", ["in_channels": 3, "out_channels": 4, "kernel_size": .list([3, 3, 3])]),
      (
        "Conv2d",
        [
          "in_channels": 3, "out_channels": 4, "kernel_size": 3, "padding": .text("same"),
          "stride": 2,
        ]
      ),
      ("MaxPool2d", ["kernel_size": 2, "padding": 2]),
      ("LayerNorm", ["normalized_shape": .list([])]),
      ("GroupNorm", ["num_groups": 4, "num_channels": 6]),
      ("BatchNorm2d", ["num_features": 3, "eps": .number(.nan)]),
      ("Embedding", ["num_embeddings": 3, "embedding_dim": 2, "padding_idx": 3]),
      ("Dropout", ["p": 2]),
      ("Upsample", ["size": 3, "scale_factor": 2]),
      ("AdaptiveAvgPool2d", ["output_size": 0]),
      ("Unflatten", ["dim": 1, "unflattened_size": .list([-1, -1])]),
      ("ZeroPad2d", ["padding": .list([1, 2])]),
      ("PixelShuffle", ["upscale_factor": 1_000_000]),
    ] as [(String, Hyperparameters)])
  func `a setting out of range is refused`(_ kind: String, _ given: Hyperparameters) {
    #expect(code(kind, given) == .layerSettingInvalid)
  }

  @Test func `hostile stored sizes are refused and do not overflow`() {
    let huge = Int.max
    #expect(
      code("Conv2d", ["groups": 4], stored: [("weight", [1, huge, 1, 1])]) == .layerSettingInvalid)
    #expect(code("Linear", [:], stored: [("weight", [huge, huge])]) == .layerSettingInvalid)
    #expect(code("LayerNorm", [:], stored: [("weight", [huge])]) == .layerSettingInvalid)
    #expect(code("Conv2d", [:], stored: [("weight", [])]) == .layerSettingMissing)
  }

  @Test func `settings without a meaning in a graph are refused when it is built`() throws {
    func problem(_ kind: String, _ given: Hyperparameters, _ input: TensorType) throws
      -> DiagnosticCode?
    {
      let layer = try layer(kind, given)
      var context = LayerContext(builder: GraphBuilder(), weights: BoundWeights([]))
      let x = context.builder.addInput(named: "x", input)
      do {
        _ = try layer.build([x], in: &context)
        return nil
      } catch { return error.code }
    }
    let image = TensorType(.float32, [1, 3, 8, 8])
    #expect(
      try problem("MaxPool2d", ["kernel_size": 2, "return_indices": .boolean(true)], image)
        == .layerUnsupported)
    #expect(
      try problem(
        "Embedding", ["num_embeddings": 3, "embedding_dim": 2, "max_norm": 1],
        TensorType(.int64, [1, 3])) == .layerUnsupported)
    #expect(
      try problem("Embedding", ["num_embeddings": 3, "embedding_dim": 2], image) == .layerInputs)
    #expect(try problem("BatchNorm1d", ["num_features": 3], image) == .layerInputs)
    #expect(try problem("ReflectionPad2d", ["padding": 8], image) == .layerInputs)
    #expect(try problem("Flatten", ["start_dim": 5], image) == .layerInputs)
    #expect(
      try problem("Linear", ["in_features": 8, "out_features": 2], image) == .parameterNotBound)
  }
}
