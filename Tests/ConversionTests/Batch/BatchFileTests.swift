import Checkpoints
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import Recast

@Suite struct BatchFileTests {
  private func entries(_ text: String) throws -> [BatchEntry] {
    try BatchFileReader.entries(Array(text.utf8), file: "recast.yaml")
  }

  @Test func `jobs take what defaults say and replace it`() throws {
    let entries = try entries(
      """
      defaults: {output: "out/{stem}.onnx", opset: 17, set: {a: 1, b: 2}, strict: false}
      jobs:
        - name: first
          inputs: "*.pth"
        - inputs: [a/*.bson, b/*.bson]
          exclude: a/x*
          opset: 18
          set: {b: [1, two]}
          architecture: net.yaml
          input_shape: x:batch,3
          expect:
            inputs: {x: "f32[batch, 3]"}
            outputs: {y: [batch, 10], z: [_, 4]}
            numbers: {inputs: "{stem}.npz", outputs: "{stem}.npz", rtol: 1e-3}
      """)
    #expect(entries.map(\.name) == ["first", "job2"])
    #expect(entries[0].settings.opset == 17 && entries[1].settings.opset == 18)
    #expect(!entries[1].settings.isStrict)
    #expect(entries[1].settings.overrides["a"] == .integer(1))
    #expect(entries[1].settings.overrides["b"] == .list([.integer(1), .text("two")]))
    #expect(entries[1].inputs.count == 2 && entries[1].excluded.count == 1)
    #expect(entries[1].expectation.outputs?.map(\.description) == ["[batch, 10]", "[_, 4]"])
    #expect(entries[1].expectation.numbers?.relativeTolerance == 1e-3)
    #expect(entries[1].expectation.numbers?.absoluteTolerance == 1e-5)
    #expect(entries[0].expectation.inputs == nil)
  }

  @Test func `every problem is named in one run with its place`() throws {
    let error = #expect(throws: DiagnosticList.self) {
      try entries(
        """
        defaults: {opsett: 17}
        jobs:
          - inputs: "a**b"
            output: "{nonsense}"
            opset: many
          - output: out/{stem}.onnx
          - inputs: "*"
            output: x
            expect: {inputs: {x: "f33[1]"}}
        extra: 1
        """)
    }
    let places = error?.diagnostics.compactMap(\.location.path) ?? []
    #expect(places.sorted() == ["10:1", "1:12", "3:13", "4:13", "5:12", "6:5", "9:26"].sorted())
    #expect(error?.diagnostics.allSatisfy { $0.code == .batchFileInvalid } == true)
  }

  @Test(arguments: ["jobs: []", "{}", "[]", "jobs: 3", "defaults: {}"])
  func `a file without jobs is refused`(text: String) {
    #expect(throws: DiagnosticList.self) { try entries(text) }
  }

  @Test func `two jobs of one name are refused`() {
    #expect(throws: DiagnosticList.self) {
      try entries("jobs: [{name: a, inputs: x, output: y}, {name: a, inputs: z, output: w}]")
    }
  }

  @Test func `jobs that write checkpoints have the options of convert`() throws {
    let entry = try #require(
      entries(
        """
        jobs:
          - inputs: "*.pth"
            output: "{stem}.safetensors"
            form: weights
            dtype: bf16
            framework: mindspore
            metadata: {epoch: 7, hidden_layers: [512, 256]}
            rename: {"^module[.]": "", "fc(1)": dense$1}
            max_shard_size: 2GB
            checksum: true
        """
      ).first)
    let options = entry.settings.checkpoint
    #expect(options.form == .weights && options.elementType == .bfloat16)
    #expect(options.framework == .mindspore && options.hasChecksum && !options.isLegacy)
    #expect(options.metadata["hidden_layers"]?.integers == [512, 256])
    #expect(options.renames.map(\.pattern) == ["^module[.]", "fc(1)"])
    #expect(options.renames.map(\.replacement) == ["", "dense$1"])
    #expect(options.maximumShardByteCount == 2_000_000_000)
    #expect(throws: DiagnosticList.self) {
      try entries("jobs: [{inputs: a.pth, output: b.npz, dtype: f8, max_shard_size: many}]")
    }
  }
}
