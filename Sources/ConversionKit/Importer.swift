public import ByteIO
public import Checkpoints
public import Diagnostics
public import ModelIR

/// How sure an importer is that a file is of its format.
public enum FormatClaim: Int, Hashable, Sendable, Comparable {
  /// The bytes are something else.
  case no
  /// Only the name says so.
  case suffixOnly
  /// The bytes are of the format's outer grammar, without a mark of its own.
  case structure
  /// The bytes carry the format's own mark.
  case signature

  public static func < (left: FormatClaim, right: FormatClaim) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Reads one ecosystem's files.
///
/// An importer preserves: it may say that a file is damaged or that a layer is unknown, never that a
/// target cannot express it.
public protocol Importer: Sendable {
  /// The format that it reads.
  var format: FormatDescription { get }

  /// How sure it is of a file, from its first bytes and its name.
  func claim(_ source: SourceFile, prefix: [UInt8]) -> FormatClaim

  /// The file to open for a path that leads to a folder of the format; nothing for any other path.
  func fileToOpen(at path: String) -> String?

  /// Reads a file's structure; no weight's bytes are read.
  ///
  /// - Throws: a diagnostic or a list of them for a damaged or foreign file.
  func open(_ source: SourceFile, diagnostics: DiagnosticCollector) throws -> any ImportedFile

  /// What the framework would look up and call while it loads a file; nothing where that cannot be
  /// told of the format.
  ///
  /// - Throws: what reading the file raises before its parts are found.
  func securityReport(of source: SourceFile) throws -> SecurityReport?
}

extension Importer {
  /// Nothing: most formats are files.
  public func fileToOpen(at path: String) -> String? { nil }

  /// An empty report: most formats hold data only.
  public func securityReport(of source: SourceFile) throws -> SecurityReport? { SecurityReport() }
}

/// A file whose structure was read.
public protocol ImportedFile: Sendable {
  /// What the file is, who wrote it and what it holds.
  var summary: FileSummary { get }

  /// Every tensor in the file, in the file's order, optimiser state included.
  ///
  /// - Throws: a diagnostic for a tensor that cannot be told.
  func tensors() throws -> [StoredTensor]

  /// Builds the graph of the model that the file holds.
  ///
  /// - Throws: a diagnostic or a list of them: no model or several, an unknown layer, sizes that do not
  ///   fit, an input shape that is needed and not given.
  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model

  /// Builds the graph of the model with the weights of another file, under this file's names; nothing
  /// where the file has no graph of its own.
  ///
  /// - Throws: as ``makeModel(_:diagnostics:)``.
  func makeModel(
    _ request: ModelRequest, weights: [(name: String, weight: Weight)],
    diagnostics: DiagnosticCollector
  ) throws -> Model?

  /// The weights that the file holds, to be bound to an architecture.
  ///
  /// - Parameter selection: the path inside the file, such as `ema`; nothing picks the usual one.
  /// - Throws: a diagnostic or a list of them: no weights, an entry that cannot be read.
  func makeCheckpoint(
    selection: String?, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint

  /// The modules of the model that the file holds with the parameters that they expect; nothing for a
  /// file of weights alone.
  ///
  /// - Throws: a diagnostic for a path at which nothing is.
  func moduleTree(selection: String?) throws -> ModuleTree?
}

extension ImportedFile {
  /// Nothing: most graphs are made of modules, which bind weights themselves.
  public func makeModel(
    _ request: ModelRequest, weights: [(name: String, weight: Weight)],
    diagnostics: DiagnosticCollector
  ) throws -> Model? { nil }

  /// Every tensor of the file under its name there.
  public func makeCheckpoint(
    selection: String?, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint {
    let tensors = try tensors()
    let chosen =
      selection.map { path in
        tensors.filter { $0.name == path || $0.name.hasPrefix("\(path).") }
      } ?? tensors
    return Checkpoint(
      selection: selection ?? "",
      entries: chosen.map { Checkpoint.Entry(name: $0.name, weight: $0.weight) })
  }

  /// The tree of the selected entry, or of the only one that has one.
  public func moduleTree(selection: String?) throws -> ModuleTree? {
    let candidates = summary.entries.filter { entry in
      entry.tree != nil && (selection == nil || entry.path == selection)
    }
    return candidates.count == 1 ? candidates[0].tree : nil
  }
}
