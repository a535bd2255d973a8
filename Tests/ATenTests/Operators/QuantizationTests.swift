import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct QuantizationTests {
  private let batch = Dimension.symbol("batch")

  /// Real numbers that 8 bits hold.
  private func quantized(_ program: CallRecorder, _ shape: Shape) throws -> ATenValue {
    try program.call(
      "quantize_per_tensor", try program.input(shape), .number(0.5), 3, 13)
  }

  private func packed(_ program: CallRecorder) throws -> ATenValue {
    let weight = try program.context.quantizedTensor(
      Weight(.int8, shape: [2, 4], bytes: [UInt8](repeating: 1, count: 8)),
      scale: try #require(Weight.array([0.5, 0.25], .float32)),
      zeroPoint: Weight(.int8, shape: [2], bytes: [0, 0]), axis: 0, named: "weight")
    let bias = program.context.weightTensor(
      try #require(Weight.array([1, 2], .float32)), named: "bias")
    return try program.call("quantized::linear_prepack", .tensor(weight), .tensor(bias))
  }

  @Test func `a quantised tensor is one of real numbers`() throws {
    let program = CallRecorder()
    let x = try quantized(program, [batch, 4])
    #expect(try program.type(x) == TensorType(.float32, [batch, 4]))
    #expect(program.operators == ["QuantizeLinear", "DequantizeLinear"])
    let codes = try program.call("int_repr", x)
    #expect(try program.type(codes) == TensorType(.uint8, [batch, 4]))
    #expect(try program.call("q_scale", x) == .number(0.5))
    #expect(try program.call("q_zero_point", x) == 3)
  }

  @Test func `a mean of quantised numbers is rounded as they are`() throws {
    let program = CallRecorder()
    let x = try quantized(program, [batch, 3, 8, 8])
    _ = try program.call("adaptive_avg_pool2d", x, [1, 1])
    #expect(program.all(QuantizeLinear.self).count == 2)
    let real = try program.call("dequantize", x)
    _ = try program.call("adaptive_avg_pool2d", real, [1, 1])
    #expect(program.all(QuantizeLinear.self).count == 2)
  }

  @Test func `a dense layer keeps its integers, turned, and rounds its bias`() throws {
    let program = CallRecorder()
    let x = try quantized(program, [batch, 4])
    let y = try program.call(
      "quantized::linear", x, try packed(program), .number(0.1), 0)
    #expect(try program.shape(y) == [batch, 2])
    let graph = program.context.builder.graph
    let dense = try #require(graph.nodes.first { $0.operator.base is Linear })
    let columns = try #require(dense.operands[1].flatMap(graph.producer).map { graph[$0] })
    #expect(columns.operator.base as? DequantizeLinear == DequantizeLinear(axis: 1))
    let bias = try #require(dense.operands[2].flatMap(graph.producer).map { graph[$0] })
    let codes = try #require(bias.operands[0].flatMap { graph[$0].weight })
    #expect(try codes.doubles() == [4, 16])
  }

  @Test func `an input is quantised by its own range where that is asked for`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 4])
    let y = try program.call("quantized::linear_dynamic", x, try packed(program), .boolean(true))
    #expect(try program.shape(y) == [batch, 2])
    #expect(program.all(ReduceMin.self).count == 1)
  }

  @Test func `sums are rounded by the scale that they are given`() throws {
    let program = CallRecorder()
    let x = try quantized(program, [batch, 4])
    let y = try program.call("quantized::add_relu", x, x, .number(0.25), 0)
    #expect(try program.shape(y) == [batch, 4])
    #expect(program.operators.suffix(4) == ["Add", "Relu", "QuantizeLinear", "DequantizeLinear"])
  }
}
