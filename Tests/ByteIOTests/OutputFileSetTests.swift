import ByteIO
import Diagnostics
import Foundation
import TestSupport
import Testing

/// A model and its data, which belong together.
struct OutputFileSetTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [[], ["model"], ["model.data"], ["model", "model.data"]])
  func `all files are in place and nothing else stays`(old: [String]) throws {
    for name in old { try folder.write([1], to: name) }
    try commitPair()
    #expect(try folder.bytes(of: "model.data") == [3])
    #expect(try folder.bytes(of: "model") == Array("model.data".utf8))
    #expect(folder.names == ["model", "model.data"])
  }

  @Test func `an old set is replaced by way of second names`() throws {
    try folder.write([1], to: "model.data")
    try folder.write([2], to: "model")
    var asked: [[String: String]] = []
    try commitPair(rewriting: { asked.append($0) })
    #expect(asked == [["model.data": "model.recast-1.data"]])
  }

  @Test(arguments: [[], ["model"], ["model.data"]])
  func `nothing is written twice where no old set is`(old: [String]) throws {
    for name in old { try folder.write([1], to: name) }
    try commitPair(rewriting: { _ in Issue.record("written twice") })
  }

  @Test func `second names of a killed run are not used and go afterwards`() throws {
    for name in ["model", "model.data", "model.recast-1.data"] { try folder.write([1], to: name) }
    try folder.write([1], to: "model.recast-x.data")
    try folder.write([1], to: "other.recast-1.data")
    var asked: [[String: String]] = []
    try commitPair(rewriting: { asked.append($0) })
    #expect(asked == [["model.data": "model.recast-2.data"]])
    #expect(folder.names == ["model", "model.data", "model.recast-x.data", "other.recast-1.data"])
  }

  @Test func `an old part comes back if the naming file cannot be renamed`() throws {
    try folder.write([1], to: "model.data")
    let diagnostic = thrownDiagnostic { try commitPair { try occupy("model") } }
    #expect(diagnostic?.code == .outputNotWritable)
    #expect(try folder.bytes(of: "model.data") == [1])
    #expect(folder.names == ["model", "model.data"])
  }

  @Test func `a new part goes if the naming file cannot be renamed`() throws {
    let diagnostic = thrownDiagnostic { try commitPair { try occupy("model") } }
    #expect(diagnostic?.code == .outputNotWritable)
    #expect(folder.names == ["model"])
  }

  @Test func `the naming file is untouched if a part cannot be renamed`() throws {
    try folder.write([2], to: "model")
    let diagnostic = thrownDiagnostic { try commitPair { try occupy("model.data/inner") } }
    #expect(diagnostic?.code == .outputNotWritable)
    #expect(try folder.bytes(of: "model") == [2])
    #expect(folder.names == ["model", "model.data"])
  }

  @Test func `everything is as before if the naming file cannot be written again`() throws {
    try folder.write([1], to: "model.data")
    try folder.write([2], to: "model")
    let refusal = Diagnostic(.outputNotWritable, "refused")
    let diagnostic = thrownDiagnostic {
      try commitPair(rewriting: { _ throws(Diagnostic) in throw refusal })
    }
    #expect(diagnostic?.message == "refused")
    #expect(try folder.bytes(of: "model") == [2])
    #expect(try folder.bytes(of: "model.data") == [1])
    #expect(folder.names == ["model", "model.data"])
  }

  @Test func `sets of many files are put into place, whatever the limit of open files`() throws {
    let names = (0..<700).map { "part-\($0).data" }
    let set = OutputFileSet()
    for name in names { set.add(try OutputFile(replacing: folder.path(of: name))) }
    try set.commit(namedBy: OutputFile(replacing: folder.path(of: "index"))) { _, _ in }
    #expect(folder.names.count == names.count + 1)
  }

  @Test func `runs at the same time never mix their files`() async throws {
    let folder = folder
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<24 {
        group.addTask { try Self.commit([UInt8(number)], [UInt8(number)], in: folder) }
      }
      try await group.waitForAll()
    }
    #expect(try folder.bytes(of: "model") == folder.bytes(of: "model.data"))
    #expect(folder.names == ["model", "model.data"])
  }

  private static func commit(
    _ dataBytes: [UInt8], _ modelBytes: [UInt8], in folder: TemporaryFolder
  ) throws {
    var data = try OutputFile(replacing: folder.path(of: "model.data"))
    var model = try OutputFile(replacing: folder.path(of: "model"))
    try data.write(dataBytes)
    try model.write(modelBytes)
    let set = OutputFileSet()
    set.add(data)
    try set.commit(namedBy: model) { _, file throws(Diagnostic) in try file.write(modelBytes) }
  }

  private func commitPair(
    _ meanwhile: () throws -> Void = {},
    rewriting: ([String: String]) throws(Diagnostic) -> Void = { _ in }
  ) throws {
    var data = try OutputFile(replacing: folder.path(of: "model.data"))
    var model = try OutputFile(replacing: folder.path(of: "model"))
    try data.write([3])
    try model.write(Array("model.data".utf8))
    try meanwhile()
    let set = OutputFileSet()
    set.add(data)
    try set.commit(namedBy: model) { renamed, file throws(Diagnostic) in
      try rewriting(renamed)
      try file.write(Array((renamed["model.data"] ?? "model.data").utf8))
    }
  }

  /// Puts a folder where a file is to go.
  private func occupy(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path(of: name), withIntermediateDirectories: true)
  }
}
