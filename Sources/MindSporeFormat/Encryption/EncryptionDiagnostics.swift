import Diagnostics

extension MindSporeFormatDiagnostics {
  /// The codes that decrypting can raise.
  static let encryptionCodes: [DiagnosticCode] = [
    .mindsporeEncrypted, .mindsporeCipherUnsupported, .mindsporeCiphertext, .mindsporeWrongKey,
  ]
}

extension DiagnosticCode {
  /// The file is encrypted and no key was given.
  static let mindsporeEncrypted = DiagnosticCode(
    "mindspore.encrypted", kind: .usage,
    explanation: """
      The file was saved by MindSpore with `enc_key`, so nothing in it can be read without that key. \
      Write the key's raw bytes (16, 24 or 32) into a file and give its path with --key-file.
      """)
  /// The cipher is not supported.
  static let mindsporeCipherUnsupported = DiagnosticCode(
    "mindspore.cipher-unsupported", kind: .unsupported,
    explanation: """
      MindSpore can encrypt with SM4-CBC, which cryptographic libraries rarely have. Load the file in \
      MindSpore with `dec_key` and `dec_mode`, and save it again unencrypted or with AES-GCM.
      """)
  /// An encrypted file does not follow its format.
  static let mindsporeCiphertext = DiagnosticCode(
    "mindspore.ciphertext", kind: .badInput,
    explanation: """
      The file begins like an encrypted one, and then its blocks do not follow one another to the end: \
      an interrupted download or copy, or a damaged length. Fetch or save the file again.
      """)
  /// The key does not open the file.
  static let mindsporeWrongKey = DiagnosticCode(
    "mindspore.wrong-key", kind: .usage,
    explanation: """
      A block of the file cannot be decrypted with the key. AES-GCM authenticates every block, so \
      either the key is not the one that was given as `enc_key`, or the block was damaged.
      """)
}
