import Checkpoints
import ModelIR
import Testing

@testable import Architectures

/// Builds one layer or function on inputs of given types, with weights of zeros.
struct GraphProbe {
  var context: LayerContext
  private let inputs: [ValueID]

  init(_ types: [TensorType], weights: [ModuleTree.Parameter] = []) {
    var builder = GraphBuilder()
    inputs = types.enumerated().map { builder.addInput(named: "x\($0.offset)", $0.element) }
    context = LayerContext(
      builder: builder,
      weights: BoundWeights(
        weights.map { parameter in
          let bytes = [UInt8](repeating: 0, count: parameter.byteCount)
          return (
            parameter.name, Weight(parameter.elementType, shape: parameter.shape, bytes: bytes)
          )
        }))
  }

  /// The types of a layer's results.
  static func results(of layer: any Layer, on types: TensorType...) throws -> [String] {
    let weights = layer.tree(path: "").expectedEntries.map {
      ModuleTree.Parameter(name: $0.name, elementType: $0.elementType, shape: $0.shape)
    }
    var probe = GraphProbe(types, weights: weights)
    return try layer.build(probe.inputs, in: &probe.context).map {
      probe.context.builder.type(of: $0).description
    }
  }

  /// The types of a function's results.
  static func results(
    of name: String, _ given: Hyperparameters = [:], on types: TensorType...
  ) throws -> [String] {
    let type = try #require(ForwardFunctionCatalog.function(name))
    var settings = LayerSettings(kind: name, path: "", given: given)
    let function = try type.init(&settings)
    var probe = GraphProbe(types)
    return try function.build(probe.inputs, in: &probe.context).map {
      probe.context.builder.type(of: $0).description
    }
  }
}

/// A tensor type of 32-bit floats.
func floats(_ dimensions: Dimension...) -> TensorType { TensorType(.float32, Shape(dimensions)) }

/// A tensor type of 64-bit integers.
func integers(_ dimensions: Dimension...) -> TensorType { TensorType(.int64, Shape(dimensions)) }

extension Dimension {
  static let batch = Dimension.symbol("batch")
  static let time = Dimension.symbol("time")
}
