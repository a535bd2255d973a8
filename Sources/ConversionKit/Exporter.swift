public import Diagnostics
public import ModelIR

/// Writes one format.
///
/// Only an exporter may say that something is not supported by its target, and it names everything of
/// the kind in one run.
public protocol Exporter: Sendable {
  /// The format that it writes.
  var format: FormatDescription { get }

  /// The operators that it can write, in the order of its lowering table.
  var supportedOperators: [any Operator.Type] { get }

  /// Starts what takes time and does not depend on the model, such as a checking process.
  func prepare(_ options: ExportOptions)

  /// Writes a model to a file that appears whole or not at all.
  ///
  /// - Throws: a diagnostic or a list of them; the target is then as it was before.
  func export(
    _ model: Model, to path: String, options: ExportOptions, diagnostics: DiagnosticCollector
  ) throws -> ExportSummary
}

extension Exporter {
  public func prepare(_ options: ExportOptions) {}
}

/// What the user asks of an export.
public struct ExportOptions: Hashable, Sendable {
  /// When tensors go to a second file beside the model.
  public enum ExternalData: Hashable, Sendable {
    /// When the model would not fit one file of its format.
    case automatic
    case always
    case never
  }

  /// The version of the operator set, where the format has one; nothing takes the format's default.
  public var opset: Int?
  /// The release of CANN whose operators are written, where the format has some; nothing takes those
  /// that all releases know.
  public var cannRelease: String?
  /// When tensors go to a second file.
  public var externalData: ExternalData
  /// Where the model comes from, written into the output.
  public var provenance: Provenance
  /// The program that checks outputs with the format's own library; nothing to go without.
  public var checkerPath: String?

  /// Makes options.
  public init(
    opset: Int? = nil, cannRelease: String? = nil, externalData: ExternalData = .automatic,
    provenance: Provenance = Provenance(), checkerPath: String? = nil
  ) {
    self.opset = opset
    self.cannRelease = cannRelease
    self.externalData = externalData
    self.provenance = provenance
    self.checkerPath = checkerPath
  }
}

/// Where a model comes from.
public struct Provenance: Hashable, Sendable {
  /// The key of the digest among the entries.
  public static let digestKey = "source_sha256"

  /// What the output says of its source, in a fixed order: format, digest, framework, version.
  ///
  /// While a digest is on its way, there are as many zeros.
  public var entries: [MetadataEntry]
  /// The digest that is on its way.
  private let digest: SourceDigest?

  /// Makes a provenance.
  public init(entries: [MetadataEntry] = []) {
    self.entries = entries
    digest = nil
  }

  /// Makes a provenance whose digest is on its way.
  public init(format: String, digest: SourceDigest, model: String) {
    entries = [
      MetadataEntry("source_format", format),
      MetadataEntry(Self.digestKey, SourceDigest.placeholder),
      MetadataEntry("source_model", model),
    ]
    self.digest = digest
  }

  /// The entries with the digest, which is waited for: what every writer asks for before it commits, so
  /// that a source that cannot be read to its end replaces nothing.
  ///
  /// - Throws: what reading the source raises.
  public func completeEntries() throws(Diagnostic) -> [MetadataEntry] {
    guard let digest else { return entries }
    let text = try digest.hexadecimal()
    return entries.map { entry in
      entry.key == Self.digestKey && entry.value == SourceDigest.placeholder
        ? MetadataEntry(entry.key, text) : entry
    }
  }

  /// Checks what has to hold between the last element that is written and the output's commit: the
  /// source can be read to its end, and every file that elements came from is still the one that was
  /// opened.
  ///
  /// - Throws: ``DiagnosticCode/fileChanged``, and what reading the sources raises.
  package func confirmSources(of weights: some Sequence<Weight>) throws(Diagnostic) {
    _ = try completeEntries()
    try weights.verifySourcesUnchanged()
  }
}

/// What was written.
public struct ExportSummary: Hashable, Sendable {
  /// The files in the order in which they were committed, with their sizes in bytes.
  public struct File: Hashable, Sendable {
    /// The path.
    public let path: String
    /// The size in bytes.
    public let byteCount: Int

    /// Makes a file.
    public init(path: String, byteCount: Int) {
      self.path = path
      self.byteCount = byteCount
    }
  }

  /// The files written.
  public let files: [File]
  /// The version of the operator set, where the format has one.
  public let opset: Int?
  /// The inputs with their types.
  public let inputs: [NamedType]
  /// The outputs with their types.
  public let outputs: [NamedType]
  /// The number of nodes written.
  public let nodeCount: Int
  /// The number of entries written, for a checkpoint.
  public let entryCount: Int?
  /// What judged the output: `libonnx 1.12.0`; nothing if only our own verification did.
  public let checkedBy: String?

  /// Makes the summary of a checkpoint.
  public init(checkpoint files: [File], entryCount: Int) {
    self.init(
      files: files, opset: nil, inputs: [], outputs: [], nodeCount: 0, entryCount: entryCount,
      checkedBy: nil)
  }

  /// Makes a summary.
  public init(
    files: [File], opset: Int?, inputs: [NamedType], outputs: [NamedType], nodeCount: Int,
    entryCount: Int? = nil, checkedBy: String?
  ) {
    self.files = files
    self.opset = opset
    self.inputs = inputs
    self.outputs = outputs
    self.nodeCount = nodeCount
    self.entryCount = entryCount
    self.checkedBy = checkedBy
  }
}

/// A name with a type: one input or output of a model.
public struct NamedType: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The type.
  public let type: TensorType

  /// Makes a named type.
  public init(name: String, type: TensorType) {
    self.name = name
    self.type = type
  }
}
