import Architectures
import Checkpoints
import ModelIR
import Testing

@Suite struct LayerTextTests {
  @Test func `the framework described many layers`() { #expect(PrintedLayer.all.count > 200) }

  @Test(arguments: PrintedLayer.all)
  func `a layer made of constructor settings is the one that the framework made`(
    _ printed: PrintedLayer
  ) throws {
    try check(try printed.layer(printed.constructorSettings, refusesUnknown: true), printed)
  }

  @Test(arguments: PrintedLayer.all)
  func `a layer made of the attributes of an object and its tensors is that object`(
    _ printed: PrintedLayer
  ) throws {
    try check(
      try printed.layer(
        printed.objectAttributes, stored: printed.storedShapes, refusesUnknown: false), printed)
  }

  @Test(arguments: PrintedLayer.all)
  func `the hyperparameters of a layer are all that it takes to make it again`(
    _ printed: PrintedLayer
  ) throws {
    let layer = try printed.layer(printed.constructorSettings, refusesUnknown: true)
    let hyperparameters = try #require(layer).hyperparameters
    let again = try printed.layer(hyperparameters, refusesUnknown: true)
    #expect(again?.hyperparameters == hyperparameters)
    try check(again, printed)
  }

  private func check(_ layer: (any Layer)?, _ printed: PrintedLayer) throws {
    let layer = try #require(layer)
    #expect("\(printed.kind)(\(layer.extraText))" == printed.text)
    let owned = layer.parameters
    #expect(owned.map(\.name) == printed.tensors.map(\.name))
    #expect(owned.map(\.shape) == printed.tensors.map(\.shape))
    #expect(owned.map(\.isTrainable) == printed.tensors.map(\.isTrainable))
    #expect(owned.map(\.elementType.isInteger) == printed.tensors.map(\.isInteger))
  }
}
