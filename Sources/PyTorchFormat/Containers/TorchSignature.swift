/// What the first bytes of a file say of its container.
enum TorchSignature: Hashable, Sendable {
  case zip
  case tar
  case pickle

  /// The container that bytes are the beginning of, as far as they tell.
  init?(_ prefix: [UInt8]) {
    if prefix.starts(with: [0x50, 0x4B, 0x03, 0x04]) || prefix.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if TarArchive.begins(prefix) {
      self = .tar
    } else if prefix.count > 2, prefix[0] == 0x80, prefix[1] <= 5 {
      self = .pickle
    } else if Self.isTextPickle(prefix) {
      self = .pickle
    } else {
      return nil
    }
  }

  /// Whether bytes are the number with which streams of `torch.save` begin, in any protocol.
  static func isLegacyMagic(_ prefix: [UInt8]) -> Bool {
    let number = [0x8A, 0x0A] + LegacyStream.magic
    if prefix.starts(with: Array("L119547037146038801333356L\n.".utf8)) { return true }
    guard prefix.count >= 24, prefix[0] == 0x80, prefix[1] <= 5 else { return false }
    // A frame of protocol 4 may stand between the protocol and the number.
    return prefix[2...].starts(with: number)
      || (prefix[2] == 0x95 && prefix[11...].starts(with: number))
  }

  /// Whether bytes are the beginning of a pickle of protocol 0 or 1, which has no mark of its own.
  private static func isTextPickle(_ prefix: [UInt8]) -> Bool {
    if isLegacyMagic(prefix) { return true }
    let text = prefix.prefix(64)
    return ["(dp", "(lp", "(ip", "ccollections\n", "cnumpy", "ctorch", "}q", "]q", "}(", "](q"]
      .contains { text.starts(with: Array($0.utf8)) }
  }
}
