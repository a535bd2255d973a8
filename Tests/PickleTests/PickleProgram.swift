import ByteIO
import Diagnostics
import TestSupport
import Testing

@testable import Pickle

/// A pickle as a test spells it, each character one byte, and what it should come to.
struct PickleProgram: Sendable, CustomTestStringConvertible {
  let opcode: PickleOpcode
  let bytes: [UInt8]
  let expected: String

  init(_ opcode: PickleOpcode, _ program: String, _ expected: String) {
    self.opcode = opcode
    self.bytes = PickleProgram.bytes(program)
    self.expected = expected
  }

  var testDescription: String { "\(opcode.name): \(expected)" }

  /// The bytes of a text in Latin-1.
  static func bytes(_ program: String) -> [UInt8] {
    program.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  /// Reads a program from a file of its own.
  static func read(
    _ bytes: [UInt8], limits: PickleLimits = PickleLimits()
  ) throws -> PickleDocument {
    let folder = try TemporaryFolder()
    return try PickleDocument.read(try folder.sourceFile(bytes).wholeRange, limits: limits)
  }

  static func read(
    _ program: String, limits: PickleLimits = PickleLimits()
  ) throws -> PickleDocument {
    try read(bytes(program), limits: limits)
  }

  /// What a program comes to, as text.
  static func describe(_ bytes: [UInt8], depth: Int = 6) throws -> String {
    let document = try read(bytes)
    return document.describe(document.root, depth: depth)
  }

  static func describe(_ program: String) throws -> String { try describe(bytes(program)) }

  /// The diagnostic that a program is refused with.
  static func refusal(
    _ bytes: [UInt8], limits: PickleLimits = PickleLimits()
  ) -> Diagnostic? {
    thrownDiagnostic { try read(bytes, limits: limits) }
  }
}
