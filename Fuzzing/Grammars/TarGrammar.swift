import PyTorchFormat

extension FuzzedGrammar {
  /// Tape archives: files of PyTorch's first releases.
  static let tar = FuzzedGrammar("tar") { input in
    let repaired = withRightChecksums(input.bytes)
    if repaired != input.bytes {
      try? input.open(by: PyTorchImporter(), named: "model.tar")
    }
    try input.open(by: PyTorchImporter(), named: "model.tar", as: repaired)
  }

  /// The bytes with the checksum of every header put right, which mutation seldom does.
  private static func withRightChecksums(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var start = 0
    while start + 512 <= result.count {
      let block = result[start..<start + 512]
      let digits = block[(start + 148)..<(start + 154)]
      if digits.allSatisfy({ (0x30...0x37).contains($0) }) {
        let sum = block.enumerated().reduce(0) { total, entry in
          total + ((148..<156).contains(entry.offset) ? 0x20 : Int(entry.element))
        }
        let text = Array(String(sum, radix: 8).utf8)
        let padding = [UInt8](repeating: 0x30, count: 6 - text.count)
        result.replaceSubrange((start + 148)..<(start + 156), with: padding + text + [0, 0x20])
      }
      start += 512
    }
    return result
  }
}
