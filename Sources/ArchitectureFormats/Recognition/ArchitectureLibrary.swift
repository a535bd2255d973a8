public import Checkpoints
import ModelIR

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
    let names = checkpoint.entries.map(\.name)
    let plain = ParameterPrefix.removingWrappers(from: names)?.names ?? names
    let stored = StoredShapes(
      zip(plain, checkpoint.entries).map { name, entry in
        (
          name: name,
          tensor: .init(elementType: entry.weight.elementType, shape: entry.weight.shape)
        )
      })
    let common = Self.commonPrefixes(of: plain)
    return architectures.compactMap { architecture in
      var prefixes = architecture.prefixes
      prefixes += common.filter { !prefixes.contains($0) }
      for prefix in prefixes {
        if let match = architecture.match(stored, prefix: prefix, metadata: checkpoint.metadata) {
          return match
        }
      }
      return nil
    }
  }

  /// What all names begin with, component by component: `model.`, as a training program's own module
  /// around the network puts it there.
  private static func commonPrefixes(of names: [String]) -> [String] {
    guard let first = names.first else { return [] }
    var prefixes: [String] = []
    var prefix = ""
    for component in first.split(separator: ".").dropLast().prefix(3) {
      prefix += "\(component)."
      guard names.allSatisfy({ $0.utf8.starts(with: prefix.utf8) }) else { break }
      prefixes.append(prefix)
    }
    return prefixes
  }
}

extension ArchitectureFile {
  /// The match with tensors below a prefix; nothing if a condition of the file does not hold.
  func match(
    _ stored: StoredShapes, prefix: String, metadata: Hyperparameters
  ) -> ArchitectureMatch? {
    guard !document.recognition.isEmpty else { return nil }
    var evaluator = ExpressionEvaluator(
      stored: StoredNames(stored, prefix: prefix), definitions: document.definitions,
      overrides: Hyperparameters(), metadata: CheckpointNames(metadata))
    for condition in document.recognition {
      do throws(ExpressionProblem) {
        guard try evaluator.condition(condition, in: ExpressionScope()) else { return nil }
      } catch {
        return nil
      }
    }
    return ArchitectureMatch(
      architecture: self, prefix: prefix, variant: evaluator.variant(of: document))
  }
}
