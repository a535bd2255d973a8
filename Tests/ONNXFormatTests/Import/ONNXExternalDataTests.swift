import ByteIO
import ConversionKit
import Diagnostics
import Foundation
import ModelIR
import ProtobufWire
import TestSupport
import Testing

@testable import ONNXFormat

@Suite struct ONNXExternalDataTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Array(0..<16), to: "data")
  }

  private func refusal(_ entries: [(String, String)]) -> String? {
    ONNXSample(tensors: [ONNXSample.external("w", [2], entries)]).refusal(in: folder)
  }

  @Test func `elements lie where the model says`() throws {
    let sample = ONNXSample(
      tensors: [
        ONNXSample.external("a", [2], [("location", "data"), ("offset", "8"), ("length", "8")]),
        ONNXSample.external("b", [1], [("location", "data")]),
      ])
    let tensors = try sample.open(in: folder).tensors()
    #expect(try tensors.map { try $0.weight.bytes() } == [Array(8..<16), Array(0..<4)])
  }

  @Test func `only complete data in the model's own folder is read`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "link"), withDestinationPath: folder.path(of: "data"))
    #expect(refusal([("location", "absent")]) == "io.missing")
    #expect(refusal([("location", "link")]) == "io.linked")
    for path in ["../data", "/etc/passwd", "..", "a/../data", "", "./data", "da\u{0}ta"] {
      #expect(refusal([("location", path)]) == "io.name-not-plain", "\(path)")
    }
    for entries in [
      [("location", "data"), ("offset", "9")], [("location", "data"), ("length", "4")],
      [("location", "data"), ("offset", "-1")], [("location", "data"), ("offset", "+1")],
      [("location", "data"), ("offset", "9223372036854775807")],
      [("location", "data"), ("offset", "99999999999999999999")],
      [("location", "data"), ("location", "data")], [("offset", "0")],
      [("location", "data"), ("basepath", "/")], [],
    ] {
      #expect(refusal(entries) == "onnx.external-data", "\(entries)")
    }
  }

  @Test func `a file that is missing is named once`() {
    let sample = ONNXSample(
      tensors: ["a", "b"].map { ONNXSample.external($0, [1], [("location", "absent")]) })
    #expect(sample.refusal(in: folder) == "io.missing")
  }
}
