import ByteIO
import Diagnostics
import Foundation
import FuzzedGrammars
import TestSupport
import Testing

/// Every input that a fuzzer once found to fail, and the seeds that fuzzers begin with.
@Suite struct FailCaseTests {
  @Test(.timeLimit(.minutes(5)), arguments: failCases)
  func `what failed once is read or refused`(grammar: String, name: String) throws {
    let (_, error) = try Self.read(
      PackageFolder.path(of: "FailCases/\(grammar)/\(name)"), as: grammar)
    if let error { #expect(error is Diagnostic || error is DiagnosticList, "\(error)") }
  }

  @Test(arguments: ["json", "onnx", "printed", "torchscript"])
  func `a seed is read`(grammar: String) throws {
    let paths = try Self.files(in: "Fuzzing/Seeds/\(grammar)")
    #expect(!paths.isEmpty)
    for path in paths {
      let (names, error) = try Self.read(path, as: grammar)
      #expect(error == nil, "\(path)")
      #expect(!names.isEmpty, "\(path)")
    }
  }

  @Test func `every grammar has a dictionary and nothing else has fail cases`() throws {
    let names = FuzzedGrammar.all.map(\.name).sorted()
    let dictionaries = try Self.files(in: "Fuzzing/Dictionaries").map {
      URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent
    }
    #expect(dictionaries == names)
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: PackageFolder.path(of: "FailCases"))
    #expect(folders.allSatisfy { names.contains($0) || $0 == "README.md" })
  }

  /// The grammars and names of the inputs that failed once.
  private static var failCases: [(grammar: String, name: String)] {
    FuzzedGrammar.all.flatMap { grammar in
      let paths = (try? files(in: "FailCases/\(grammar.name)")) ?? []
      return paths.map { (grammar.name, URL(fileURLWithPath: $0).lastPathComponent) }
    }
  }

  /// The files in a folder of the package, sorted by name; none where there is no folder.
  private static func files(in folder: String) throws -> [String] {
    let path = PackageFolder.path(of: folder)
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      .map { "\(path)/\($0)" }
  }

  /// Reads a file as a fuzzer does: the names in it, and what it is refused with.
  private static func read(
    _ path: String, as name: String
  ) throws -> (names: [[UInt8]], error: (any Error)?) {
    let grammar = try #require(FuzzedGrammar.all.first { $0.name == name })
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var names: [[UInt8]] = []
    var error: (any Error)?
    // As the program does, whose readers may recurse as deep as values are nested.
    runOnLargeStack {
      do {
        try grammar.read(FuzzedInput(bytes) { names.append($0) })
      } catch let thrown {
        error = thrown
      }
    }
    return (names, error)
  }
}
