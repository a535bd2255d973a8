import BSON
import ByteIO
import Diagnostics
import TestSupport
import Testing

/// Whatever happens to the bytes, reading gives a value or a diagnostic.
struct BSONMutationTests {
  private let folder: TemporaryFolder
  private let original = BSONSample.document([
    ("model", ["tag": "array", "size": [2, 2], "data": .binary([1, 2, 3, 4])]),
    ("name", "LeNet"), ("list", [1, 2.5, nil, true, ["deep": [[["deeper": .int32(1)]]]]]),
    ("_backrefs", [["tag": "backref", "ref": 1]]),
  ]).bytes

  init() throws { folder = try TemporaryFolder() }

  private func outcome(_ bytes: [UInt8]) throws -> Result<BSONDocument, Diagnostic> {
    let file = try folder.sourceFile(bytes)
    do { return .success(try BSONReader.read(file)) } catch { return .failure(error) }
  }

  @Test func `every truncation is refused`() throws {
    for length in 0..<original.count {
      guard case .failure(let diagnostic) = try outcome(Array(original[..<length])) else {
        Issue.record("\(length) bytes were accepted")
        continue
      }
      #expect(diagnostic.code == .fileTruncated)
    }
  }

  @Test func `every flipped bit gives a value or an error with a place`() throws {
    for index in original.indices {
      for bit in 0..<8 {
        var bytes = original
        bytes[index] ^= 1 << bit
        if case .failure(let diagnostic) = try outcome(bytes) {
          #expect(diagnostic.location.byteRange != nil)
        }
      }
    }
  }

  @Test func `every byte set to an extreme gives a value or an error`() throws {
    for index in original.indices {
      for value: UInt8 in [0x00, 0x01, 0x7F, 0x80, 0xFF] {
        var bytes = original
        bytes[index] = value
        _ = try outcome(bytes)
      }
    }
  }

  @Test func `random splices give a value or an error`() throws {
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<2000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let from = Int.random(in: 0..<bytes.count, using: &generator)
        let count = Int.random(in: 0...min(12, bytes.count - from), using: &generator)
        let target = Int.random(in: 0..<bytes.count, using: &generator)
        bytes.insert(contentsOf: bytes[from..<from + count], at: target)
      }
      _ = try outcome(bytes)
    }
  }
}
