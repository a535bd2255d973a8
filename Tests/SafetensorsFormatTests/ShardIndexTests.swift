import ByteIO
import ConversionKit
import Diagnostics
import Foundation
import SafetensorsFormat
import TestSupport
import Testing

struct ShardIndexTests {
  private let folder: TemporaryFolder
  private let diagnostics = DiagnosticCollector()

  init() throws { folder = try TemporaryFolder() }

  private func open(_ map: String) throws -> any ImportedFile {
    let text = "{\"metadata\": {\"total_size\": 99}, \"weight_map\": {\(map)}}"
    let index = try folder.sourceFile(Array(text.utf8), named: "model.safetensors.index.json")
    return try SafetensorsImporter().open(index, diagnostics: diagnostics)
  }

  private func failures(_ map: String) -> [Diagnostic] {
    do {
      _ = try open(map)
      return []
    } catch {
      return (error as? DiagnosticList)?.diagnostics ?? (error as? Diagnostic).map { [$0] } ?? []
    }
  }

  private let map = "\"a\": \"1.safetensors\", \"b\": \"2.safetensors\", \"c\": \"1.safetensors\""

  private func writeShards() throws {
    try folder.write(SafetensorsSample.bytes(of: "a", "c"), to: "1.safetensors")
    try folder.write(SafetensorsSample.bytes(of: "b"), to: "2.safetensors")
  }

  @Test func `the tensors of all files are given, whatever the index says of their size`() throws {
    try writeShards()
    let file = try open(map)
    #expect(try file.tensors().map(\.name) == ["a", "c", "b"])
    #expect(file.summary.entries.map(\.text) == ["3 tensors, 3 elements in 2 files"])
  }

  @Test func `missing files are named at once`() throws {
    try writeShards()
    let found = failures(map + ", \"d\": \"3.safetensors\", \"e\": \"4.safetensors\"")
    #expect(found.map(\.code) == [.shardMissing])
    #expect(found.first?.message.contains("2 of 4") == true)
    #expect(found.first?.message.contains("3.safetensors, 4.safetensors") == true)
  }

  @Test func `differences from the index are named at once`() throws {
    try folder.write(SafetensorsSample.bytes(of: "a", "x"), to: "1.safetensors")
    try folder.write(SafetensorsSample.bytes(of: "b", "c", "a"), to: "2.safetensors")
    let found = failures(map)
    #expect(found.map(\.code) == [.shardDisagreement, .shardDisagreement, .shardDisagreement])
    #expect(found.map { $0.message.contains("two files: a (in") } == [true, false, false])
    #expect(found.map { $0.message.contains("c (1.safetensors)") } == [false, true, false])
    #expect(found.map { $0.message.contains("x (1.safetensors)") } == [false, false, true])
  }

  @Test(arguments: [
    "../1.safetensors", "/etc/passwd", "sub/1.safetensors", "..", ".", "", "a\\u0000b",
  ])
  func `a file is named by its plain name only`(name: String) {
    #expect(failures("\"a\": \"\(name)\"").map(\.code) == [.fileNameNotPlain])
  }

  @Test func `links are not followed`() throws {
    let other = try TemporaryFolder()
    let target = try other.write(SafetensorsSample.bytes(of: "a"), to: "x")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "1.safetensors"), withDestinationPath: target)
    #expect(failures("\"a\": \"1.safetensors\"").map(\.code) == [.fileLinked])
    try FileManager.default.linkItem(atPath: target, toPath: folder.path(of: "2.safetensors"))
    #expect(failures("\"a\": \"2.safetensors\"").map(\.code) == [.fileLinked])
    try FileManager.default.createDirectory(
      atPath: folder.path(of: "3.safetensors"), withIntermediateDirectories: false)
    #expect(failures("\"a\": \"3.safetensors\"").map(\.code) == [.fileNotRegular])
  }

  @Test(arguments: ["\"a\": 1", "\"a\": [\"x\"]", ""])
  func `an index of another shape is refused`(map: String) {
    #expect(failures(map).map(\.code) == [.shardIndexMalformed])
  }

  @Test func `a tensor that the index names twice is refused`() {
    #expect(
      failures("\"a\": \"1.safetensors\", \"a\": \"2.safetensors\"").map(\.code.name)
        == ["json.duplicate-name"])
  }
}
