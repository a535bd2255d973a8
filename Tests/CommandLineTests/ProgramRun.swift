import Foundation
import TestSupport

/// One run of the built program.
struct ProgramRun {
  /// The exit code; 128 and the signal if one ended it.
  let exitCode: Int32
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let errors: String

  /// The lines on standard error.
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

  /// The program, beside the tests.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let beside = URL(fileURLWithPath: own).deletingLastPathComponent().path + "/recast"
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    return PackageFolder.path(of: ".build/debug/recast")
  }()

  /// How a sanitizer that the tests run with is to see the program, too.
  private static let sanitizerOptions = ProcessInfo.processInfo.environment.filter { name, _ in
    ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains(name)
  }

  /// Runs the program with arguments and waits for it.
  init(_ arguments: String..., environment: [String: String] = [:]) throws {
    try self.init(Self.path, arguments, environment: environment)
  }

  /// Runs a line of shell in which `$RECAST` is the program.
  init(shell line: String) throws {
    try self.init("/bin/bash", ["-c", line])
  }

  /// Runs the program with a standard output that nobody reads any more.
  init(withoutReader arguments: String...) throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    try self.init(Self.path, arguments, output: pipe.fileHandleForWriting)
  }

  private init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    output givenOutput: FileHandle? = nil
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "output")
    try folder.write([], to: "errors")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment =
      ["PATH": "/usr/bin:/bin", "RECAST": Self.path, "SWIFT_BACKTRACE": "enable=no"]
      .merging(Self.sanitizerOptions) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput =
      try givenOutput
      ?? FileHandle(forWritingTo: URL(fileURLWithPath: folder.path(of: "output")))
    process.standardError = try FileHandle(
      forWritingTo: URL(fileURLWithPath: folder.path(of: "errors")))
    try process.run()
    process.waitUntilExit()
    exitCode =
      process.terminationReason == .uncaughtSignal
      ? 128 + process.terminationStatus : process.terminationStatus
    output = String(decoding: try folder.bytes(of: "output"), as: UTF8.self)
    errors = String(decoding: try folder.bytes(of: "errors"), as: UTF8.self)
  }

  /// The result as a JSON object.
  func jsonObject() throws -> [String: Any] {
    try Self.jsonObject(output)
  }

  /// A text as a JSON object; empty if it is something else.
  static func jsonObject(_ text: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }
}

/// Files that the tests of the program convert.
enum SampleFile {
  /// A small model that converts.
  static let seed = PackageFolder.path(of: "Samples/flux/seed.bson")

  /// The seed model without its last bytes.
  static func damaged(in folder: TemporaryFolder) throws -> String {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: seed)))
    return try folder.write(Array(bytes.dropLast(100)), to: "damaged.bson")
  }

  /// A document that is well formed and holds no model.
  static func withoutModel(in folder: TemporaryFolder) throws -> String {
    let document: BSONSample = ["epoch": 12, "loss": 0.5]
    return try folder.write(document.bytes, to: "values.bson")
  }
}
