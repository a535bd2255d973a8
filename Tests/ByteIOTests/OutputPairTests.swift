import ByteIO
import Diagnostics
import Foundation
import TestSupport
import Testing

/// Two outputs that belong together.
struct OutputPairTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [false, true])
  func `both files are in place and nothing else stays`(replacesOldOnes: Bool) throws {
    if replacesOldOnes {
      try folder.write([1], to: "model.data")
      try folder.write([2], to: "model")
    }
    try commitPair()
    #expect(try folder.bytes(of: "model.data") == [3])
    #expect(try folder.bytes(of: "model") == [4])
    #expect(folder.names == ["model", "model.data"])
  }

  @Test func `an old first file comes back if the second cannot be renamed`() throws {
    try folder.write([1], to: "model.data")
    let diagnostic = thrownDiagnostic { try commitPair { try occupy("model") } }
    #expect(diagnostic?.code == .outputNotWritable)
    #expect(try folder.bytes(of: "model.data") == [1])
    #expect(folder.names == ["model", "model.data"])
  }

  @Test func `a new first file goes if the second cannot be renamed`() throws {
    let diagnostic = thrownDiagnostic { try commitPair { try occupy("model") } }
    #expect(diagnostic?.code == .outputNotWritable)
    #expect(folder.names == ["model"])
  }

  @Test func `the second file is untouched if the first cannot be renamed`() throws {
    try folder.write([2], to: "model")
    let diagnostic = thrownDiagnostic { try commitPair { try occupy("model.data/inner") } }
    #expect(diagnostic?.code == .outputNotWritable)
    #expect(try folder.bytes(of: "model") == [2])
    #expect(folder.names == ["model", "model.data"])
  }

  private func commitPair(_ meanwhile: () throws -> Void = {}) throws {
    var data = try OutputFile(replacing: folder.path(of: "model.data"))
    var model = try OutputFile(replacing: folder.path(of: "model"))
    try data.write([3])
    try model.write([4])
    try meanwhile()
    try OutputFile.commit(data, before: model)
  }

  /// Puts a folder where a file is to go.
  private func occupy(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path(of: name), withIntermediateDirectories: true)
  }
}
