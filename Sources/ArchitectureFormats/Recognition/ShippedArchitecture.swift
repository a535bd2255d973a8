import Checkpoints

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

  /// The file, read; a test reads each of them, so that none can be missing.
  var architecture: ArchitectureFile? {
    try? ArchitectureFile(parsing: Array(text.utf8), file: "catalogue/\(file)")
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
