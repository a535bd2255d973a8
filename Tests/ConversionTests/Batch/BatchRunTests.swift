import ByteIO
import ConversionKit
import ByteIO
import ConversionKit
import Diagnostics
import Foundation
import JSONText
import TestSupport
import Testing

@testable import Recast

@Suite struct BatchRunTests {
  private static let files = [
    "m/a.bson": "flux/seed.bson", "m/b.bson": "flux/conv_lenet.bson",
    "m/broken.bson": "flux/truncated.bson", "m/c.pth": "torch/mlp.pth",
  ]
  private static let yaml = """
    jobs: [{name: nets, inputs: m/*, output: "out/{stem}.onnx"}]
    """

  @Test func `a bad file stops nothing else`() throws {
    let sample = try BatchSample(Self.files, yaml: Self.yaml)
    let report = try sample.run()
    #expect(report.results.map(\.status) == [.converted, .converted, .failed, .converted])
    #expect(report.results.map(\.id).first?.hasPrefix("nets: ") == true)
    #expect(sample.outputs == ["a.onnx", "b.onnx", "c.onnx"])
    #expect(report.failure == .checkFailed)
    let model = try #require(report.results[0].model)
    #expect(model.inputs.map { "\($0.name): \($0)" } == ["x: f32[batch, 10]"])
    #expect(model.outline?.nodes.isEmpty == false)
    #expect(model.outline?.nodeCount == model.outline?.nodes.count)
  }

  @Test func `with fail-fast nothing more is begun`() throws {
    let sample = try BatchSample(
      ["m/big.bson": "flux/truncated.bson", "m/a.bson": "flux/act_relu.bson"], yaml: Self.yaml)
    let report = try sample.run {
      $0.jobCount = 1
      $0.stopsAtFailure = true
    }
    #expect(report.results.map(\.status) == [.skipped, .failed])
    #expect(sample.outputs.isEmpty)
  }

  @Test func `a second run with a cache rewrites nothing`() throws {
    let sample = try BatchSample(Self.files, yaml: Self.yaml)
    let first = try sample.runCached()
    let stamps = sample.outputs.map { FileStamp(of: sample.folder.path(of: "out/" + $0)) }
    let second = try sample.runCached()
    #expect(first.results.map(\.status) == [.converted, .converted, .failed, .converted])
    #expect(second.results.map(\.status) == [.unchanged, .unchanged, .failed, .unchanged])
    #expect(
      sample.outputs.map { FileStamp(of: sample.folder.path(of: "out/" + $0)) } == stamps)
    #expect(first.results.map(\.model) == second.results.map(\.model))
    #expect(first.results.map(\.diagnostics) == second.results.map(\.diagnostics))
  }

  @Test func `outputs that are gone or other come back from the cache`() throws {
    let sample = try BatchSample(Self.files, yaml: Self.yaml)
    _ = try sample.runCached()
    let wanted = try sample.folder.bytes(of: "out/a.onnx")
    try FileManager.default.removeItem(atPath: sample.folder.path(of: "out/a.onnx"))
    try sample.folder.write([1, 2, 3], to: "out/b.onnx")
    let report = try sample.runCached()
    #expect(report.results.map(\.status) == [.restored, .restored, .failed, .unchanged])
    #expect(try sample.folder.bytes(of: "out/a.onnx") == wanted)
  }

  @Test func `a kept file that is damaged is not used`() throws {
    let sample = try BatchSample(Self.files, yaml: Self.yaml)
    _ = try sample.runCached()
    let objects = "cache/recast-batch-1/objects"
    let folder = sample.folder.path(of: objects)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let path = objects + "/" + name
      try sample.folder.write(Array(try sample.folder.bytes(of: path).dropLast() + [1]), to: path)
    }
    try FileManager.default.removeItem(atPath: sample.folder.path(of: "out"))
    let report = try sample.runCached()
    #expect(report.results.map(\.status) == [.converted, .converted, .failed, .converted])
  }

  @Test func `another input, option or architecture is converted again`() throws {
    let sample = try BatchSample(
      ["m/a.bson": "flux/seed.bson", "m/b.bson": "flux/act_relu.bson"], yaml: Self.yaml)
    _ = try sample.runCached()
    try sample.folder.write(
      [UInt8](
        try Data(
          contentsOf: URL(fileURLWithPath: PackageFolder.path(of: "Samples/flux/act_elu.bson")))),
      to: "m/b.bson")
    #expect(try sample.runCached().results.map(\.status) == [.unchanged, .converted])
    let changed = Self.yaml.replacing("output:", with: "opset: 18, output:")
    try sample.folder.write(Array(changed.utf8), to: "recast.yaml")
    #expect(try sample.runCached().results.map(\.status) == [.converted, .converted])
    try sample.folder.write(Array(Self.yaml.utf8), to: "recast.yaml")
    #expect(try sample.runCached().results.map(\.status) == [.restored, .restored])
  }

  @Test func `a file beside the input that appears is noticed`() throws {
    let sample = try BatchSample(
      ["m/a.safetensors": "torch/mlp.safetensors"],
      yaml: "jobs: [{inputs: m/*.safetensors, output: 'out/{stem}.onnx', to: onnx}]")
    let first = try sample.runCached()
    guard first.results[0].status == .converted else { return }
    #expect(try sample.runCached().results.map(\.status) == [.unchanged])
    try sample.folder.write(Array("{}".utf8), to: "m/config.json")
    #expect(try sample.runCached().results.map(\.status) == [.converted])
  }

  @Test func `other shapes than expected are failures, and the cache does not hide them`() throws {
    let sample = try BatchSample(
      ["m/a.bson": "flux/seed.bson"],
      yaml: """
        jobs:
          - inputs: m/*
            output: "out/{stem}.onnx"
            expect:
              inputs: {x: "f32[_, 10]"}
              outputs: {z: [batch, 2]}
        """)
    for _ in 0..<2 {
      let report = try sample.runCached()
      #expect(report.results[0].status == .failed)
      #expect(
        report.results[0].errors.map(\.message) == [
          "there is no output 'z', there is y", "the output 'y' is not expected",
        ])
      #expect(report.failure == .checkFailed)
    }
  }

  @Test func `numbers are not checked without a runtime, and that is said`() throws {
    let sample = try BatchSample(
      ["m/a.bson": "flux/seed.bson", "m/a.npz": "flux/expected/seed.npz"],
      yaml: """
        jobs:
          - inputs: m/*.bson
            output: "out/{stem}.onnx"
            expect: {numbers: {inputs: "m/{stem}.npz", outputs: "m/{stem}.npz"}}
        """)
    let report = try sample.run()
    #expect(report.results[0].status == .converted)
    #expect(report.results[0].numbers == .notChecked("ONNX Runtime is not installed"))
    #expect(report.results[0].diagnostics.map(\.code) == [.batchNotChecked])
    let strict = try sample.run { $0.requiresNumbers = true }
    #expect(strict.results[0].status == .failed)
  }
}

