import CByteIO
import Diagnostics

/// Writes a file in large blocks on a thread of its own while the next are filled, past the page cache
/// where the file system can do that.
///
/// What would be synced anyway need not be copied into the cache first, whose fresh pages cost more than
/// the copy.
@safe final class WriteBehind {
  private let writer: OpaquePointer
  private var isRunning = true

  /// The offsets at which it can start are multiples of this.
  static let alignment = 4096

  /// Starts at an aligned offset; nothing where there is no memory or thread to be had.
  init?(descriptor: Int32, byteOffset: Int) {
    guard let writer = unsafe recast_writer_start(descriptor, Int64(byteOffset)) else { return nil }
    unsafe self.writer = unsafe writer
  }

  deinit { stop() }

  /// Ends the thread, so that the file can be closed; what was not drained may be lost, and nothing can
  /// be written any more.
  func stop() {
    guard isRunning else { return }
    isRunning = false
    unsafe recast_writer_stop(writer)
  }

  /// Lets a function fill memory with the next bytes; it returns how many it wrote, from the start.
  ///
  /// - Returns: 0, or the number of an error of what was written before.
  func fill(
    _ body: (UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int
  ) throws(Diagnostic) -> Int32 {
    precondition(isRunning)
    var count = 0
    guard let room = unsafe recast_writer_room(writer, &count) else { return 0 }
    let filled = try unsafe body(UnsafeMutableRawBufferPointer(start: room, count: count))
    precondition(filled >= 0 && filled <= count)
    return unsafe recast_writer_advance(writer, filled)
  }

  /// Takes bytes over.
  ///
  /// - Returns: as ``fill(_:)``.
  func write(_ bytes: RawSpan) throws(Diagnostic) -> Int32 {
    var done = 0
    while done < bytes.byteCount {
      let failure = try unsafe fill { room in
        let count = min(room.count, bytes.byteCount - done)
        unsafe bytes.extracting(done..<done + count).withUnsafeBytes { part in
          unsafe room.copyMemory(from: part)
        }
        done += count
        return count
      }
      guard failure == 0 else { return failure }
    }
    return 0
  }

  /// Waits until the system has every byte.
  ///
  /// - Returns: 0 or the number of an error.
  func drain() -> Int32 {
    precondition(isRunning)
    return unsafe recast_writer_drain(writer)
  }
}
