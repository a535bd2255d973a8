import ByteIO

/// How MindSpore encrypts files; the marks stand at the beginning of every block.
enum EncryptionCipher: UInt32, Hashable, Sendable {
  case gcm = 0x7F3A_5ED8
  case cbc = 0x7F3A_5ED9
  case sm4 = 0x7F3A_5EDA

  init?(mark: UInt32) { self.init(rawValue: mark) }

  /// The cipher of a file that begins with these bytes; nothing for one that is not encrypted.
  init?(prefix: [UInt8]) {
    guard let mark = prefix.littleEndian(UInt32.self, at: 0) else { return nil }
    self.init(mark: mark)
  }

  /// The name as MindSpore's `enc_mode` has it.
  var name: String {
    switch self {
    case .gcm: "AES-GCM"
    case .cbc: "AES-CBC"
    case .sm4: "SM4-CBC"
    }
  }
}
