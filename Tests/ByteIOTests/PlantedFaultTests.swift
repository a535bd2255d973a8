import Foundation
import Testing

/// Faults that are here on purpose: `Scripts/sanitize` wants to see them found.
@Suite struct PlantedFaultTests {
  private static let planted = ProcessInfo.processInfo.environment["RECAST_PLANTED_FAULT"]

  @Test(.enabled(if: planted == "address"))
  func `memory is used after it was given back`() {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
    unsafe bytes.initialize(repeating: 1, count: 64)
    unsafe bytes.deallocate()
    #expect(unsafe bytes[17] == 1)
  }

  @Test(.enabled(if: planted == "thread"))
  func `two threads count in one place`() {
    let counter = UnsynchronizedCounter()
    let threads = (0..<2).map { _ in
      let thread = Thread { for _ in 0..<100_000 { counter.value += 1 } }
      thread.start()
      return thread
    }
    while threads.contains(where: { !$0.isFinished }) { usleep(1000) }
    #expect(counter.value > 0)
  }
}

/// What no two threads may touch at once, and two do.
private final class UnsynchronizedCounter: @unchecked Sendable {
  var value = 0
}
