import Foundation
import TestSupport
import Testing

@Suite struct TerminalSafetyTests {
  private static let hostileName = "\u{1B}[31mred\u{7}\u{202E}\r"

  /// Whether a text could steer a terminal.
  private func steers(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      scalar != "\n"
        && (scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar == "\u{202E}")
    }
  }

  @Test(arguments: ["", "--json", "--tensors", "--tensors --json"])
  func `names from a file are escaped`(options: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      BSONSample.document([(Self.hostileName, "\u{1B}]0;title\u{7}")]).bytes, to: "hostile.bson")
    let run = try ProgramRun(shell: "$RECAST inspect \(file) \(options)")
    #expect(run.exitCode == 0)
    #expect(!steers(run.output))
    if !options.contains("tensors") { #expect(run.output.contains("[31mred")) }
    let conversion = try ProgramRun("convert", file, "-o", folder.path(of: "m.onnx"))
    #expect(conversion.exitCode == 4)
    #expect(!steers(conversion.errors))
    #expect(conversion.errorLines.count == 1)
  }

  @Test func `a file's own name is escaped and stays on one line`() throws {
    let folder = try TemporaryFolder()
    let missing = try ProgramRun("inspect", folder.path(of: "a\nb\u{1B}[2J.bson"))
    #expect(missing.exitCode == 5)
    #expect(missing.errorLines.count == 1)
    #expect(!steers(missing.errors))
    let usage = try ProgramRun("inspect", "x.bson", "--\u{1B}[2J")
    #expect(usage.exitCode == 2)
    #expect(!steers(usage.errors))
  }

  @Test func `there is no colour where there is no terminal`() throws {
    let run = try ProgramRun(
      "inspect", SampleFile.seed, environment: ["TERM": "xterm-256color", "CLICOLOR_FORCE": "1"])
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func `a terminal has colours unless NO_COLOR is set`() throws {
    let line = "script -qec \"$RECAST inspect \(SampleFile.seed)\" /dev/null"
    let coloured = try ProgramRun(shell: "TERM=xterm \(line)")
    #expect(coloured.output.contains("\u{1B}["))
    let plain = try ProgramRun(shell: "NO_COLOR=1 TERM=xterm \(line)")
    #expect(plain.output.contains("Chain("))
    #expect(!plain.output.contains("\u{1B}["))
  }

  @Test func `a very deep tree is printed in lines that fit`() throws {
    let folder = try TemporaryFolder()
    var model = Self.structure("softmax", of: "NNlib", fields: [])
    for _ in 0..<120 {
      let layers: BSONSample = ["tag": "tuple", "data": .array([model])]
      model = Self.structure("Chain", of: "Flux", fields: [layers])
    }
    let file = try folder.write(BSONSample.document([("m", model)]).bytes, to: "deep.bson")
    let run = try ProgramRun("inspect", file)
    #expect(run.exitCode == 0)
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count < 120 })
    #expect(run.output.contains("(level 119) Chain("))
    #expect(try ProgramRun("inspect", file, "--json").exitCode == 0)
    #expect(try ProgramRun("convert", file, "-o", folder.path(of: "m.onnx")).exitCode != 70)
  }

  /// A struct as BSON.jl stores it.
  private static func structure(
    _ name: String, of package: String, fields: [BSONSample]
  ) -> BSONSample {
    let name = package == "Flux" ? name : "#" + name
    return [
      "tag": "struct",
      "type": [
        "tag": "datatype", "name": [.string(package), .string(name)], "params": .array([]),
      ],
      "data": .array(fields),
    ]
  }
}
