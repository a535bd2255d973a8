import Foundation
import TestSupport
import Testing

/// `recast watch`.
@Suite struct WatchCommandTests {
  private let folder: TemporaryFolder
  private let output: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    output = try TemporaryFolder()
  }

  private func copySeed(_ name: String) throws {
    try FileManager.default.copyItem(atPath: SampleFile.seed, toPath: folder.path(of: name))
  }

  private func once(_ options: String = "") throws -> ProgramRun {
    try ProgramRun(
      shell: "$RECAST watch \(folder.path) --to onnx --output \(output.path) --once \(options)")
  }

  private var models: [String] { output.names.filter { $0.hasSuffix(".onnx") } }

  @Test func `every checkpoint is converted once`() throws {
    for step in 1...3 { try copySeed("net-1_\(step).bson") }
    let first = try once()
    #expect(first.exitCode == 0)
    #expect(first.output.contains("net-1_2.bson → "))
    #expect(models == ["net-1_1.onnx", "net-1_2.onnx", "net-1_3.onnx"])
    #expect(try once().output.isEmpty)
    try copySeed("net-1_4.bson")
    let third = try once("--json")
    #expect(third.output.split(separator: "\n").count == 1)
    let event = try third.jsonObject()
    #expect(event["event"] as? String == "converted")
    #expect(event["checkpoint"] as? String == "net-1_4.bson")
    #expect(models.count == 4)
    // Another time on the same bytes is no new checkpoint.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_600_000_000)],
      ofItemAtPath: folder.path(of: "net-1_1.bson"))
    #expect(try once().output.isEmpty)
    // Another option is another conversion.
    #expect(try once("--opset 18").output.split(separator: "\n").count == 8)
  }

  @Test func `a broken one is reported once and stops nothing`() throws {
    _ = try SampleFile.damaged(in: folder)
    try copySeed("net-1_1.bson")
    _ = try SampleFile.withoutModel(in: folder)
    let run = try once()
    #expect(run.exitCode == 1)
    #expect(run.errorLines.count { $0.contains("damaged.bson") } == 1)
    #expect(models == ["net-1_1.onnx"])
    let again = try once()
    #expect(again.exitCode == 0)
    #expect(again.errors.isEmpty)
    // A file that was written anew is another one.
    try FileManager.default.removeItem(atPath: folder.path(of: "damaged.bson"))
    try copySeed("damaged.bson")
    #expect(try once().exitCode == 0)
    #expect(models == ["damaged.onnx", "net-1_1.onnx"])
  }

  @Test func `weights are checked against the architecture`() throws {
    let sample = PackageFolder.path(of: "Samples/torch/classifier.pth")
    try FileManager.default.copyItem(atPath: sample, toPath: folder.path(of: "epoch_1.pth"))
    let run = try once("--architecture resnet18")
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("[bind."))
    #expect(models.isEmpty)
    #expect(try once("--check-values").exitCode == 0)
    #expect(models == ["epoch_1.onnx"])
  }

  @Test func `of the outputs the latest stay`() throws {
    for step in 1...4 {
      try copySeed("net-1_\(step).bson")
      #expect(try once("--keep-last 2").exitCode == 0)
    }
    #expect(models == ["net-1_3.onnx", "net-1_4.onnx"])
    #expect(try once("--keep-last 2").output.isEmpty)
    #expect(models.count == 2)
  }

  @Test func `two checkpoints of one stem get two outputs`() throws {
    try copySeed("net.bson")
    let sample = PackageFolder.path(of: "Samples/torch/classifier.pth")
    try FileManager.default.copyItem(atPath: sample, toPath: folder.path(of: "net.pth"))
    #expect(try once().exitCode == 0)
    #expect(models.count == 2)
    #expect(try once().output.isEmpty)
  }

  @Test(arguments: ["", "--poll"])
  func `what a training writes is converted as it comes, until a signal`(option: String) throws {
    try copySeed("net-1_1.bson")
    let script = """
      cd \(folder.path)
      $RECAST watch . --to onnx --output \(output.path) --patience 2s \(option) >log.txt 2>errors.txt &
      watch=$!
      # A file that grows is waited for.
      head -c 300 \(SampleFile.seed) > net-1_2.bson
      sleep 1.5
      tail -c +301 \(SampleFile.seed) >> net-1_2.bson
      echo broken > net-1_3.bson
      # One that appears whole, as careful writers let it.
      cp \(SampleFile.seed) .hidden && mv .hidden net-1_4.bson
      for i in $(seq 100); do
        sleep 0.2
        [ $(ls \(output.path)/*.onnx 2>/dev/null | wc -l) = 3 ] && [ -s errors.txt ] && break
      done
      { kill -TERM $watch; (sleep 5; kill -KILL $watch) & wait $watch; code=$?; } 2>/dev/null
      echo "exit $code"
      cat log.txt
      cat errors.txt >&2
      """
    let run = try ProgramRun(shell: script)
    #expect(run.output.contains("exit 143"))
    #expect(models == ["net-1_1.onnx", "net-1_2.onnx", "net-1_4.onnx"])
    for step in [1, 2, 4] {
      #expect(run.output.components(separatedBy: "net-1_\(step).bson →").count == 2)
    }
    #expect(run.errorLines.count == 1)
    #expect(run.errors.contains("net-1_3.bson"))
    #expect(output.names.count == 4)
    #expect(output.names.allSatisfy { !$0.hasPrefix(".recast") })
    // Another goes on where this one ended.
    let next = try once("--patience 2s")
    #expect(next.exitCode == 0)
    #expect(next.output.isEmpty)
  }

  @Test func `a watch that is killed loses nothing and repeats nothing but its last`() throws {
    for step in 1...30 { try copySeed("net-1_\(step).bson") }
    _ = try ProgramRun(
      shell: """
        $RECAST watch \(folder.path) --to onnx --output \(output.path) >/dev/null &
        while [ $(ls \(output.path) | grep -c onnx) -lt 5 ]; do sleep 0.02; done
        { kill -KILL $!; wait $!; } 2>/dev/null; true
        """)
    let before = models.count
    let rest = try once("--json")
    #expect(rest.exitCode == 0)
    #expect(models.count == 30)
    let converted = rest.output.split(separator: "\n").count
    #expect((30 - before...31 - before).contains(converted))
  }

  @Test func `two watches of one output are refused`() throws {
    let run = try ProgramRun(
      shell: """
        $RECAST watch \(folder.path) --to onnx --output \(output.path) >/dev/null &
        sleep 1
        $RECAST watch \(folder.path) --to onnx --output \(output.path) --once
        code=$?
        kill -KILL $!
        exit $code
        """)
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("[watch.already-running]"))
  }

  @Test func `what cannot be watched is said`() throws {
    #expect(
      try ProgramRun("watch", folder.path(of: "nothing"), "--to", "onnx", "--once").exitCode == 5)
    #expect(try ProgramRun("watch", folder.path, "--to", "nothing", "--once").exitCode == 2)
    #expect(
      try ProgramRun("watch", folder.path, "--to", "onnx", "--keep-last", "0", "--once").exitCode
        == 2)
  }
}
