import Architectures
import Checkpoints
import Diagnostics
import ModelIR
import Testing

/// Settings come from files: whatever they are, a layer is made, or says why it is not.
@Suite struct StrangeSettingTests {
  private static let values: [HyperparameterValue] = [
    .none, .boolean(true), .integer(.max), .integer(.min), -1, 0, 1, 7, 2_147_483_647,
    2_147_483_648, .number(.nan), .number(.infinity), .number(-0.5), .number(1e300), .text("same"),
    .text(""), .list([]), .list([.none]), .list([1, 2]), .list([.integer(.max), .integer(.max)]),
    .list([-1, -1]), .list([0, 0, 0, 0, 0, 0]),
    .list([2_147_483_647, 2_147_483_647, 2_147_483_647]),
    .list([HyperparameterValue](repeating: 1, count: 1000)),
    .mapping(["a": 1]),
  ]

  @Test(arguments: PrintedLayer.all)
  func `a setting of any value is taken or refused`(_ printed: PrintedLayer) throws {
    let whole = try #require(
      try printed.layer(printed.constructorSettings, refusesUnknown: true)
    ).hyperparameters
    for entry in whole.entries {
      for value in Self.values {
        var given = whole
        given[entry.name] = value
        try use(printed, given)
      }
    }
  }

  @Test(arguments: PrintedLayer.all.filter { !$0.tensors.isEmpty })
  func `stored tensors of any sizes are taken or refused`(_ printed: PrintedLayer) throws {
    for shape in [
      [], [0], [.max], [.max, .max], [0, 0, 0, 0, 0], [1 << 31, 1 << 31, 1 << 31, 1 << 31],
      [3, 0, 1], [1, .max, 1, 1], [7, 7, 7, 7, 7],
    ] as [[Int]] {
      let stored = StoredShapes(
        printed.tensors.map {
          ($0.name, StoredShapes.Tensor(elementType: .float32, shape: shape))
        })
      do {
        let layer = try #require(
          try printed.layer(Hyperparameters(), stored: stored, refusesUnknown: true))
        try use(printed, layer.hyperparameters)
      } catch is Diagnostic {}
    }
  }

  /// Makes a layer and builds it on the inputs that the framework took, as far as it goes.
  private func use(_ printed: PrintedLayer, _ given: Hyperparameters) throws {
    do {
      let layer = try #require(try printed.layer(given, refusesUnknown: true))
      #expect(
        !layer.extraText.isEmpty || layer.hyperparameters.isEmpty || printed.text.hasSuffix("()"))
      let bytes = layer.parameters.reduce(0) { $0 + $1.byteCount }
      guard bytes < 1 << 16 else { return }
      let weights = layer.parameters.map { parameter in
        (
          name: parameter.name,
          weight: Weight(
            parameter.elementType, shape: parameter.shape,
            bytes: [UInt8](repeating: 0, count: parameter.byteCount))
        )
      }
      var context = LayerContext(builder: GraphBuilder(), weights: BoundWeights(weights))
      let inputs = printed.inputs.map { input in
        context.builder.addInput(
          named: "x", TensorType(input.isInteger ? .int64 : .float32, Shape(fixed: input.shape)))
      }
      _ = try layer.build(inputs, in: &context)
    } catch is Diagnostic {}
  }
}
