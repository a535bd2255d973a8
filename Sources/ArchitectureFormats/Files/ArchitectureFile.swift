public import Architectures
import ByteIO
public import Checkpoints
public import Diagnostics

/// An architecture that a YAML file describes; see `Documentation/ArchitectureFiles.md`.
public struct ArchitectureFile: Architecture {
  /// The name of the family.
  public let name: String
  /// One line about it.
  public let title: String?
  /// The names of the members that the file lists: `resnet18`, `resnet34`.
  public let variantNames: [String]
  /// What may stand before the parameter names: empty, `bert.`.
  public let prefixes: [String]
  /// The classes of whole-module pickles that it describes.
  public let classNames: [String]

  /// The framework whose names it follows.
  public var framework: Framework { document.framework }

  let document: ArchitectureDocument
  let file: String?
  /// The member that was asked for by name.
  private(set) var member: ArchitectureDocument.Variant?

  /// Reads a file's text.
  ///
  /// - Parameter file: the file's name for diagnostics.
  /// - Throws: a diagnostic where it is no YAML, else a list of every problem of the document.
  public init(parsing bytes: [UInt8], file: String? = nil) throws {
    document = try DocumentReader.document(bytes, file: file)
    self.file = file
    name = document.name
    title = document.title
    variantNames = document.variants.map(\.name)
    prefixes = document.prefixes
    classNames = document.classNames
  }

  /// The family with the values of one of its members; nothing if it lists no member of the name.
  public func member(named name: String) -> ArchitectureFile? {
    guard let variant = document.variants.first(where: { $0.name == name }) else { return nil }
    var copy = self
    copy.member = variant
    return copy
  }

  public func resolve(
    for checkpoint: Checkpoint, overrides: Hyperparameters, diagnostics: DiagnosticCollector
  ) throws -> ResolvedArchitecture {
    var resolver = try ArchitectureResolver(self, for: checkpoint, overrides: overrides)
    let resolved = resolver.resolved()
    if let problems = DiagnosticList(resolver.problems) { throw problems }
    for note in resolver.notes { diagnostics.emit(note) }
    return resolved
  }
}
