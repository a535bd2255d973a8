import ByteIO
import ConversionKit
public import Diagnostics
import JSONText

/// A folder that remembers what was made of what, by content; any number of processes may share it.
///
/// `jobs/` has a record for each input and output path, which tells from sizes and times alone that
/// nothing changed. `results/` has what came of a content, under the digest of everything that decided
/// it, and `objects/` the files that were written, under their own digests. Every file appears whole, by
/// a rename, and what cannot be read is as if it were not there, so that nobody waits for anybody.
public final class BatchCache: Sendable {
  let folder: Folder
  let digests = FileDigests()

  /// Opens a cache, and makes its folders.
  ///
  /// - Throws: ``DiagnosticCode/batchCacheUnusable``.
  public init(at path: String) throws(Diagnostic) {
    folder = Folder(Folder(path).path(of: "recast-batch-\(CacheKey.layout)"))
    do throws(Diagnostic) {
      for part in Part.allCases { try Folder(folder.path(of: part.rawValue)).create() }
    } catch {
      throw Diagnostic(
        .batchCacheUnusable, "the cache cannot be used: \(error.message)",
        at: Location(file: path))
    }
  }

  /// The folders inside.
  enum Part: String, CaseIterable {
    case jobs, results, objects
  }

  /// The path of something in the cache.
  func path(_ part: Part, _ name: String) -> String {
    Folder(folder.path(of: part.rawValue)).path(of: name)
  }

  /// A record, if there is one that can be read.
  func record(_ part: Part, _ name: String) -> JSONNode? {
    guard let source = try? SourceFile(path: path(part, name)) else { return nil }
    return try? JSONDocument.read(source).root
  }

  /// Writes a record.
  ///
  /// - Throws: what writing raises.
  func write(_ record: JSONValue, _ part: Part, _ name: String) throws(Diagnostic) {
    var file = try OutputFile(replacing: path(part, name))
    try file.write(Array(record.compactText.utf8))
    try file.commitUnsynced()
  }

  /// Keeps a file under its digest, unless it is there.
  ///
  /// - Returns: the digest of the file.
  /// - Throws: what reading and writing raise.
  func keep(_ path: String) throws(Diagnostic) -> String {
    let source = try SourceFile(path: path)
    let digest = try source.sha256()
    let target = self.path(.objects, digest)
    if FileStamp(of: target)?.byteCount == source.byteCount { return digest }
    var file = try OutputFile(replacing: target)
    try file.copy(source.wholeRange)
    try source.verifyUnchanged()
    try file.commitUnsynced()
    return digest
  }

  /// Copies a kept file to a path, if it is there and whole.
  ///
  /// - Throws: what writing raises.
  func restore(_ digest: String, to path: String) throws(Diagnostic) -> Bool {
    guard let source = try? SourceFile(path: self.path(.objects, digest)),
      let found = try? source.sha256(), found == digest
    else { return false }
    var file = try OutputFile(replacing: path)
    try file.copy(source.wholeRange)
    try file.commit()
    return true
  }
}
