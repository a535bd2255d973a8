import CByteIO
import Diagnostics
import Glibc
import Synchronization

/// A growing temporary file without a name, for what has to be decompressed before it is read.
///
/// One file takes any number of parts, so that an archive with thousands of compressed members needs
/// one descriptor. It goes away with the last range that lies in it, whatever ends the process.
public final class TemporaryStorage: Sendable {
  private struct State: Sendable {
    var descriptor: Int32 = -1
    var byteCount = 0
  }
  private let state = Mutex(State())

  /// Makes an empty storage; its file is created with the first part.
  public init() {}

  deinit {
    let descriptor = state.withLock { $0.descriptor }
    if descriptor >= 0 { close(descriptor) }
  }

  /// Adds what a function writes from a position of a descriptor and returns where it is.
  ///
  /// The function returns how many bytes it wrote; if it throws, they are overwritten by the next.
  func append(
    displayPath: String, madeFrom original: SourceFile?,
    _ write: (_ descriptor: Int32, _ byteOffset: Int) throws(Diagnostic) -> Int
  ) throws(Diagnostic) -> FileRange {
    try state.withLock { (state) throws(Diagnostic) -> FileRange in
      if state.descriptor < 0 {
        state.descriptor = try Self.open(for: displayPath)
      }
      let start = state.byteCount
      let count = try write(state.descriptor, start)
      state.byteCount = start + count
      let file = SourceFile(
        self, descriptor: state.descriptor, byteCount: state.byteCount, displayPath: displayPath,
        madeFrom: original)
      return FileRange(file: file, byteOffset: start, byteCount: count)
    }
  }

  private static func open(for displayPath: String) throws(Diagnostic) -> Int32 {
    let folder = unsafe String(cString: recast_temporary_folder())
    let opened = unsafe recast_open_temporary(folder)
    guard opened >= 0 else {
      throw Diagnostic(
        .temporaryNotWritable,
        "a temporary file cannot be created in '\(folder)': \(systemErrorText(-opened)); "
          + "name another folder with the variable TMPDIR",
        at: Location(file: displayPath))
    }
    return opened
  }
}
