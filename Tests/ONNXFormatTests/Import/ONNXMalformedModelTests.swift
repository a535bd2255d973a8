import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ProtobufWire
import TestSupport
import Testing

@testable import ONNXFormat

@Suite struct ONNXMalformedModelTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a model needs a version, an operator set and one graph`() throws {
    #expect(ONNXSample().refusal(in: folder) == nil)
    #expect(ONNXSample(irVersion: 0).refusal(in: folder) == "onnx.malformed")
    #expect(ONNXSample(opsets: []).refusal(in: folder) == "onnx.malformed")
    #expect(ONNXSample(irVersion: 2, opsets: []).refusal(in: folder) == nil)
    #expect(ONNXSample(opsets: [("", 1 << 40)]).refusal(in: folder) == "onnx.malformed")
    #expect(
      ONNXSample(opsets: [("", 17), ("ai.onnx", 18)]).refusal(in: folder) == "onnx.malformed")
    var twice = ONNXSample().message
    twice.add(ProtobufWriter(), field: 7)
    let file = try folder.sourceFile(ONNXSample.bytes(of: twice), named: "twice.onnx")
    #expect(thrownDiagnostic { try ONNXContents.read(file) }?.code.name == "onnx.malformed")
  }

  @Test func `a sparse tensor is named and not used`() throws {
    var sparse = ProtobufWriter()
    sparse.add(ONNXSample.tensor("s", 1, [1]) { $0.add([0, 0, 0, 0], field: 9) }, field: 1)
    sparse.addPacked([4, 5], field: 3)
    let file = try ONNXSample(sparseTensors: [sparse]).open(in: folder)
    #expect(try file.tensors().isEmpty)
    #expect(
      file.summary.entries.map(\.text)
        == ["1 tensor, 20 elements; 1 cannot be used, such as s: sparse [4, 5]"])
  }

  @Test func `a damaged node and graphs nested too deep are refused`() {
    var cut = ProtobufWriter()
    // An attribute that promises more than there is.
    cut.add([0x0A, 0x7F], field: 5)
    #expect(ONNXSample(nodes: [cut]).refusal(in: folder) == "protobuf.truncated")

    var node = ProtobufWriter()
    for _ in 0..<60 {
      var graph = ProtobufWriter()
      graph.add(node, field: 1)
      var attribute = ProtobufWriter()
      attribute.add(graph, field: 6)
      node = ProtobufWriter()
      node.add(attribute, field: 5)
    }
    #expect(ONNXSample(nodes: [node]).refusal(in: folder) == "protobuf.over-limit")
  }
}
