import Foundation
import TestSupport
import Testing

/// `recast list` and `recast prune`.
@Suite struct CheckpointFolderCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for step in 1...4 {
      let path = folder.path(of: "net-1_\(step).bson")
      try FileManager.default.copyItem(atPath: SampleFile.seed, toPath: path)
    }
    _ = try SampleFile.damaged(in: folder)
    try FileManager.default.moveItem(
      atPath: folder.path(of: "damaged.bson"), toPath: folder.path(of: "net-2_1.bson"))
    try folder.write(Array("notes".utf8), to: "notes.txt")
  }

  @Test func `a folder is listed with what is broken`() throws {
    let run = try ProgramRun("list", folder.path)
    #expect(run.exitCode == 0)
    #expect(run.output.contains("net-1_3.bson"))
    #expect(run.output.contains("whole, 4 tensors"))
    #expect(run.output.contains("5 checkpoints, "))
    #expect(run.output.contains("1 broken; 1 other file"))
    let result = try ProgramRun("list", folder.path, "--json").jsonObject()
    let listed = result["checkpoints"] as? [[String: Any]] ?? []
    #expect(listed.map { $0["step"] as? Int } == [1, 2, 3, 4, 1])
    #expect(
      listed.map { $0["condition"] as? String } == ["whole", "whole", "whole", "whole", "broken"])
    #expect(listed.first?["format"] as? String == "flux-bson")
    #expect((listed.last?["reason"] as? [String: Any])?["code"] as? String != nil)
    #expect(result["other_file_count"] as? Int == 1)
  }

  @Test func `a folder that is not there is an error, an empty one is not`() throws {
    #expect(try ProgramRun("list", folder.path(of: "nothing")).exitCode == 5)
    let empty = try TemporaryFolder()
    #expect(try ProgramRun("list", empty.path).output == "0 checkpoints\n")
    #expect(try ProgramRun("list", "").exitCode == 2)
  }

  @Test func `a dry run removes nothing and says what would be`() throws {
    let before = folder.names
    let run = try ProgramRun("prune", folder.path, "--keep-last", "2", "--dry-run")
    #expect(run.exitCode == 0)
    #expect(run.output.contains("2 checkpoints would be removed"))
    #expect(run.output.contains("one of the last 2"))
    #expect(folder.names == before)
  }

  @Test func `a pruned folder keeps what a rule keeps, what is broken and everything else`() throws
  {
    let run = try ProgramRun("prune", folder.path, "--keep-last", "2", "--json")
    let result = try run.jsonObject()
    #expect(run.exitCode == 0)
    #expect(result["removed_count"] as? Int == 2)
    #expect(result["dry_run"] as? Bool == false)
    #expect(folder.names == ["net-1_3.bson", "net-1_4.bson", "net-2_1.bson", "notes.txt"])
    #expect(try ProgramRun("prune", folder.path, "--keep-last", "2", "--quiet").output.isEmpty)
    #expect(folder.names.count == 4)
  }

  @Test(arguments: [
    "", "--keep-last -1", "--keep-every 0m", "--keep-every 5x", "--keep-every",
    "--keep-last 2 --best-is up",
  ])
  func `rules that say nothing are refused and nothing is removed`(options: String) throws {
    let before = folder.names
    #expect(try ProgramRun(shell: "$RECAST prune \(folder.path) \(options)").exitCode == 2)
    #expect(folder.names == before)
  }
}
