import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import NumPyFormat

@Suite struct NPZTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ entries: [Checkpoint.Entry]) throws -> ExportSummary {
    try NPZWriter().write(
      CheckpointContent(checkpoint: Checkpoint(entries: entries)), to: folder.path(of: "a.npz"),
      options: CheckpointOptions(), diagnostics: DiagnosticCollector())
  }

  private func read(_ name: String) throws -> Checkpoint {
    let source = try SourceFile(path: folder.path(of: name))
    let notes = DiagnosticCollector()
    #expect(NPZImporter().claim(source, prefix: try source.prefix(4096)) == .signature)
    return try NPZImporter().open(source, diagnostics: notes)
      .makeCheckpoint(selection: nil, diagnostics: notes)
  }

  private func array(_ header: String, _ elements: [UInt8]) -> [UInt8] {
    var bytes = NPYHeader.magic + [1, 0]
    bytes.appendLittleEndian(UInt16(header.utf8.count))
    return bytes + Array(header.utf8) + elements
  }

  @Test func `a header is what numpy writes`() {
    let bytes = NPYHeader(description: "<f4", isColumnMajor: false, shape: [2, 3]).bytes
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
    #expect(bytes.count == 128)
    #expect(Array(bytes.prefix(10)) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0])
    #expect(
      String(decoding: bytes.dropFirst(10), as: UTF8.self)
        == text + String(repeating: " ", count: 117 - text.count) + "\n")
    for (shape, tuple) in [([], "()"), ([5], "(5,)")] as [([Int], String)] {
      let bytes = NPYHeader(description: "|b1", isColumnMajor: true, shape: shape).bytes
      #expect(
        String(decoding: bytes, as: UTF8.self).contains(
          "'fortran_order': True, 'shape': \(tuple), }"))
      #expect(bytes.count % 64 == 0)
    }
  }

  @Test func `what is written is read back`() throws {
    let entries: [Checkpoint.Entry] = [
      .init(name: "f", weight: Weight(.float32, shape: [2, 1], bytes: Array(0..<8))),
      .init(name: "layer/é.w", weight: Weight(.complex128, shape: [], bytes: Array(0..<16))),
      .init(name: "", weight: Weight(.bool, shape: [0, 2], bytes: [])),
      .init(name: "x.npy", weight: .scalar(integer: -1)),
    ]
    #expect(try write(entries).entryCount == 4)
    let found = try read("a.npz")
    #expect(found.entries.map(\.name) == entries.map(\.name))
    for (entry, original) in zip(found.entries, entries) {
      #expect(entry.weight.shape == original.weight.shape)
      #expect(entry.weight.elementType == original.weight.elementType)
      #expect(try entry.weight.bytes() == original.weight.bytes())
    }
  }

  @Test func `types without a place in NumPy and names that mislead are refused together`() throws {
    let weight = Weight(.bfloat16, shape: [1], bytes: [0, 0])
    let number = Weight.scalar(integer: 1)
    let error = #expect(throws: DiagnosticList.self) {
      try write([
        .init(name: "a", weight: weight), .init(name: "../a", weight: number),
        .init(name: "/a", weight: number), .init(name: "n\0", weight: number),
        .init(name: "b", weight: number), .init(name: "b.npy", weight: number),
        .init(name: String(repeating: "n", count: 65532), weight: number),
      ])
    }
    #expect(
      error?.diagnostics.map(\.code)
        == [.checkpointElementType] + [DiagnosticCode](repeating: .checkpointEntryName, count: 5))
    #expect(error?.diagnostics.first?.message.contains("--dtype f32") == true)
    #expect(folder.names.isEmpty)
  }

  @Test func `column-major and big-endian arrays are read as they are meant`() throws {
    try folder.write(
      array(
        "{'descr': '>i2', 'fortran_order': True, 'shape': (2L, 3), }\n",
        [0, 1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6]), to: "c.npy")
    let weight = try #require(try read("c.npy").entries.first?.weight)
    #expect(weight.shape == [2, 3])
    #expect(try weight.doubles() == [1, 2, 3, 4, 5, 6])
  }

  @Test(arguments: [
    "", "{", "{}", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 9)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1 1)}",
  ])
  func `another header is refused`(header: String) throws {
    let source = try folder.sourceFile(array(header, [0, 0, 0, 0]))
    let found = thrownDiagnostic {
      try NPZImporter().open(source, diagnostics: DiagnosticCollector())
    }
    #expect(found?.code == .npyMalformed)
  }

  @Test(arguments: ["'|O'", "'<U4'", "'<M8[ns]'", "'<f16'", "[('a', '<f4')]"])
  func `objects, texts and records are refused`(description: String) throws {
    let source = try folder.sourceFile(
      array("{'descr': \(description), 'fortran_order': False, 'shape': (1,)}", [0, 0, 0, 0]))
    let found = thrownDiagnostic {
      try NPZImporter().open(source, diagnostics: DiagnosticCollector())
    }
    #expect(found?.code == .npyElementType)
  }

  @Test func `a header that a length cuts off is refused`() throws {
    let whole =
      NPYHeader(description: "<f4", isColumnMajor: false, shape: [1]).bytes + [0, 0, 0, 0]
    for count in 6..<whole.count {
      let source = try folder.sourceFile(Array(whole.prefix(count)), named: "cut.npy")
      let found = thrownDiagnostic {
        try NPZImporter().open(source, diagnostics: DiagnosticCollector())
      }
      #expect(found?.code == .npyMalformed, "\(count)")
    }
  }
}
