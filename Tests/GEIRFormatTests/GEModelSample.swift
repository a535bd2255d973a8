import ByteIO
import Diagnostics
import ModelIR

@testable import GEIRFormat

/// Small models for the tests.
enum GEModelSample {
  /// A convolution, a pool, a flatten and a dense layer over pictures of 8 × 8.
  static func network() throws -> Model {
    var builder = GraphBuilder()
    let x = builder.addInput(
      named: "x", TensorType(.float32, [.symbol("batch"), 1, 8, 8]))
    let kernel = builder.addWeight(weight([2, 1, 3, 3], from: 0), named: "conv.weight")
    let bias = builder.addWeight(weight([2], from: 1), named: "conv.bias")
    let window = SlidingWindow(strides: [1, 1], padsBefore: [1, 1], padsAfter: [1, 1])
    let convolved = try builder.add(
      Convolution(window: window), x, kernel, bias, named: "conv")
    let activated = try builder.add(Silu(), convolved, named: "act")
    let pooled = try builder.add(
      MaxPool(
        kernel: [2, 2],
        window: SlidingWindow(strides: [2, 2], padsBefore: [0, 0], padsAfter: [0, 0])),
      activated, named: "pool")
    let flat = try builder.add(Flatten(startAxis: 1, endAxis: 3), pooled, named: "flat")
    let matrix = builder.addWeight(weight([32, 3], from: 2), named: "dense.weight")
    let dense = try builder.add(Linear(), flat, matrix, named: "dense")
    let shares = try builder.add(Softmax(axis: 1), dense, named: "softmax")
    try builder.addOutput(shares, named: "y")
    return Model(graph: builder.graph, name: "network")
  }

  /// Numbers that count up.
  static func weight(_ shape: [Int], from start: Int) -> Weight {
    let count = shape.reduce(1, *)
    guard let weight = Weight.array((0..<count).map { Double($0 + start) / 64 }, .float32) else {
      return Weight(.float32, shape: [0], bytes: [])
    }
    return weight.reshaped(to: shape)
  }

  /// A model as GE operators.
  static func lowered(
    _ model: Model, for target: CANNTarget = .portable
  ) throws(DiagnosticList) -> GEModel {
    var later: [(type: String, release: CANNRelease)] = []
    return try GEModel(model, for: target, later: &later)
  }

  /// The bytes of a file.
  static func bytes(of model: GEModel) throws -> [UInt8] {
    var sink = MemorySink()
    try model.message().write(to: &sink)
    return sink.bytes
  }
}
