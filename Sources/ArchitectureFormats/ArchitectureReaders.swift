public import Architectures
public import Checkpoints

/// Reads what a framework prints of a model.
public struct PrintedModelReader: ArchitectureReader {
  /// Makes a reader.
  public init() {}

  /// Whether a text begins with a class's name and a bracket.
  public func recognises(_ text: String, file: String?) -> Bool {
    let start = text.drop { $0.isWhitespace }
    let name = start.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    guard !name.isEmpty else { return false }
    let next = start.dropFirst(name.count).drop { $0 == " " }.first
    return next == "(" || next == "<"
  }

  public func read(_ text: String, file: String?) throws -> any Architecture {
    try PrintedModel(parsing: text, file: file)
  }
}

/// Reads architecture files in YAML.
public struct ArchitectureFileReader: ArchitectureReader {
  /// Makes a reader.
  public init() {}

  /// Whether a file is named as one, or a line begins with its first key.
  public func recognises(_ text: String, file: String?) -> Bool {
    guard let file else { return false }
    let name = file.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
      || text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("architecture:") }
  }

  public func read(_ text: String, file: String?) throws -> any Architecture {
    try ArchitectureFile(parsing: Array(text.utf8), file: file)
  }
}

extension ArchitectureLibrary: ArchitectureCatalog {
  public var families: [ArchitectureFamily] {
    files.compactMap { file in
      file.architecture.map { architecture in
        ArchitectureFamily(
          name: architecture.name, title: architecture.title ?? "",
          members: architecture.variantNames, text: file.text)
      }
    }
  }

  public func architecture(named name: String, of framework: Framework) -> (any Architecture)? {
    named(name, of: framework)
  }

  public func recognised(_ checkpoint: Checkpoint) -> [RecognisedArchitecture] {
    recognise(checkpoint).map { match in
      RecognisedArchitecture(architecture: match.architecture, variant: match.variant)
    }
  }
}
