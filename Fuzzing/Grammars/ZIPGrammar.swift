import ByteIO
import NumPyFormat
import PyTorchFormat
import ZIPArchive

extension FuzzedGrammar {
  /// Zip archives, and those of PyTorch and NumPy.
  static let zip = FuzzedGrammar("zip") { input in
    let source = try input.source(named: "model.zip")
    _ = ZIPArchive.leadingPayload(of: source.wholeRange, directoryOfAtLeast: 0)
    let archive = try ZIPArchive(source.wholeRange)
    for (place, member) in archive.members.enumerated() {
      input.note(member.nameBytes)
      guard archive.number(named: member.nameBytes, expectedAt: place) != nil else {
        throw Contradiction("the archive does not find its member '\(member.name)'")
      }
      if let bytes = try? member.bytes(limit: 1 << 20) {
        guard bytes.count == member.byteCount else {
          throw Contradiction("a member of \(member.byteCount) bytes gives \(bytes.count)")
        }
      }
      try? member.verifyChecksum()
    }
    try? input.open(by: PyTorchImporter(), named: "model.pth")
    try? input.open(by: NPZImporter(), named: "model.npz")
  }
}
