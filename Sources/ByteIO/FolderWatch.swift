import CByteIO
import Glibc

/// Waits for changes in a folder: told by the system where it can, by the clock elsewhere.
///
/// It tells that something may have changed, never what; whoever waits looks again.
public final class FolderWatch: Sendable {
  private let descriptor: Int32

  /// Starts to watch a folder.
  ///
  /// - Parameter usesNotices: false never asks the system for notices.
  public init(_ folder: Folder, usesNotices: Bool = true) {
    descriptor = usesNotices ? unsafe recast_watch_folder(folder.path) : -1
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Whether the system tells of changes; otherwise waiting always takes its whole time.
  public var isNotified: Bool { descriptor >= 0 }

  /// Waits for a change, at most so long.
  public func wait(atMost limit: Duration) {
    let parts = limit.components
    let milliseconds =
      min(max(0, parts.seconds), 1_000_000) * 1000 + parts.attoseconds / 1_000_000_000_000_000
    _ = recast_await_change(max(-1, descriptor), Int32(max(0, milliseconds)))
  }
}
