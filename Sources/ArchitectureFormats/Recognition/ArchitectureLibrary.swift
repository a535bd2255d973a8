public import Checkpoints

/// Architecture files that are found by name, and by the tensors of a checkpoint.
public struct ArchitectureLibrary: Sendable {
  /// The files, sorted by name.
  public let architectures: [ArchitectureFile]

  /// Makes a library of files.
  public init(_ architectures: [ArchitectureFile]) {
    self.architectures = architectures.sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
  }

  /// The catalogue that comes with the program.
  public static let shipped: ArchitectureLibrary = {
    // A test reads each of them, so that none can be missing here.
    ArchitectureLibrary(
      ShippedArchitectures.texts.compactMap { name, text in
        try? ArchitectureFile(parsing: Array(text.utf8), file: "catalogue/\(name)")
      })
  }()

  /// A family by its name, or a member by its own: `resnet`, `resnet50`.
  public func named(_ name: String) -> ArchitectureFile? {
    architectures.first { $0.name == name }
      ?? architectures.lazy.compactMap { $0.member(named: name) }.first
  }

  /// Every name that ``named(_:)`` finds: of the families, each with its members.
  public var names: [String] { architectures.flatMap { [$0.name] + $0.variantNames } }

  /// The families that a checkpoint's tensors belong to; more than one if they cannot be told apart.
  ///
  /// - Complexity: linear in the names; a family is dismissed by its first condition that fails.
  public func recognise(_ checkpoint: Checkpoint) -> [ArchitectureMatch] {
    guard !checkpoint.entries.isEmpty else { return [] }
    let tensors = CheckpointTensors(checkpoint)
    let (stored, common) = (tensors.shapes(), tensors.commonPrefixes)
    return architectures.compactMap {
      $0.match(stored, commonPrefixes: common, metadata: checkpoint.metadata)
    }
  }
}
