import Synchronization

/// The files that a piece of work opened or looked for, so that it is known what its result depends on.
package final class OpenedFiles: Sendable {
  /// One file.
  package struct Entry: Hashable, Sendable {
    /// The path under which it was opened.
    package let path: String
    /// Whether there was none.
    package let isMissing: Bool
  }

  @TaskLocal private static var current: OpenedFiles?

  private let storage = Mutex<[Entry]>([])

  /// Makes an empty record.
  package init() {}

  /// Every file so far, each once, in the order in which it was first opened.
  package var entries: [Entry] {
    var seen: Set<ExactName> = []
    return storage.withLock { $0 }.filter { seen.insert(ExactName($0.path)).inserted }
  }

  /// Does some work on this thread and notes what it opens.
  package func record<Value>(_ work: () throws -> Value) rethrows -> Value {
    try Self.$current.withValue(self, operation: work)
  }

  /// Notes a file for whoever is recording on this thread.
  static func note(_ path: String, isMissing: Bool = false) {
    current?.storage.withLock { $0.append(Entry(path: path, isMissing: isMissing)) }
  }
}
