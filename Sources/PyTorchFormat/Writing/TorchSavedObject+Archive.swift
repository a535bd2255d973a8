import ByteIO
import Diagnostics
import ModelIR
import ZIPArchive

extension ZIPMemberStyle {
  /// What `torch.save` of release 2 writes.
  fileprivate static let torch = ZIPMemberStyle(
    version: 0, date: 0, alignment: 64, hasLongEnd: true)
}

extension TorchSavedObject {
  /// Writes the archive of today's `torch.save`.
  func writeArchive<Sink: ByteSink & ~Copyable>(
    named name: String, to sink: consuming Sink
  ) throws(Diagnostic) -> Sink {
    var archive = ZIPWriter(sink, style: .torch)
    var identity = TorchSerializationIdentity()
    let records = [
      ("data.pkl", pickle), (".format_version", Array("1".utf8)),
      (".storage_alignment", Array("64".utf8)), ("byteorder", Array("little".utf8)),
    ]
    for (record, bytes) in records {
      identity.add(record, try archive.add("\(name)/\(record)", bytes))
    }
    for (key, weight) in storages.enumerated() {
      try archive.beginMember("\(name)/data/\(key)", byteCount: weight.byteCount)
      try weight.write(to: &archive)
      identity.add("data/\(key)", try archive.endMember())
    }
    identity.add("version", try archive.add("\(name)/version", Array("3\n".utf8)))
    try archive.add("\(name)/.data/serialization_id", Array(identity.text.utf8))
    return try archive.finish()
  }
}

/// The text by which PyTorch tells two archives apart: a number of the records' names and one of their
/// checksums, of twenty digits each.
struct TorchSerializationIdentity {
  private var names: UInt64 = 0
  private var checksums: UInt64 = 0

  /// Adds a record.
  mutating func add(_ record: String, _ checksum: UInt32) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in record.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    names = Self.combine(names, hash)
    checksums = Self.combine(checksums, UInt64(checksum))
  }

  /// The text.
  var text: String { Self.digits(names) + Self.digits(checksums) }

  private static func combine(_ seed: UInt64, _ value: UInt64) -> UInt64 {
    seed ^ (value &+ 0x9E37_79B9 &+ (seed << 6) &+ (seed >> 2))
  }

  private static func digits(_ number: UInt64) -> String {
    let text = String(number)
    return String(repeating: "0", count: 20 - text.count) + text
  }
}
