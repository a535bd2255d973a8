public import Diagnostics
import Glibc

extension FileRange {
  /// Calls a function with all bytes in order, block by block; the next blocks of a large range are read
  /// by a thread of their own meanwhile.
  ///
  /// - Throws: what reading raises.
  public func forEachBlock(_ body: ([UInt8]) -> Void) throws(Diagnostic) {
    // A thread would cost more than it saves for a small range.
    if byteCount >= 8 << 20 {
      let slots = BlockSlots(self)
      if let thread = RunningThread({ slots.fill() }) {
        let failure = slots.take(body)
        thread.wait()
        if let failure { throw failure }
        return
      }
    }
    try readBlocks { (block) throws(Diagnostic) in body(block) }
  }

  /// Calls a function with all bytes in order, block by block, each read when it is wanted.
  ///
  /// - Throws: what reading and the function raise.
  func readBlocks(
    _ body: ([UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var done = 0
    var block: [UInt8] = []
    while done < byteCount {
      let count = min(blockByteCount, byteCount - done)
      if block.count != count { block = [UInt8](repeating: 0, count: count) }
      try file.read(into: &block, at: byteOffset + done)
      try body(block)
      done += count
    }
  }
}

/// Blocks of a range that one thread fills in turn and another takes in turn.
@safe private final class BlockSlots {
  private struct Slot {
    var bytes: [UInt8] = []
    var failure: Diagnostic?
  }

  private static let blockByteCount = 1 << 20
  private static let slotCount = 3

  private let range: FileRange
  private let slots: UnsafeMutablePointer<Slot>
  /// Counts the slots that may be filled.
  private let empty: UnsafeMutablePointer<sem_t>
  /// Counts the slots that may be taken.
  private let full: UnsafeMutablePointer<sem_t>

  init(_ range: FileRange) {
    self.range = range
    unsafe slots = .allocate(capacity: Self.slotCount)
    unsafe slots.initialize(repeating: Slot(), count: Self.slotCount)
    unsafe empty = .allocate(capacity: 1)
    unsafe full = .allocate(capacity: 1)
    unsafe sem_init(empty, 0, UInt32(Self.slotCount))
    unsafe sem_init(full, 0, 0)
  }

  deinit {
    unsafe sem_destroy(empty)
    unsafe sem_destroy(full)
    unsafe empty.deallocate()
    unsafe full.deallocate()
    unsafe slots.deinitialize(count: Self.slotCount)
    unsafe slots.deallocate()
  }

  private var blockCount: Int {
    (range.byteCount + Self.blockByteCount - 1) / Self.blockByteCount
  }

  /// Fills slots until the range ends or cannot be read.
  func fill() {
    for number in 0..<blockCount {
      unsafe Self.wait(empty)
      let slot = unsafe slots + number % Self.slotCount
      let start = number * Self.blockByteCount
      let count = min(Self.blockByteCount, range.byteCount - start)
      if unsafe slot.pointee.bytes.count != count {
        unsafe slot.pointee.bytes = [UInt8](repeating: 0, count: count)
      }
      do throws(Diagnostic) {
        try unsafe range.file.read(into: &slot.pointee.bytes, at: range.byteOffset + start)
      } catch {
        unsafe slot.pointee.failure = error
      }
      let isEnd = unsafe slot.pointee.failure != nil
      unsafe sem_post(full)
      if isEnd { return }
    }
  }

  /// Takes slots until the range ends, or tells why it cannot be read.
  func take(_ body: ([UInt8]) -> Void) -> Diagnostic? {
    for number in 0..<blockCount {
      unsafe Self.wait(full)
      let slot = unsafe slots + number % Self.slotCount
      if let failure = unsafe slot.pointee.failure { return failure }
      unsafe body(slot.pointee.bytes)
      unsafe sem_post(empty)
    }
    return nil
  }

  private static func wait(_ semaphore: UnsafeMutablePointer<sem_t>) {
    // A signal that was handled ends a wait early.
    while unsafe sem_wait(semaphore) != 0 {}
  }
}
