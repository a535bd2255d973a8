package import ByteIO
package import Diagnostics

extension Sequence<Weight> {
  /// The files that the elements are read from, each once, in order of first use.
  package func sourceFiles() throws(Diagnostic) -> [SourceFile] {
    var seen: Set<SourceFile> = []
    var files: [SourceFile] = []
    for weight in self {
      try weight.source.forEachFile { file in
        if seen.insert(file).inserted { files.append(file) }
      }
    }
    return files
  }

  /// Checks that every file that the elements are read from is still the one that was opened: what has
  /// to hold between the last element that is written and the output's commit.
  ///
  /// - Throws: ``DiagnosticCode/fileChanged``, and what finding the files raises.
  package func verifySourcesUnchanged() throws(Diagnostic) {
    for file in try sourceFiles() { try file.verifyUnchanged() }
  }
}

extension Weight.Source {
  /// Calls a function with every file that elements are read from.
  fileprivate func forEachFile(_ body: (SourceFile) -> Void) throws(Diagnostic) {
    switch self {
    case .file(let range): body(range.file)
    case .deferred(let range): body(try range.range().file)
    case .pieces(let ranges): for range in ranges { body(try range.range().file) }
    case .bytes, .absent: break
    case .concatenation(let parts):
      for part in parts { try part.source.forEachFile(body) }
    case .converted(let original, _), .view(let original), .scaled(let original, _):
      try original.source.forEachFile(body)
    case .mapped(let original, _): try original.forEachFile(body)
    }
  }
}
