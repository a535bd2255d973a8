import ByteIO
import Checkpoints
public import ConversionKit
public import Diagnostics

/// A file that was opened to be looked at.
public struct Inspection: Sendable {
  /// What the file is, who wrote it and what it holds.
  public let summary: FileSummary

  private let source: SourceFile
  private let file: any ImportedFile

  /// Opens a file and reads its structure.
  ///
  /// - Throws: a ``Diagnostic`` or a ``DiagnosticList`` for a file that is damaged or of no known format.
  public init(
    of path: String, with registry: FormatRegistry = .standard, diagnostics: DiagnosticCollector
  ) throws {
    source = try registry.source(at: path)
    file = try registry.importer(for: source).open(source, diagnostics: diagnostics)
    summary = file.summary
  }

  /// The file's size in bytes.
  public var byteCount: Int { source.byteCount }

  /// The SHA-256 of the whole file in lower-case hexadecimal.
  public func sha256() throws(Diagnostic) -> String { try source.sha256() }

  /// Checks that the file is still the one that was opened.
  ///
  /// - Throws: ``DiagnosticCode/fileChanged``.
  public func verifyUnchanged() throws(Diagnostic) { try source.verifyUnchanged() }

  /// The things stored in the file, or the one at a path, which may lie inside a model.
  ///
  /// - Throws: ``DiagnosticCode/pathNotFound``.
  public func entries(at selection: String? = nil) throws(Diagnostic) -> [StoredEntry] {
    guard let selection else { return summary.entries }
    for isExact in [true, false] {
      let wanted = StoredPath(selection, isExact: isExact)
      for entry in summary.entries {
        if StoredPath(entry.path, isExact: isExact) == wanted { return [entry] }
        if let tree = entry.tree?.descendant(at: wanted, isExact: isExact) {
          return [StoredEntry(path: tree.path, kind: entry.kind, text: tree.text, tree: tree)]
        }
      }
    }
    throw notFound(selection)
  }

  /// The tensors in the file, or those at and below a path.
  ///
  /// - Throws: ``DiagnosticCode/pathNotFound`` if no tensor has the path, and what the importer raises.
  public func tensors(at selection: String? = nil) throws -> [StoredTensor] {
    let tensors = try file.tensors()
    guard let selection else { return tensors }
    for isExact in [true, false] {
      let wanted = StoredPath(selection, isExact: isExact)
      let found = tensors.filter { StoredPath($0.name, isExact: isExact).begins(with: wanted) }
      if !found.isEmpty { return found }
    }
    throw notFound(selection)
  }

  private func notFound(_ selection: String) -> Diagnostic {
    Diagnostic(
      .pathNotFound,
      "nothing is at '\(selection)'; 'recast inspect' without --select shows the paths",
      at: Location(file: source.path))
  }
}

extension ModuleTree {
  /// The module at a path below this one.
  fileprivate func descendant(at wanted: StoredPath, isExact: Bool) -> ModuleTree? {
    for child in children {
      if StoredPath(child.path, isExact: isExact) == wanted { return child }
      if let found = child.descendant(at: wanted, isExact: isExact) { return found }
    }
    return nil
  }
}
