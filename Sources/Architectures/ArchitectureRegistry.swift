public import Checkpoints

/// Reads one way of writing an architecture down.
public protocol ArchitectureReader: Sendable {
  /// Whether a text is of this kind, by its beginning or its file's name.
  ///
  /// - Parameter file: the file's name; nothing for a text that was given itself.
  func recognises(_ text: String, file: String?) -> Bool

  /// Reads a text.
  ///
  /// - Throws: a diagnostic or a list of them for a text that is not what it seems.
  func read(_ text: String, file: String?) throws -> any Architecture
}

/// Architectures that are found by name, and by the tensors of a checkpoint.
public protocol ArchitectureCatalog: Sendable {
  /// The families, sorted by name.
  var families: [ArchitectureFamily] { get }

  /// An architecture by its name: `resnet50`; of several with one name the one of a framework.
  func architecture(named name: String, of framework: Framework) -> (any Architecture)?

  /// The architectures that a checkpoint is of; more than one if they cannot be told apart.
  func recognised(_ checkpoint: Checkpoint) -> [RecognisedArchitecture]
}

/// A family of a catalogue, as lists show it.
public struct ArchitectureFamily: Hashable, Sendable {
  /// Its name: `resnet`.
  public let name: String
  /// One line about it.
  public let title: String
  /// The members that have names of their own: `resnet50`.
  public let members: [String]
  /// The architecture file that describes it, where it is one.
  public let text: String?

  /// Makes a description.
  public init(name: String, title: String, members: [String], text: String?) {
    self.name = name
    self.title = title
    self.members = members
    self.text = text
  }
}

/// An architecture that a checkpoint was recognised to be of.
public struct RecognisedArchitecture: Sendable {
  /// The architecture.
  public let architecture: any Architecture
  /// Which member of its family it is: `resnet50`.
  public let variant: String?

  /// Makes a result.
  public init(architecture: any Architecture, variant: String?) {
    self.architecture = architecture
    self.variant = variant
  }
}

/// The ways in which a program takes architectures; a value, made by whoever assembles it.
public struct ArchitectureRegistry: Sendable {
  /// The readers, asked in this order.
  public var readers: [any ArchitectureReader]
  /// The catalogues, asked in this order.
  public var catalogs: [any ArchitectureCatalog]

  /// Makes a registry.
  public init(readers: [any ArchitectureReader] = [], catalogs: [any ArchitectureCatalog] = []) {
    self.readers = readers
    self.catalogs = catalogs
  }

  /// The reader of a text, if one recognises it.
  public func reader(of text: String, file: String?) -> (any ArchitectureReader)? {
    readers.first { $0.recognises(text, file: file) }
  }

  /// An architecture by its name; of several with one name the one of a framework.
  public func architecture(
    named name: String, of framework: Framework = .unspecified
  ) -> (any Architecture)? {
    catalogs.lazy.compactMap { $0.architecture(named: name, of: framework) }.first
  }

  /// The families of every catalogue.
  public var families: [ArchitectureFamily] { catalogs.flatMap(\.families) }

  /// The architectures that a checkpoint is of.
  public func recognised(_ checkpoint: Checkpoint) -> [RecognisedArchitecture] {
    catalogs.flatMap { $0.recognised(checkpoint) }
  }
}
