import ByteIO
import Diagnostics
import ModelIR
import TestSupport
import Testing

@Suite struct DeferredWeightTests {
  private func deferred(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> DeferredRange {
    let file = try folder.sourceFile([5, 5, 5] + bytes)
    return DeferredRange(byteCount: bytes.count) {
      FileRange(file: file, byteOffset: 3, byteCount: bytes.count)
    }
  }

  @Test func `bytes that are found later give what bytes in memory give`() throws {
    let folder = try TemporaryFolder()
    let plain = PlainTensor(counting: [3, 4, 5])
    let bytes = plain.bytes(of: .int16)
    let range = try deferred(bytes, in: folder)
    let weight = try #require(Weight(.int16, shape: [3, 4, 5], in: range))
    #expect(try weight.bytes() == bytes)
    let turned = weight.transposed(by: [2, 0, 1]).flipped(along: [1])
    #expect(
      try turned.bytes() == plain.transposed(by: [2, 0, 1]).flipped(along: [1]).bytes(of: .int16))
    let view = StridedView(shape: [2, 2], strides: [20, -1], elementOffset: 1)
    let part = try #require(Weight(.int16, view: view, in: range))
    #expect(try part.bytes() == [1, 0, 0, 0, 21, 0, 20, 0])
  }

  @Test func `what lies outside gives no weight`() throws {
    let range = DeferredRange(byteCount: 8) { throw Diagnostic(.fileTruncated, "never read") }
    #expect(Weight(.float32, shape: [3], in: range) == nil)
    #expect(Weight(.float32, shape: [-2, -1], in: range) == nil)
    let outside = StridedView(shape: [2], strides: [2], elementOffset: 0)
    #expect(Weight(.float32, view: outside, in: range) == nil)
    let before = StridedView(shape: [2], strides: [-1], elementOffset: 0)
    #expect(Weight(.float32, view: before, in: range) == nil)
    let huge = StridedView(shape: [.max, 2], strides: [0, 0], elementOffset: 0)
    #expect(Weight(.float32, view: huge, in: range) == nil)
    let weight = try #require(Weight(.float32, shape: [2], in: range))
    #expect(thrownDiagnostic { try weight.bytes() }?.message == "never read")
  }

  @Test func `a tensor without data keeps its shape and cannot be read`() throws {
    let weight = try #require(Weight(absent: "it is on a meta device", .float32, shape: [2, 3]))
    #expect(weight.shape == [2, 3])
    #expect(weight.transposed(by: [1, 0]).shape == [3, 2])
    #expect(weight.byteCount == 24)
    let weights = [
      weight, weight.transposed(by: [1, 0]), weight.byteSwapped(), weight.negated(),
      weight.converted(to: .float16), weight.reshaped(to: [6]),
      Weight.concatenated([weight, weight], along: 0),
    ]
    for weight in weights {
      let diagnostic = thrownDiagnostic { try weight.bytes() }
      #expect(diagnostic?.code == .noWeightData)
      #expect(diagnostic?.message.contains("meta device") == true)
    }
    let huge = try #require(Weight(absent: "meta", .uint8, shape: [1 << 24, 1 << 24]))
    for weight in [huge, huge.transposed(by: [1, 0]), huge.converted(to: .float32)] {
      #expect(thrownDiagnostic { try weight.bytes(limit: .max) }?.code == .noWeightData)
    }
    let joined = Weight.concatenated([huge.sliced(along: 0, 0..<9), huge], along: 0)
    #expect(joined.absenceReason == "meta")
    #expect(thrownDiagnostic { try joined.bytes(limit: .max) }?.code == .noWeightData)
    #expect(Weight(absent: "", .uint8, shape: [1 << 24, 1 << 25]) == nil)
    #expect(Weight(absent: "", .float32, shape: [.max, .max]) == nil)
    #expect(Weight(absent: "", .float32, shape: [-1]) == nil)
  }
}
