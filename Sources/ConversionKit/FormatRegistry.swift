public import ByteIO
public import Diagnostics

extension DiagnosticCode {
  /// No importer recognises the file.
  public static let unknownFormat = DiagnosticCode(
    "convert.unknown-format", kind: .badInput,
    explanation: """
      No importer recognises the file by its content. `recast formats` lists what can be read; a file \
      that was cut off, compressed or replaced by an error page is not recognised either.
      """)
  /// Two importers are equally sure of the file.
  public static let ambiguousFormat = DiagnosticCode(
    "convert.ambiguous-format", kind: .badInput,
    explanation: """
      Two formats describe the file equally well, so reading it could mean two things. This is a file \
      made to be read in two ways, or a gap in recognition; please report it.
      """)
  /// No exporter writes the target.
  public static let unknownTarget = DiagnosticCode(
    "convert.unknown-target", kind: .usage,
    explanation: """
      No exporter has the name given by `--to`, or the output's suffix belongs to none. \
      `recast formats` lists what can be written.
      """)
}

/// The importers, exporters and checkpoint writers that a program uses; a value, made by whoever assembles it.
public struct FormatRegistry: Sendable {
  /// The importers, asked in this order.
  public var importers: [any Importer]
  /// The exporters, which write models.
  public var exporters: [any Exporter]
  /// The writers of checkpoints.
  public var checkpointWriters: [any CheckpointWriter]

  /// Makes a registry.
  public init(
    importers: [any Importer] = [], exporters: [any Exporter] = [],
    checkpointWriters: [any CheckpointWriter] = []
  ) {
    self.importers = importers
    self.exporters = exporters
    self.checkpointWriters = checkpointWriters
  }

  /// Opens the file at a path, or the one that stands for a folder there.
  ///
  /// - Throws: what opening raises.
  public func source(at path: String) throws(Diagnostic) -> SourceFile {
    let file = importers.lazy.compactMap { $0.fileToOpen(at: path) }.first
    return try SourceFile(path: file ?? path)
  }

  /// The importer that is surest of a file.
  ///
  /// - Throws: ``DiagnosticCode/unknownFormat`` if none claims it,
  ///   ``DiagnosticCode/ambiguousFormat`` if two claim it equally.
  public func importer(for source: SourceFile) throws(Diagnostic) -> any Importer {
    let prefix = try source.prefix(4096)
    var best: [any Importer] = []
    var bestClaim = FormatClaim.no
    for importer in importers {
      let claim = importer.claim(source, prefix: prefix)
      if claim > bestClaim {
        best = [importer]
        bestClaim = claim
      } else if claim == bestClaim, claim > .no {
        best.append(importer)
      }
    }
    let location = Location(file: source.path)
    guard let first = best.first else {
      throw Diagnostic(
        .unknownFormat,
        "\(ForeignFormat.describe(prefix, byteCount: source.byteCount)); 'recast formats' lists what can be read",
        at: location)
    }
    guard best.count == 1 else {
      throw Diagnostic(
        .ambiguousFormat, "the file could be any of \(best.map(\.format.id))", at: location)
    }
    return first
  }

  /// The exporter that is named.
  ///
  /// - Throws: ``DiagnosticCode/unknownTarget``.
  public func exporter(named id: String) throws(Diagnostic) -> any Exporter {
    if let match = exporters.first(where: { $0.format.id == id }) { return match }
    throw Diagnostic(
      .unknownTarget,
      "no exporter is called '\(id)'; there are: "
        + exporters.map(\.format.id).joined(separator: ", "))
  }

  /// What writes the format that is named, or the one whose suffix a path has.
  ///
  /// - Throws: ``DiagnosticCode/unknownTarget``.
  public func target(named id: String?, orFor path: String) throws(Diagnostic) -> ConversionTarget {
    let targets =
      exporters.map(ConversionTarget.model) + checkpointWriters.map(ConversionTarget.checkpoint)
    let known = targets.map(\.format.id).joined(separator: ", ")
    if let id {
      if let match = targets.first(where: { $0.format.id == id }) { return match }
      throw Diagnostic(
        .unknownTarget, "nothing writes a format called '\(id)'; there are: \(known)")
    }
    if let match = targets.first(where: { $0.format.matchesSuffix(of: path) }) { return match }
    throw Diagnostic(
      .unknownTarget,
      "the name does not say what to write; end it in a known suffix or give --to (\(known))",
      at: Location(file: path))
  }
}

/// What a conversion writes, and by what.
public enum ConversionTarget: Sendable {
  /// A model: graph and weights.
  case model(any Exporter)
  /// Weights, with a model around them where the format has models.
  case checkpoint(any CheckpointWriter)

  /// The format.
  public var format: FormatDescription {
    switch self {
    case .model(let exporter): exporter.format
    case .checkpoint(let writer): writer.format
    }
  }
}
