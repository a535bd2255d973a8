import ByteIO
import ModelIR
import TestSupport
import Testing

/// A model whose weights are in a file.
enum StoredModel {
  /// A linear layer and a scale: weights of 24 KiB, 1 KiB + 4, and a few bytes, read from a file.
  static func model(in folder: TemporaryFolder) throws -> Model {
    let count = 64 * 96 + 257 + 3
    let bytes = (0..<count * 4).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = try folder.sourceFile(bytes, named: "source")
    func weight(_ shape: [Int], at start: Int) throws -> Weight {
      let byteCount = shape.reduce(4, *)
      return try #require(
        Weight(
          .float32, shape: shape,
          in: FileRange(file: file, byteOffset: start * 4, byteCount: byteCount)))
    }
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [.symbol("batch"), 64]))
    builder.path = "layers[0]"
    let dense = try builder.add(
      Linear(), x, builder.addWeight(try weight([64, 96], at: 0), named: "weight"))
    builder.path = "layers[1]"
    let table = builder.addWeight(try weight([257], at: 64 * 96), named: "table")
    let small = builder.addWeight(try weight([3], at: 64 * 96 + 257), named: "small")
    let sum = try builder.add(ReduceSum(axes: [1], keepsAxes: true), dense)
    let joined = try builder.add(
      Add(), sum, try builder.add(Concat(axis: 0), table, small))
    try builder.addOutput(joined, named: "y")
    return Model(graph: builder.graph, name: "chain")
  }
}
