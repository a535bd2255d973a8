import Diagnostics
import ModelIR
import Passes
import Testing

/// Builds a graph with one input `x` and an output `y`.
func graph(
  _ input: TensorType, _ body: (inout GraphBuilder, ValueID) throws -> ValueID
) throws -> Graph {
  var builder = GraphBuilder()
  let x = builder.addInput(named: "x", input)
  try builder.addOutput(try body(&builder, x), named: "y")
  return builder.graph
}

/// Runs one pass, checks that its result is sound and that a second run changes nothing.
func result(of pass: some Pass, on graph: Graph) throws -> Graph {
  let rewritten = try pass.run(on: graph) ?? graph
  #expect(rewritten.verify().isEmpty)
  let again = try pass.run(on: rewritten)
  #expect(again == nil, "a second run of \(pass.id) changes something")
  return rewritten
}

extension Weight {
  /// Zeros of a shape.
  static func zeros(_ shape: Int...) -> Weight {
    Weight(.float32, shape: shape, bytes: [UInt8](repeating: 0, count: shape.reduce(4, *)))
  }
}

extension TensorType {
  /// A batch of planes or features.
  static func batch(_ sizes: Dimension...) -> TensorType {
    TensorType(.float32, Shape([.symbol("batch")] + sizes))
  }
}
