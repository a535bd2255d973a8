import ByteIO
/// An arena that no longer changes, behind one reference: documents are copied more often than read.
final class PickleContents: Sendable {
  let arena: PickleArena

  init(_ arena: consuming PickleArena) { self.arena = arena }

  /// The values of a run; none for -1.
  func items(_ run: Int32) -> PickleItems {
    guard run >= 0 else { return PickleItems(self, start: 0, count: 0) }
    let record = arena.runs[Int(run)]
    return PickleItems(self, start: Int(record.start), count: Int(record.count))
  }
}
