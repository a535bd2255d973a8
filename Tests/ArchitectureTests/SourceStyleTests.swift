import Foundation
import TestSupport
import Testing

@Suite struct SourceStyleTests {
  /// Files beyond this are named in the output of the test run.
  private static let longFile = 400
  /// Files beyond this fail.
  private static let longestFile = 600

  @Test func `files stay small`() throws {
    let files = try SourceText.files(in: "Sources").filter { !$0.isGenerated }
    let counts = files.map(\.lines.count).sorted()
    let median = counts.isEmpty ? 0 : counts[counts.count / 2]
    print("\(files.count) source files, median \(median) lines, longest \(counts.last ?? 0)")
    for file in files where file.lines.count > Self.longFile {
      print("\(file.path) has grown to \(file.lines.count) lines")
    }
    #expect(median <= 120)
    for file in files {
      #expect(file.lines.count <= Self.longestFile, "\(file.path)")
    }
  }

  @Test func `no file is named for being a place for anything`() throws {
    let words = ["util", "common", "helper", "manager", "misc"]
    for file in try SourceText.files(in: "Sources") + SourceText.files(in: "Tests") {
      let path = file.path.lowercased()
      #expect(!words.contains { path.contains($0) }, "\(file.path)")
    }
  }

  @Test func `nothing traps on purpose`() throws {
    let words = [
      "try!", "as!", "fatalError(", "unsafeBitCast", "@unchecked", "nonisolated(unsafe)",
    ]
    for file in try SourceText.files(in: "Sources") {
      // The one owner of memory of its own says itself that it can be handed on.
      let isOwner = file.path.hasSuffix("Sources/ByteIO/GrowingBuffer.swift")
      for line in file.code {
        let found = words.filter { line.text.contains($0) && !(isOwner && $0 == "@unchecked") }
        #expect(found.isEmpty, "\(file.path):\(line.number) uses \(found)")
      }
    }
  }

  @Test func `unsafe pointers stay where the operating system is called`() throws {
    // Byte access, the channel to the checker, and the program's own streams.
    let allowed = [
      "Sources/ByteIO/", "Sources/ONNXFormat/Checker/CheckerChannel.swift",
      "Sources/RecastCommand/System/", "Sources/Recast/SameFile.swift",
      "Sources/YAMLText/YAMLEvent.swift",
    ]
    for file in try SourceText.files(in: "Sources") {
      guard !allowed.contains(where: { file.path.hasPrefix($0) }) else { continue }
      for line in file.code where line.text.contains("Unsafe") {
        Issue.record("\(file.path):\(line.number) handles an unsafe pointer")
      }
    }
  }
}
