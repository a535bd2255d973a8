import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Recast

@Suite struct BatchPlanTests {
  private static let seed = "flux/seed.bson"

  @Test func `files are found once, in order, without those excluded`() throws {
    let sample = try BatchSample(
      [
        "m/b.bson": Self.seed, "m/a.bson": Self.seed, "m/deep/c.bson": Self.seed,
        "m/old/d.bson": Self.seed,
      ],
      yaml: """
        jobs:
          - {name: nets, inputs: ["m/a.bson", "m/**/*.bson"], exclude: m/old/*,
             output: "out/{dir}/{stem}.onnx"}
        """)
    let plan = try sample.plan()
    let start = sample.folder.path.count + 1
    #expect(
      plan.jobs.map { String($0.input.dropFirst(start)) } == [
        "m/a.bson", "m/b.bson", "m/deep/c.bson",
      ])
    #expect(
      plan.jobs.map { $0.output.map { String($0.dropFirst(start)) } } == [
        "out/a.onnx", "out/b.onnx", "out/deep/c.onnx",
      ])
    #expect(plan.jobs.allSatisfy { $0.refusal == nil && $0.byteCount > 1000 })
    #expect(try sample.plan().digest == plan.digest)
  }

  @Test func `what is wrong with one job is that job's own failure`() throws {
    let sample = try BatchSample(
      ["m/a.bson": Self.seed, "m/a.pth": "torch/mlp.pth"],
      yaml: """
        defaults: {output: "out/{stem}.onnx"}
        jobs:
          - {name: both, inputs: m/*}
          - {name: none, inputs: nowhere/*}
          - {name: maybe, inputs: nowhere/*, allow_empty: true}
          - {name: self, inputs: m/a.bson, output: m/a.pth}
        """)
    try FileManager.default.createSymbolicLink(
      atPath: sample.folder.path(of: "m/link.bson"), withDestinationPath: "/etc/passwd")
    let plan = try sample.plan()
    #expect(
      plan.jobs.map { $0.refusal?.code.name } == [
        nil, "batch.output-conflict", "batch.link-leaves-folder", "batch.nothing-matches",
        "batch.output-conflict",
      ])
  }
}

@Suite struct BatchShardTests {
  /// A plan of files with given sizes.
  private func jobs(_ sizes: [Int]) throws -> [BatchJob] {
    let sample = try BatchSample([:], yaml: "jobs: [{inputs: '*.bin', output: 'out/{stem}'}]")
    for (index, size) in sizes.enumerated() {
      let name = "f\(String(repeating: "0", count: 4 - String(index).count))\(index).bin"
      try sample.folder.write([], to: name)
      // A hole takes no room.
      truncate(sample.folder.path(of: name), size)
    }
    return try sample.plan().jobs
  }

  @Test(arguments: [1, 2, 3, 7, 50])
  func `every job is in exactly one shard`(count: Int) throws {
    let jobs = try jobs((0..<40).map { ($0 * 7919) % 1000 * 1000 })
    var seen: [Int] = []
    for index in 1...count {
      let shard = try #require(BatchShard(index: index, count: count))
      let positions = shard.positions(in: jobs)
      #expect(positions == positions.sorted())
      #expect(positions == shard.positions(in: jobs))
      seen += positions
    }
    #expect(seen.sorted() == Array(0..<40))
  }

  @Test func `shards are balanced by size`() throws {
    // One file as large as all others together is a shard of its own.
    let jobs = try jobs([90, 10, 10, 10, 10, 10, 10, 10, 10, 10].map { $0 << 20 })
    let shards = try (1...2).map { try #require(BatchShard(index: $0, count: 2)) }
    let loads = shards.map { shard in
      shard.positions(in: jobs).reduce(0) { $0 + jobs[$1].byteCount } >> 20
    }
    #expect(loads == [90, 90])
    #expect(shards[0].positions(in: jobs) == [0])
  }

  @Test(arguments: ["", "0/2", "3/2", "1", "1/2/3", "a/b", "-1/2", "1/0"])
  func `what is no shard is refused`(text: String) {
    #expect(thrownDiagnostic { try BatchShard(parsing: text) }?.code == .batchShardUnknown)
  }

  @Test(arguments: [
    (["RECAST_SHARD": "2/5"], "2/5"),
    (["JOB_COMPLETION_INDEX": "0", "RECAST_SHARD_COUNT": "4"], "1/4"),
    (["SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "4"], "4/4"),
    (
      [
        "SLURM_ARRAY_TASK_ID": "14", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "10",
        "SLURM_ARRAY_TASK_STEP": "2",
      ], "3/3"
    ),
    (["AWS_BATCH_JOB_ARRAY_INDEX": "1", "AWS_BATCH_JOB_ARRAY_SIZE": "3"], "2/3"),
    (["AWS_BATCH_JOB_ARRAY_INDEX": "1", "RECAST_SHARD_COUNT": "3"], "2/3"),
    (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "2"], "1/2"),
    ([:], nil),
  ])
  func `schedulers say which shard it is`(variables: [String: String], expected: String?) throws {
    let found = try ShardEnvironment { variables[$0] ?? "" }.shard()
    #expect(found.map { "\($0.shard.index)/\($0.shard.count)" } == expected)
  }

  @Test(arguments: [
    ["JOB_COMPLETION_INDEX": "0"], ["CI_NODE_INDEX": "3", "CI_NODE_TOTAL": "2"],
    ["SLURM_ARRAY_TASK_ID": "x", "SLURM_ARRAY_TASK_COUNT": "2"],
    ["SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "2", "SLURM_ARRAY_TASK_STEP": "2"],
  ])
  func `half of what says it is an error and not the whole batch`(variables: [String: String]) {
    let environment = ShardEnvironment { variables[$0] ?? "" }
    #expect(thrownDiagnostic { try environment.shard() }?.code == .batchShardUnknown)
  }
}
