/// A file format as lists and reports show it.
public struct FormatDescription: Hashable, Sendable {
  /// The name on the command line and in JSON: `flux-bson`.
  public let id: String
  /// The name for people: `Flux model in BSON.jl`.
  public let name: String
  /// The usual endings of file names, with their dot; the first is the one to write.
  public let suffixes: [String]
  /// One line on what is read or written.
  public let summary: String

  /// Makes a description.
  public init(id: String, name: String, suffixes: [String], summary: String) {
    self.id = id
    self.name = name
    self.suffixes = suffixes
    self.summary = summary
  }

  /// Whether a path ends as files of this format do.
  public func matchesSuffix(of path: String) -> Bool {
    let lower = path.lowercased()
    return suffixes.contains { lower.hasSuffix($0) }
  }
}