@Suite struct BatchReportTests {
  private func report(_ codes: [DiagnosticCode]) -> BatchReport {
    BatchReport(
      file: "recast.yaml", planDigest: "", plannedCount: codes.count, shard: nil,
      results: codes.enumerated().map { index, code in
        var result = BatchResult(
          id: "\(index)", input: "\(index)", inputByteCount: 0, output: nil, status: .failed)
        result.diagnostics = [Diagnostic(code, "a reason")]
        return result
      })
  }

  @Test func `what may go away by itself decides over what stays`() {
    #expect(report([]).failure == nil)
    #expect(report([.unknownFormat]).failure == .checkFailed)
    #expect(report([.batchOtherShape, .unknownFormat]).failure == .checkFailed)
    #expect(report([.unknownFormat, .outputNotWritable]).failure == .inputOutput)
    #expect(report([.fileTooLarge, .unknownFormat]).failure == .resourceLimit)
    #expect(report([.fileTooLarge, .fileChanged]).failure == .inputOutput)
    #expect(report([.fileTooLarge, .internalFault]).failure == .internalFault)
  }

  @Test func `a report is read as it was written`() throws {
    let sample = try BatchSample(
      ["m/a.bson": "flux/parallel_two_inputs.bson", "m/b.bson": "flux/truncated.bson"],
      yaml: "jobs: [{inputs: m/*, output: 'out/{stem}.onnx'}]")
    let report = try sample.run { $0.shard = BatchShard(index: 1, count: 1) }
    let path = try sample.folder.write(Array(report.json.text.utf8), to: "report.json")
    let read = try BatchReport(readingFileAt: path)
    #expect(read.results.map(\.model) == report.results.map(\.model))
    #expect(read.planDigest == report.planDigest && read.shard == report.shard)
    #expect(read.json.text == report.json.text)
  }

  @Test func `what is no report is refused`() throws {
    let folder = try TemporaryFolder()
    for text in ["{}", "[]", "{\"report\": \"recast-batch\", \"version\": 99}"] {
      let path = try folder.write(Array(text.utf8), to: "report.json")
      #expect(
        thrownDiagnostic { try BatchReport(readingFileAt: path) }?.code == .batchReportInvalid)
    }
  }

  @Test func `shards make a whole, and what is missing or double is said`() throws {
    let sample = try BatchSample(
      [
        "m/a.bson": "flux/seed.bson", "m/b.bson": "flux/act_relu.bson",
        "m/c.bson": "flux/act_elu.bson",
      ], yaml: "jobs: [{inputs: m/*, output: 'out/{stem}.onnx'}]")
    let shards = try (1...2).map { index in
      (
        path: "shard-\(index).json",
        report: try sample.run { $0.shard = BatchShard(index: index, count: 2) }
      )
    }
    let whole = try #require(BatchReport.merging(shards))
    #expect(whole.results.count == 3 && whole.problems.isEmpty && whole.failure == nil)
    let half = try #require(BatchReport.merging([shards[1]]))
    #expect(half.problems.map(\.code) == [.batchShardMissing])
    #expect(half.failure == .checkFailed)
    let double = try #require(BatchReport.merging([shards[0], shards[1], shards[1]]))
    #expect(Set(double.problems.map(\.code)) == [.batchShardsOverlap])
    #expect(double.results.count == 3)
    let other = try sample.run { $0.shard = BatchShard(index: 1, count: 3) }
    let mixed = try #require(BatchReport.merging([shards[1], (path: "other.json", report: other)]))
    #expect(mixed.problems.contains { $0.code == .batchReportsDiffer })
    #expect(BatchReport.merging([]) == nil)
  }
}
