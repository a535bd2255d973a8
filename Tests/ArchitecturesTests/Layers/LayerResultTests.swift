import Architectures
import Checkpoints
import ModelIR
import Testing

@Suite struct LayerResultTests {
  @Test(arguments: PrintedLayer.all)
  func `the result has the shape that the framework computed`(_ printed: PrintedLayer) throws {
    let type = try result(of: printed) { $0 }
    #expect(type.shape.sizes == printed.result)
  }

  @Test(arguments: PrintedLayer.all.filter { !$0.inputs[0].isInteger })
  func `the batch stays open where the shape of the rest is known`(
    _ printed: PrintedLayer
  ) throws {
    // What joins the batch to other axes says so in its size.
    guard printed.kind != "Flatten" || printed.constructorSettings["start_dim"]?.integer != 0
    else { return }
    let type = try result(of: printed) { shape in
      Shape([.symbol("batch")] + shape.dimensions.dropFirst())
    }
    #expect(type.shape[0] == .symbol("batch"))
    #expect(
      Shape(Array(type.shape.dimensions.dropFirst())).sizes == Array(printed.result.dropFirst()))
  }

  private func result(of printed: PrintedLayer, _ change: (Shape) -> Shape) throws -> TensorType {
    let layer = try #require(
      try printed.layer(printed.constructorSettings, refusesUnknown: true))
    let weights = layer.parameters.map { parameter in
      let bytes = [UInt8](repeating: 0, count: parameter.byteCount)
      return (
        name: parameter.name,
        weight: Weight(parameter.elementType, shape: parameter.shape, bytes: bytes)
      )
    }
    var context = LayerContext(builder: GraphBuilder(), weights: BoundWeights(weights))
    let inputs = printed.inputs.enumerated().map { position, input in
      context.builder.addInput(
        named: "x\(position)",
        TensorType(input.isInteger ? .int64 : .float32, change(Shape(fixed: input.shape))))
    }
    let results = try layer.build(inputs, in: &context)
    return context.builder.type(of: try #require(results.first))
  }
}
