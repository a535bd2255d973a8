import ByteIO
import Synchronization
import ZIPArchive

/// The bytes of an archive's records, each made once, so that tensors that share one are seen to.
final class TorchRecordTable: Sendable {
  private let ranges: Mutex<[DeferredRange?]>

  /// Makes a table for so many records.
  init(count: Int) { ranges = Mutex(Array(repeating: nil, count: count)) }

  /// The bytes of a record; their checksum is compared when they are first read.
  func bytes(of record: ZIPMember, byteCount: Int) -> DeferredRange {
    ranges.withLock { ranges in
      if let known = ranges[record.number] { return known }
      let made = record.verifiedPayload(byteCount: byteCount)
      ranges[record.number] = made
      return made
    }
  }
}
