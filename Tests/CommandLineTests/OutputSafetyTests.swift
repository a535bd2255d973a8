import Foundation
import TestSupport
import Testing

@Suite struct OutputSafetyTests {
  @Test func `a conversion that fails leaves the output as it was`() throws {
    let folder = try TemporaryFolder()
    let output = try folder.write(Array("precious".utf8), to: "m.onnx")
    let damaged = try SampleFile.damaged(in: folder)
    let unsupported = try SampleFile.withoutModel(in: folder)
    #expect(try ProgramRun("convert", damaged, "-o", output).exitCode == 3)
    #expect(try ProgramRun("convert", unsupported, "-o", output).exitCode == 4)
    #expect(try ProgramRun("convert", SampleFile.seed, "-o", output, "--opset", "99").exitCode == 2)
    #expect(try folder.bytes(of: "m.onnx") == Array("precious".utf8))
    #expect(folder.names == ["damaged.bson", "m.onnx", "values.bson"])
  }

  @Test func `a conversion that succeeds replaces the output, with the same bytes every time`()
    throws
  {
    let folder = try TemporaryFolder()
    let output = try folder.write(Array("old".utf8), to: "m.onnx")
    #expect(try ProgramRun("convert", SampleFile.seed, "-o", output).exitCode == 0)
    let first = try folder.bytes(of: "m.onnx")
    #expect(try ProgramRun("convert", SampleFile.seed, "-o", output, "--json").exitCode == 0)
    #expect(try folder.bytes(of: "m.onnx") == first)
    #expect(first.count > 100)
    #expect(folder.names == ["m.onnx"])
  }

  @Test func `external data appears beside the model and is named`() throws {
    let folder = try TemporaryFolder()
    let sample = PackageFolder.path(of: "Samples/flux/lstm_04.bson")
    let run = try ProgramRun("convert", sample, "-o", folder.path(of: "m.onnx"), "--external-data")
    #expect(run.exitCode == 0)
    #expect(folder.names.contains("m.onnx"))
    for name in folder.names { #expect(run.output.contains(name)) }
  }

  @Test func `a reader that goes away ends the program silently by the signal`() throws {
    let run = try ProgramRun(withoutReader: "operators")
    #expect(run.exitCode == 141)
    #expect(run.errors.isEmpty)
  }

  @Test(arguments: [">&-", ">/dev/full"])
  func `an output that takes nothing ends with 5 and one line`(redirection: String) throws {
    let run = try ProgramRun(shell: "$RECAST formats \(redirection)")
    #expect(run.exitCode == 5)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.contains("[program.output-not-writable]"))
  }

  @Test func `closed standard streams never receive what belongs to files`() throws {
    let folder = try TemporaryFolder()
    let output = folder.path(of: "m.onnx")
    let run = try ProgramRun(
      shell: "$RECAST convert \(SampleFile.seed) -o \(output) <&- >&- 2>&-")
    #expect(run.exitCode == 5)
    let closed = try folder.bytes(of: "m.onnx")
    #expect(try ProgramRun("convert", SampleFile.seed, "-o", output).exitCode == 0)
    #expect(try folder.bytes(of: "m.onnx") == closed)
  }
}
