import Foundation
import TestSupport
import Testing

/// `recast inspect` with more files than one.
struct InspectSeveralTests {
  private let folder: TemporaryFolder
  private let other = PackageFolder.path(of: "Samples/torch/mlp.pth")

  init() throws { folder = try TemporaryFolder() }

  @Test func `each file is shown in turn, and a bad one stops no other`() throws {
    let damaged = try SampleFile.damaged(in: folder)
    let run = try ProgramRun("inspect", SampleFile.seed, damaged, other)
    #expect(run.exitCode == 3)
    #expect(run.output.hasPrefix(SampleFile.seed))
    #expect(run.output.contains("\n\n\(other): PyTorch file"))
    #expect(run.errorLines.count == 1)
    #expect(run.errors.hasPrefix(damaged))
  }

  @Test func `the exit code is that of the failure that is worst to overlook`() throws {
    let damaged = try SampleFile.damaged(in: folder)
    let missing = folder.path(of: "none.bson")
    #expect(try ProgramRun("inspect", damaged, missing, SampleFile.seed).exitCode == 5)
    #expect(try ProgramRun("inspect", missing, damaged).exitCode == 5)
  }

  @Test func `JSON is one object a line and file`() throws {
    let damaged = try SampleFile.damaged(in: folder)
    let run = try ProgramRun("inspect", SampleFile.seed, damaged, other, "--json")
    let objects = try run.output.split(separator: "\n")
      .map { try ProgramRun.jsonObject(String($0)) }
    #expect(objects.map { $0["file"] as? String } == [SampleFile.seed, damaged, other])
    #expect(objects.map { $0["exit_code"] as? Int } == [nil, 3, nil])
  }

  @Test func `listed tensors say whose they are`() throws {
    let run = try ProgramRun("inspect", SampleFile.seed, other, "--tensors", "--json")
    let files = try run.output.split(separator: "\n")
      .map { try ProgramRun.jsonObject(String($0))["file"] as? String }
    #expect(Set(files) == [SampleFile.seed, other])
    let alone = try ProgramRun("inspect", other, "--tensors", "--json")
    #expect(!alone.output.contains("\"file\""))
  }

  @Test func `one dangerous file of several makes the exit code 1`() throws {
    let attack = try folder.write(Array("cposix\nsystem\n(Vtrue\ntR.".utf8), to: "attack.pkl")
    #expect(try ProgramRun("inspect", other, attack, other, "--security").exitCode == 1)
    #expect(try ProgramRun("inspect", other, other, "--security").exitCode == 0)
  }
}
