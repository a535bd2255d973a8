import ByteIO
public import ConversionKit
public import Diagnostics
public import ModelIR
import ProtobufWire

/// Writes GEIR models, which later releases call AIR.
public struct GEIRExporter: Exporter {
  /// GEIR files.
  public let format = FormatDescription(
    id: "geir", name: "GEIR (AIR)", suffixes: [".air"],
    summary: "the graph engine's models, which ATC compiles for Ascend")

  /// Makes an exporter.
  public init() {}

  /// The operators that GE has, and those that are made of them.
  public var supportedOperators: [any Operator.Type] {
    let spelled = GESpellings.table.operators
    let known = Set(spelled.map { ObjectIdentifier($0) })
    return spelled
      + GEDecompositions.table.operators.filter { !known.contains(ObjectIdentifier($0)) }
  }

  /// Writes a model to a file that appears whole or not at all; constants that do not fit go to files of
  /// their own, which appear before it.
  ///
  /// - Throws: ``DiagnosticCode/geirUnknownRelease``, a ``DiagnosticList`` of everything that GE cannot
  ///   express, ``DiagnosticCode/geirTooLarge`` if one file is asked for and not enough, and what
  ///   reading and writing raise.
  public func export(
    _ model: Model, to path: String, options: ExportOptions, diagnostics: DiagnosticCollector
  ) throws -> ExportSummary {
    let target = try CANNTarget(options.cannRelease)
    var later: [(type: String, release: CANNRelease)] = []
    var written = try GEModel(model, for: target, later: &later)
    if let note = Self.note(on: later) { diagnostics.emit(note) }
    let external = try Self.place(&written, options.externalData, path)
    let message = written.message()

    var main = try OutputFile(replacing: path)
    try message.write(to: &main)
    try main.flush()
    var files: [ExportSummary.File] = []
    let set = OutputFileSet()
    for (name, weight) in external.files {
      var file = try OutputFile(replacing: SourceFile.folderPrefix(of: path) + name)
      try weight.write(to: &file)
      files.append(.init(path: file.path, byteCount: file.position))
      set.add(file)
    }
    files.append(.init(path: path, byteCount: main.position))
    try options.provenance.confirmSources(of: message.payloads + external.files.map(\.weight))
    try set.commit(namedBy: main) { renamed, file throws(Diagnostic) in
      try written.locatingConstants(renamed).message().write(to: &file)
    }
    return ExportSummary(
      files: files, opset: nil, inputs: model.graph.namedTypes(model.graph.inputs),
      outputs: model.graph.namedTypes(model.graph.outputs),
      nodeCount: written.graphs[0].operators.count { $0.type != "Data" && $0.type != "Const" },
      checkedBy: nil)
  }

  /// Decides which constants go to other files.
  private static func place(
    _ model: inout GEModel, _ policy: ExportOptions.ExternalData, _ path: String
  ) throws(Diagnostic) -> GEExternalConstants {
    let fileName = SourceFile.name(of: path)
    let byteCount = model.message().byteCount
    switch policy {
    case .always:
      return GEExternalConstants(movingFrom: &model, until: nil, fileName: fileName)
    case .automatic where byteCount > GEExternalConstants.mostAutomaticByteCount:
      return GEExternalConstants(
        movingFrom: &model, until: GEExternalConstants.mostAutomaticByteCount, fileName: fileName)
    case .never where byteCount > ProtobufWriter.mostByteCount:
      throw Diagnostic(
        .geirTooLarge,
        """
        the model takes \(byteCount) bytes, one GEIR file holds at most \
        \(ProtobufWriter.mostByteCount); leave out --no-external-data
        """, at: Location(file: path))
    case .automatic, .never: return GEExternalConstants()
    }
  }

  /// What the file needs of the release that reads it.
  private static func note(
    on later: [(type: String, release: CANNRelease)]
  ) -> Diagnostic? {
    guard let newest = later.map(\.release).max() else { return nil }
    let types = later.map(\.type).joined(separator: ", ")
    return Diagnostic(
      .geirTarget, severity: .note,
      "the file needs CANN \(newest.rawValue) or later, for \(types)")
  }
}

extension CANNTarget {
  /// What an option asks for.
  ///
  /// - Throws: ``DiagnosticCode/geirUnknownRelease``.
  init(_ option: String?) throws(Diagnostic) {
    guard let option else {
      self = .portable
      return
    }
    guard let release = CANNRelease(rawValue: option) else {
      let known = CANNRelease.allCases.map(\.rawValue).joined(separator: ", ")
      throw Diagnostic(
        .geirUnknownRelease, "'\(option)' is no release of CANN that is known; these are: \(known)")
    }
    self = .release(release)
  }
}

extension Graph {
  fileprivate func namedTypes(_ ids: [ValueID]) -> [NamedType] {
    ids.map { NamedType(name: self[$0].name, type: self[$0].type) }
  }
}
