import ByteIO
import ConversionKit
import Crypto
import CryptoExtras
import Diagnostics
import FoundationEssentials

/// The plain text of an encrypted file, in a temporary file without a name.
///
/// Blocks are decrypted one by one: 64 MiB of GCM have to be in memory to be authenticated, CBC needs
/// one mebibyte.
struct DecryptedFile {
  /// The plain text.
  let file: SourceFile
  /// How it was encrypted.
  let cipher: EncryptionCipher

  /// Decrypts a file.
  ///
  /// - Throws: ``DiagnosticCode/mindsporeEncrypted`` without a key,
  ///   ``DiagnosticCode/mindsporeCipherUnsupported`` for SM4, ``DiagnosticCode/mindsporeCiphertext``
  ///   for damaged blocks, ``DiagnosticCode/mindsporeWrongKey``.
  init(
    _ source: SourceFile, _ cipher: EncryptionCipher, key: DecryptionKey?
  ) throws(Diagnostic) {
    let location = Location(file: source.path)
    guard cipher != .sm4 else {
      throw Diagnostic(
        .mindsporeCipherUnsupported,
        "the file is encrypted with SM4-CBC, which is not supported; save it with AES-GCM or "
          + "AES-CBC, or decrypt it in MindSpore", at: location)
    }
    guard let key else {
      throw Diagnostic(
        .mindsporeEncrypted,
        "the file is encrypted with \(cipher.name); give the key with --key-file", at: location)
    }
    var blocks = EncryptedBlockReader(source)
    let storage = TemporaryStorage()
    var file = try storage.append([], displayPath: source.path, madeFrom: source).file
    while let block = try blocks.next() {
      guard block.cipher == cipher else {
        throw Diagnostic(
          .mindsporeCiphertext, "blocks of two ciphers are in one file",
          at: Location(file: source.path, byteRange: block.content.byteRange))
      }
      let decryption = BlockDecryption(block: block, key: SymmetricKey(data: key.bytes))
      try decryption.forEachPart { (part) throws(Diagnostic) in
        file = try storage.append(part, displayPath: source.path, madeFrom: source).file
      }
    }
    self.file = file
    self.cipher = cipher
  }
}

/// The decryption of one block.
private struct BlockDecryption {
  let block: EncryptedBlock
  let key: SymmetricKey

  /// The bytes that are decrypted or handed on at once, a multiple of the cipher's 16.
  private static let partByteCount = 1 << 20

  func forEachPart(_ body: ([UInt8]) throws(Diagnostic) -> Void) throws(Diagnostic) {
    switch block.cipher {
    case .gcm: try authenticated(body)
    case .cbc, .sm4: try chained(body)
    }
  }

  private func authenticated(
    _ body: ([UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let plain: Data
    do {
      // Sixteen bytes of a vector are stored, and the cipher takes the first twelve of them.
      let nonce = try AES.GCM.Nonce(data: block.vector.prefix(12))
      let content = try block.content.bytes(limit: EncryptedBlock.mostAuthenticatedByteCount)
      plain = try AES.GCM.open(
        AES.GCM.SealedBox(nonce: nonce, ciphertext: content, tag: block.tag), using: key)
    } catch {
      throw (error as? Diagnostic) ?? wrongKey
    }
    for start in stride(from: 0, to: plain.count, by: Self.partByteCount) {
      try body(Array(plain[start..<min(start + Self.partByteCount, plain.count)]))
    }
  }

  private func chained(_ body: ([UInt8]) throws(Diagnostic) -> Void) throws(Diagnostic) {
    var vector = block.vector
    let range = block.content
    guard range.byteCount > 0, range.byteCount.isMultiple(of: 16) else {
      throw Diagnostic(
        .mindsporeCiphertext,
        "cipher text of whole blocks of 16 bytes is expected, it has \(range.byteCount) bytes",
        at: location)
    }
    for start in stride(from: 0, to: range.byteCount, by: Self.partByteCount) {
      let count = min(Self.partByteCount, range.byteCount - start)
      let isLast = start + count == range.byteCount
      let part = try range.file.bytes(at: range.byteOffset + start, count: count)
      let plain: Data
      do {
        plain = try AES._CBC.decrypt(
          part, using: key, iv: AES._CBC.IV(ivBytes: vector), noPadding: !isLast)
      } catch {
        throw wrongKey
      }
      try body(Array(plain))
      vector = Array(part.suffix(16))
    }
  }

  private var location: Location {
    Location(file: block.content.file.path, byteRange: block.content.byteRange)
  }

  private var wrongKey: Diagnostic {
    Diagnostic(
      .mindsporeWrongKey,
      "the block cannot be decrypted with this key of \(key.bitCount / 8) bytes: the key is another "
        + "one, or the file is damaged", at: location)
  }
}
