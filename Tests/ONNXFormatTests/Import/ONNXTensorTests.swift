import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import ProtobufWire
import TestSupport
import Testing

@testable import ONNXFormat

@Suite struct ONNXTensorTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func bytes(_ tensor: ProtobufWriter) throws -> [UInt8] {
    let tensors = try ONNXSample(tensors: [tensor]).open(in: folder).tensors()
    #expect(tensors.count == 1)
    return try tensors.flatMap { try $0.weight.bytes() }
  }

  private func refusal(_ tensors: ProtobufWriter...) -> String? {
    ONNXSample(tensors: tensors).refusal(in: folder)
  }

  @Test func `raw bytes stay in the file`() throws {
    let raw: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
    let sample = ONNXSample(tensors: [ONNXSample.tensor("w", 1, [2, 1]) { $0.add(raw, field: 9) }])
    let weight = try #require(try sample.open(in: folder).tensors().first?.weight)
    #expect(weight.elementType == .float32)
    #expect(weight.shape == [2, 1])
    guard case .file(let range) = weight.source else {
      Issue.record("the bytes are not a range of the file")
      return
    }
    #expect(try range.bytes() == raw)
  }

  @Test func `sizes may be packed and an empty tensor needs no elements`() throws {
    var packed = ProtobufWriter()
    packed.addPacked([2, 1], field: 1)
    packed.add(3, field: 2)
    packed.add("w", field: 8)
    packed.add([1, 255], field: 9)
    #expect(try bytes(packed) == [1, 255])
    #expect(try bytes(ONNXSample.tensor("w", 1, [0, 3])) == [])
    #expect(try bytes(ONNXSample.tensor("w", 9, []) { $0.add([1], field: 9) }) == [1])
  }

  @Test func `floating-point numbers are read packed or a field each`() throws {
    let expected: [UInt8] = [0, 0, 128, 63, 0, 0, 0, 192]
    #expect(
      try bytes(ONNXSample.tensor("w", 1, [2]) { $0.addPacked([Float(1), -2], field: 4) })
        == expected)
    #expect(
      try bytes(
        ONNXSample.tensor("w", 1, [2]) {
          $0.add(Float(1), field: 4)
          $0.add(Float(-2), field: 4)
        }) == expected)
    // One complex number is two numbers.
    #expect(
      try bytes(ONNXSample.tensor("w", 14, [1]) { $0.addPacked([Float(1), -2], field: 4) })
        == expected)
    #expect(
      try bytes(ONNXSample.tensor("w", 11, [1]) { $0.add(1.0, field: 10) })
        == [0, 0, 0, 0, 0, 0, 240, 63])
  }

  @Test(
    arguments: [
      (6, 5, [-2], [254, 255, 255, 255]), (5, 5, [-2], [254, 255]), (3, 5, [-2], [254]),
      (2, 5, [200], [200]), (4, 5, [65535], [255, 255]), (9, 5, [1], [1]),
      (10, 5, [0x3C00], [0, 0x3C]), (16, 5, [0x3F80], [0x80, 0x3F]), (17, 5, [200], [200]),
      (24, 5, [127], [127]), (7, 7, [-1], [255, 255, 255, 255, 255, 255, 255, 255]),
      (12, 11, [4_294_967_295], [255, 255, 255, 255]), (13, 11, [1], [1, 0, 0, 0, 0, 0, 0, 0]),
    ] as [(Int, Int, [Int], [UInt8])])
  func `integers of any width are decoded`(
    type: Int, field: Int, values: [Int], expected: [UInt8]
  ) throws {
    #expect(
      try bytes(ONNXSample.tensor("w", type, [1]) { $0.addPacked(values, field: field) })
        == expected)
    #expect(
      try bytes(ONNXSample.tensor("w", type, [1]) { $0.add(values[0], field: field) })
        == expected)
  }

  @Test func `many packed integers are decoded in blocks`() throws {
    let values = (0..<200_000).map { $0 % 300 - 100 }
    let decoded = try bytes(
      ONNXSample.tensor("w", 5, [2, 100_000]) { $0.addPacked(values, field: 5) })
    #expect(
      stride(from: 0, to: decoded.count, by: 2).map {
        decoded.littleEndian(Int16.self, at: $0).map(Int.init)
      } == values)
  }

  @Test func `elements that do not agree with type and sizes are refused`() {
    let raw = [UInt8](repeating: 0, count: 8)
    for tensor in [
      ONNXSample.tensor("w", 1, [3]) { $0.add(raw, field: 9) },
      ONNXSample.tensor("w", 1, [1]) { $0.add(raw, field: 9) },
      ONNXSample.tensor("w", 1, [-2]) { $0.add(raw, field: 9) },
      ONNXSample.tensor("w", 1, [1 << 62, 1 << 62]) { $0.add(raw, field: 9) },
      ONNXSample.tensor("w", 1, [0, 1 << 62, 1 << 62]),
      ONNXSample.tensor("w", 1, [2]),
      ONNXSample.tensor("w", 99, [2]) { $0.add(raw, field: 9) },
      ONNXSample.tensor("w", 0, [2]) { $0.add(raw, field: 9) },
      ONNXSample.tensor("w", 1, [2]) { $0.addPacked([1, 2], field: 7) },
      ONNXSample.tensor("w", 7, [3]) { $0.addPacked([1, 2], field: 7) },
      ONNXSample.tensor("w", 7, [1]) { $0.add([0x80], field: 7) },
      ONNXSample.tensor("w", 1, [2]) { tensor in
        tensor.add(raw, field: 9)
        tensor.addPacked([Float(1), 2], field: 4)
      },
      ONNXSample.tensor("", 1, [2]) { $0.add(raw, field: 9) },
    ] {
      #expect(refusal(tensor) == "onnx.malformed-tensor")
    }
    let one = ONNXSample.tensor("w", 1, [2]) { $0.add(raw, field: 9) }
    #expect(refusal(one, one) == "onnx.malformed-tensor")
    #expect(
      refusal(
        ONNXSample.tensor("w", 1, [2]) { tensor in
          tensor.add(raw, field: 9)
          tensor.add(raw, field: 9)
        }) == "onnx.malformed")
    #expect(refusal(ONNXSample.tensor("w", 2, [Int](repeating: 1, count: 65))) == "onnx.over-limit")
  }

  @Test func `a number that the type cannot hold is refused when it is read`() throws {
    for (type, value) in [(3, 128), (2, -1), (9, 2), (10, 65536), (6, 1 << 31)] {
      let sample = ONNXSample(
        tensors: [ONNXSample.tensor("w", type, [1]) { $0.addPacked([value], field: 5) }])
      let weight = try #require(try sample.open(in: folder).tensors().first?.weight)
      #expect(thrownDiagnostic { try weight.bytes() }?.code.name == "onnx.malformed-tensor")
    }
  }

  @Test func `names that differ in normalisation are two tensors`() throws {
    let tensors = ["\u{E9}", "e\u{301}"].map { name in
      ONNXSample.tensor(name, 2, [1]) { $0.add([1], field: 9) }
    }
    #expect(try ONNXSample(tensors: tensors).open(in: folder).tensors().count == 2)
  }
}
