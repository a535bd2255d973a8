import Foundation
import TestSupport
import Testing

@Suite struct ExitCodeTests {
  @Test func `a conversion ends with 0 and says what it wrote`() throws {
    let folder = try TemporaryFolder()
    let run = try ProgramRun("convert", SampleFile.seed, "-o", folder.path(of: "m.onnx"))
    #expect(run.exitCode == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("m.onnx: "))
    #expect(run.output.contains("opset 17"))
    #expect(run.output.contains("x: f32[batch, 10] → y: f32[batch, 2]"))
    #expect(folder.names == ["m.onnx"])
  }

  @Test func `a quiet conversion writes nothing but the file`() throws {
    let folder = try TemporaryFolder()
    let run = try ProgramRun("convert", SampleFile.seed, "-o", folder.path(of: "m.onnx"), "-q")
    #expect(run.exitCode == 0)
    #expect(run.output.isEmpty && run.errors.isEmpty)
    #expect(folder.names == ["m.onnx"])
  }

  @Test(arguments: [
    ["convert"], ["convert", "in.bson"], ["convert", "in.bson", "--nonsense"], ["transmute"],
    ["inspect"], ["explain"], ["explain", "--list", "io.truncated"],
    ["completions", "tcsh"], ["convert", "in.bson", "-o", "out.onnx", "--opset", "many"],
  ])
  func `a command line that cannot be read ends with 2, one line and a hint`(
    arguments: [String]
  ) throws {
    let run = try ProgramRun(shell: "$RECAST \(arguments.joined(separator: " "))")
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.hasPrefix("recast: error: "))
    #expect(run.errors.contains("; see 'recast "))
    #expect(run.errors.contains("[program.invalid-arguments]"))
  }

  @Test func `no command prints the help as an error`() throws {
    let run = try ProgramRun(shell: "$RECAST")
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("SUBCOMMANDS:"))
  }

  @Test(arguments: [
    (["--input-shape", "x:0,3"], "convert.invalid-input-shape"),
    (["--to", "nonsense"], "convert.unknown-target"),
    (["--opset", "7"], "onnx.opset-out-of-range"),
  ])
  func `an option that asks for the impossible ends with 2 and names the input`(
    options: [String], code: String
  ) throws {
    let folder = try TemporaryFolder()
    let output = folder.path(of: "m.onnx")
    let run = try ProgramRun(
      shell: "$RECAST convert \(SampleFile.seed) -o \(output) \(options.joined(separator: " "))")
    #expect(run.exitCode == 2)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.hasPrefix(SampleFile.seed + ": "))
    #expect(run.errors.contains("[\(code)]"))
    #expect(folder.names.isEmpty)
  }

  @Test func `a damaged file ends with 3 and one line that names it`() throws {
    let folder = try TemporaryFolder()
    let damaged = try SampleFile.damaged(in: folder)
    for run in [
      try ProgramRun("inspect", damaged), try ProgramRun("inspect", damaged, "--tensors"),
      try ProgramRun("convert", damaged, "-o", folder.path(of: "m.onnx")),
    ] {
      #expect(run.exitCode == 3)
      #expect(run.output.isEmpty)
      #expect(run.errorLines.count == 1)
      #expect(run.errors.hasPrefix(damaged + ": "))
    }
    #expect(folder.names == ["damaged.bson"])
  }

  @Test func `a file of another kind ends with 3 and is named for what it is`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Array("<!doctype html><title>404</title>".utf8), to: "model.bson")
    let run = try ProgramRun("inspect", file)
    #expect(run.exitCode == 3)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.contains("HTML"))
  }

  @Test func `a file without a model ends with 4`() throws {
    let folder = try TemporaryFolder()
    let file = try SampleFile.withoutModel(in: folder)
    let run = try ProgramRun("convert", file, "-o", folder.path(of: "m.onnx"))
    #expect(run.exitCode == 4)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.contains("[flux.no-model]"))
    #expect(try ProgramRun("inspect", file).exitCode == 0)
  }

  @Test func `a file that is not there and a folder that is not there end with 5`() throws {
    let folder = try TemporaryFolder()
    let missing = try ProgramRun("inspect", folder.path(of: "none.bson"))
    #expect(missing.exitCode == 5)
    #expect(missing.errorLines.count == 1)
    let output = folder.path(of: "none/m.onnx")
    let unwritable = try ProgramRun("convert", SampleFile.seed, "-o", output)
    #expect(unwritable.exitCode == 5)
    #expect(unwritable.errorLines.count == 1)
    #expect(unwritable.errors.hasPrefix(output + ": "))
  }

  @Test func `streams and the input itself are refused as files`() throws {
    let folder = try TemporaryFolder()
    let seed = try folder.write(
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: SampleFile.seed))), to: "seed.bson")
    for run in [
      try ProgramRun("inspect", "-"), try ProgramRun("convert", seed, "-o", "-", "--to", "onnx"),
      try ProgramRun("convert", seed, "-o", seed, "--to", "onnx"),
      try ProgramRun("convert", seed, "-o", folder.path + "/./seed.bson", "--to", "onnx"),
    ] {
      #expect(run.exitCode == 2)
      #expect(run.errorLines.count == 1)
    }
    #expect(try folder.bytes(of: "seed.bson").count > 0)
    #expect(try ProgramRun("inspect", seed).exitCode == 0)
  }

  @Test func `a security report ends with 0 for plain data and with 1 for anything else`() throws {
    let folder = try TemporaryFolder()
    let clean = try ProgramRun(
      "inspect", PackageFolder.path(of: "Samples/torch/mlp.pth"), "--security")
    #expect(clean.exitCode == 0)
    #expect(clean.output.contains("nothing else"))
    let attack = try folder.write(Array("cposix\nsystem\n(Vtrue\ntR.".utf8), to: "attack.pkl")
    let found = try ProgramRun("inspect", attack, "--security")
    #expect(found.exitCode == 1)
    #expect(found.output.contains("dangerous  posix.system"))
    let untold = try ProgramRun("inspect", SampleFile.seed, "--security")
    #expect(untold.exitCode == 4)
    #expect(untold.errors.contains("[inspect.security-untold]"))
  }
}
