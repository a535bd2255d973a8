import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import Testing

@testable import ONNXFormat

@Suite struct LoweringTests {
  /// What ONNX cannot express at all.
  private static let withoutLowering: [String: String] = [
    "CustomOperator": "its meaning is not known"
  ]

  /// The first opset of examples that need more than 13.
  private static func mayNeedLaterOpset(_ operation: any Operator) -> Bool {
    switch operation {
    case is BitwiseAnd, is BitwiseOr, is BitwiseXor, is BitwiseNot, is GridSample, is Triangular,
      is ScatterElements, is ScatterND, is AveragePool, is Resize, is LpPool, is Cast,
      is DynamicPad, is RoiAlign, is DeformableConvolution, is DFT, is STFT, is Col2Im,
      is BitwiseShift:
      true
    default: false
    }
  }

  @Test(arguments: OperatorCatalog.operators.map { $0.definition.name })
  func `an operator has a lowering or a reason`(name: String) throws {
    let type = try #require(OperatorCatalog.operator(named: name))
    #expect(ONNXLowerings.table.contains(type) == (Self.withoutLowering[name] == nil))
  }

  @Test(arguments: [13, 17, 21])
  func `every example is written`(opset: Int) throws {
    for (name, example) in AllExamples.list {
      do {
        let exported = try ExportedExample(example, opset: opset)
        try checkStructure(of: exported, name)
        var sink = MemorySink()
        let message = exported.onnx.message()
        try message.write(to: &sink)
        #expect(sink.bytes.count == message.byteCount)
      } catch let list as DiagnosticList {
        #expect(list.diagnostics.allSatisfy { $0.code == .onnxNeedsOpset }, "\(name): \(list)")
        #expect(Self.mayNeedLaterOpset(example.operator) && opset < 21, "\(name): \(list)")
      }
    }
  }

  @Test func `the same model gives the same bytes`() throws {
    for (_, example) in AllExamples.list {
      var sinks = [MemorySink(), MemorySink()]
      for index in sinks.indices {
        try ExportedExample(example, opset: 21).onnx.message().write(to: &sinks[index])
      }
      #expect(sinks[0].bytes == sinks[1].bytes)
    }
  }

  @Test func `everything that cannot be written is named in one run`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.int32, [4]))
    builder.path = "layers[0]"
    let a = try builder.add(BitwiseAnd(), x, x)
    builder.path = "layers[1]"
    let b = try builder.add(
      CustomOperator(domain: "com.example", name: "Nms", resultTypes: [TensorType(.int32, [4])]), a)
    try builder.addOutput(b, named: "y")
    let model = Model(graph: builder.graph, name: "m")
    let error = #expect(throws: DiagnosticList.self) {
      try ONNXExporter(producerVersion: "test").onnxModel(of: model, options: ExportOptions())
    }
    #expect(error?.diagnostics.map(\.code) == [.onnxNeedsOpset, .onnxUnsupportedOperator])
    #expect(error?.diagnostics.map(\.location.path) == ["layers[0]", "layers[1]"])
    #expect(error?.diagnostics.first?.message.contains("--opset 18") == true)
  }

  @Test(arguments: [12, 22]) func `an opset out of range is refused`(opset: Int) throws {
    let example = try #require(Relu.examples.first)
    let error = #expect(throws: Diagnostic.self) { try ExportedExample(example, opset: opset) }
    #expect(error?.code == .onnxOpsetOutOfRange)
  }

  @Test func `a decomposed node's parts carry its name and the last one has it`() throws {
    let example = OperatorExample(
      Gelu(approximation: .none), [TensorType(.float32, [2])], gives: [])
    let onnx = try ExportedExample(example, opset: 17).onnx
    #expect(onnx.graph.nodes.map(\.operatorType) == ["Div", "Erf", "Mul", "Add", "Mul"])
    #expect(onnx.graph.nodes.last?.name == "layers[0].Gelu")
    #expect(onnx.graph.nodes.dropLast().allSatisfy { $0.name.hasPrefix("layers[0].Gelu/") })
    #expect(onnx.graph.nodes.allSatisfy { $0.source == "layers[0] Gelu" })
    #expect(onnx.graph.nodes.last?.outputs == ["y0"])
  }

  @Test func `equal constants share one tensor`() throws {
    var builder = GraphBuilder()
    var x = builder.addInput(named: "x", TensorType(.float32, [2]))
    for _ in 0..<3 { x = try builder.add(QuickGelu(), x) }
    try builder.addOutput(x, named: "y")
    let graph = try ONNXExporter(producerVersion: "test").onnxModel(
      of: Model(graph: builder.graph, name: "m"), options: ExportOptions()
    ).graph
    #expect(graph.initializers.map(\.name) == ["constant.f32.1.702"])
  }

  @Test func `a stored bias of a recurrent layer is joined without a node`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [.symbol("t"), 1, 2]))
    func weight(_ name: String, _ shape: [Int]) -> ValueID {
      let bytes = [UInt8](repeating: 0, count: shape.reduce(4, *))
      return builder.addWeight(Weight(.float32, shape: shape, bytes: bytes), named: name)
    }
    let operands = [
      x, weight("w", [1, 12, 2]), weight("r", [1, 12, 3]), weight("b", [1, 12]),
    ]
    let results = try builder.addNode(LSTM(hiddenSize: 3, direction: .forward), operands)
    try builder.addOutput(results[0], named: "y")
    let graph = try ONNXExporter(producerVersion: "test").onnxModel(
      of: Model(graph: builder.graph, name: "m"), options: ExportOptions()
    ).graph
    #expect(graph.nodes.map(\.operatorType) == ["LSTM"])
    #expect(graph.nodes[0].inputs == ["x", "w", "r", "LSTM/bias"])
    #expect(graph.initializers.first?.weight.shape == [1, 24])
  }

  /// Single assignment, topological order, unique node names, no trailing left-out operand.
  private func checkStructure(of exported: ExportedExample, _ name: String) throws {
    let graph = exported.onnx.graph
    var known = Set(graph.inputs.map(\.name))
    for tensor in graph.initializers {
      #expect(known.insert(tensor.name).inserted, "\(name): \(tensor.name) is assigned twice")
    }
    var nodeNames: Set<String> = []
    for node in graph.nodes {
      #expect(nodeNames.insert(node.name).inserted, "\(name): two nodes are named \(node.name)")
      #expect(node.inputs.last != "", "\(name): \(node.name) ends with a left-out operand")
      for input in node.inputs where !input.isEmpty {
        #expect(known.contains(input), "\(name): \(input) is used before it is there")
      }
      for output in node.outputs {
        #expect(known.insert(output).inserted, "\(name): \(output) is assigned twice")
      }
    }
    for output in graph.outputs { #expect(known.contains(output.name), "\(name): \(output.name)") }
  }
}
