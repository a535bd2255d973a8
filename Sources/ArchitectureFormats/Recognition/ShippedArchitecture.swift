import Checkpoints
import Synchronization

/// An architecture file that comes with the program, not read yet.
struct ShippedArchitecture: Sendable {
  /// The file's name: `resnet.yaml`.
  let file: String
  /// What may stand before the names of the family's tensors: empty, `bert.`.
  let prefixes: [String]
  /// A tensor, or a module with tensors, that every checkpoint of the family has; empty if none is
  /// known.
  let requiredName: String
  /// The file's text.
  let text: String

  private let firstReading = FirstReading()

  /// The file, read when it is first asked for; a test reads each of them, so that none can be missing.
  var architecture: ArchitectureFile? {
    firstReading.result {
      try? ArchitectureFile(parsing: Array(text.utf8), file: "catalogue/\(file)")
    }
  }

  /// What the names of files begin with that have MindSpore's names for tensors.
  static let mindSporeMark = "mindspore-"

  /// Whether it has MindSpore's names for tensors.
  var isMindSpore: Bool { file.hasPrefix(Self.mindSporeMark) }

  /// Whether the checkpoint's names allow the family, which only reading the file can confirm.
  func isPossible(_ stored: StoredShapes, commonPrefixes: [String]) -> Bool {
    requiredName.isEmpty
      || (prefixes + commonPrefixes).contains { stored.contains($0 + requiredName) }
  }
}

/// What was read of a file: for the checkpoints of a batch, reading it for each takes most of the time.
private final class FirstReading: Sendable {
  private let known = Mutex<ArchitectureFile??>(.none)

  func result(_ read: () -> ArchitectureFile?) -> ArchitectureFile? {
    known.withLock { known in
      if let known { return known }
      let result = read()
      known = .some(result)
      return result
    }
  }
}
