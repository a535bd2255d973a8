import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import MindSporeFormat
import ModelIR
import TestSupport
import Testing

/// Files of one tensor `w`, Float32 [2], 1.5 and −2, encrypted with the key 0, 1, …, 15 and the vector
/// 100, 101, …, 115 by Python's `cryptography`.
@Suite struct EncryptedFileTests {
  private let folder: TemporaryFolder
  private let diagnostics = DiagnosticCollector()
  private let key = DecryptionKey((0..<16).map { UInt8($0) })

  private static let gcm = """
    d85e3a7f0b95df68acd93c5348e4ba5a5ceed5f334000000100000006465666768696a6b6c6d6e6f707172731c00\
    0000107844a4ac10adf2992c5056eaa54a9803ba62f792a91d65f46fb157
    """
  private static let cbc = """
    d95e3a7f38000000100000006465666768696a6b6c6d6e6f70717273200000002df5cc8fb3297afb963ba2d60308\
    3d3327adb9d9795d4f70ca328ff968f94862
    """

  init() throws { folder = try TemporaryFolder() }

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = Array(text)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
  }

  private func open(
    _ bytes: [UInt8], _ key: DecryptionKey?, named name: String = "a.ckpt"
  ) throws -> any ImportedFile {
    try MindSporeCheckpointImporter(key: key).open(
      try folder.sourceFile(bytes, named: name), diagnostics: diagnostics)
  }

  private func failure(_ bytes: [UInt8], _ key: DecryptionKey?) -> String? {
    thrownDiagnostic { _ = try open(bytes, key) }?.code.name
  }

  @Test(arguments: [(gcm, "AES-GCM"), (cbc, "AES-CBC")])
  func `a file is decrypted with its key`(text: String, cipher: String) throws {
    let file = try open(Self.bytes(text), key)
    #expect(file.summary.facts.map(\.value) == [cipher])
    let tensors = try file.tensors()
    #expect(tensors.map(\.name) == ["w"])
    #expect(try tensors.first?.weight.doubles() == [1.5, -2])
  }

  @Test(arguments: [gcm, cbc])
  func `without its key a file is named for what it is`(text: String) throws {
    let bytes = Self.bytes(text)
    #expect(failure(bytes, nil) == "mindspore.encrypted")
    let other = DecryptionKey([UInt8](repeating: 1, count: 32))
    // Padding may be right by chance, and what it ends is then no checkpoint.
    #expect(
      ["mindspore.wrong-key", "mindspore.malformed"].contains(failure(bytes, other) ?? ""))
    let file = try folder.sourceFile(bytes, named: "a.bin")
    let importer = MindSporeCheckpointImporter()
    #expect(importer.claim(file, prefix: try file.prefix(4096)) == .signature)
    let model = try folder.sourceFile(bytes, named: "a.MindIR")
    #expect(importer.claim(model, prefix: try model.prefix(4096)) == .structure)
  }

  @Test func `a changed or shortened file is refused`() throws {
    let gcm = Self.bytes(Self.gcm)
    var changed = gcm
    changed[gcm.count - 1] ^= 1
    #expect(failure(changed, key) == "mindspore.wrong-key")
    for count in 5..<gcm.count {
      #expect(failure(Array(gcm.prefix(count)), key) == "mindspore.ciphertext")
    }
    #expect(failure(gcm + [1, 2, 3, 4], key) == "mindspore.ciphertext")
    #expect(failure(gcm + Self.bytes(Self.cbc), key) == "mindspore.ciphertext")
    let sm4: [UInt8] = [0xDA, 0x5E, 0x3A, 0x7F, 0, 0, 0, 0]
    #expect(failure(sm4, key) == "mindspore.cipher-unsupported")
  }

  @Test func `a checksum behind the blocks is stepped over`() throws {
    let trailer = Array("crc_num".utf8) + [UInt8](repeating: 0, count: 10)
    #expect(try open(Self.bytes(Self.gcm) + trailer, key).tensors().count == 1)
  }

  @Test func `blocks follow one another`() throws {
    let twice = Self.bytes(Self.gcm) + Self.bytes(Self.gcm)
    // Two adjacent entries of a name are pieces, which are too long together.
    #expect(failure(twice, key) == "mindspore.malformed-tensor")
  }

  @Test func `a key is read from a file of its length`() throws {
    let path = try folder.write([UInt8](repeating: 65, count: 24), to: "key")
    let key = try DecryptionKey(readingFileAt: path)
    #expect(key.bytes.count == 24)
    #expect("\(key)" == "a key of 24 bytes")
    let long = try folder.write([UInt8](repeating: 65, count: 17), to: "long")
    let error = thrownDiagnostic { _ = try DecryptionKey(readingFileAt: long) }
    #expect(error?.code == .keyNotUsable)
  }
}
