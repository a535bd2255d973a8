import CByteIO
public import Diagnostics

/// Files of one folder that belong together, of which the last names the others: a model and its
/// tensors' file, an index and its shards.
///
/// They appear together or not at all, and a process that is killed at any time leaves either what was
/// there before or the new files under names by which the naming file finds them. Since two files cannot
/// be renamed at once, old files are replaced in steps, each of which leaves a whole set:
///
/// 1. the new parts get second names beside the old parts,
/// 2. a naming file that leads to these second names replaces the old one,
/// 3. the new parts replace the old parts,
/// 4. the naming file with the usual names replaces that of step 2, and the second names go.
public final class OutputFileSet {
  /// Writes the naming file once more, with other names for its parts.
  public typealias Rewriting =
    (_ renamed: [String: String], _ file: inout OutputFile) throws(Diagnostic) -> Void

  /// A finished file, whose value cannot be kept in an array itself.
  private final class Member {
    var file: OutputFile

    init(_ file: consuming OutputFile) { self.file = file }
  }

  private var members: [Member] = []

  /// Makes an empty set.
  public init() {}

  /// Adds a part that was written to its end.
  ///
  /// Parts stay open until the set is in place; the process' limit of open files grows with them, as far
  /// as the system lets it.
  public func add(_ file: consuming OutputFile) {
    members.append(Member(file))
    if members.count.isMultiple(of: 128) { allowOpenFiles(members.count + 512) }
  }

  /// Puts all files into place.
  ///
  /// - Parameters:
  ///   - naming: the file that names the others, written to its end.
  ///   - rewriting: writes what `naming` has, with each name that is a key replaced by its value; asked
  ///     for only where an old set is replaced.
  /// - Throws: ``DiagnosticCode/outputNotWritable`` and what `rewriting` raises; every target is then as
  ///   it was before, unless only the folder could not be synced, which the message says.
  public func commit(
    namedBy naming: consuming OutputFile, rewriting: Rewriting
  ) throws(Diagnostic) {
    let parts = members
    let main = Member(naming)
    defer { members = [] }
    let all = parts + [main]
    let paths = parts.map { $0.file.path }
    for member in all { try member.file.sync() }

    let folder = Folder(SourceFile.folder(of: main.file.path))
    let lock = CommitLock(folder)
    defer { lock.release() }
    var stage: Member?
    let replacesSet = main.file.replacesFile && parts.contains { $0.file.replacesFile }
    let secondNames = replacesSet ? SecondNames(paths, in: folder) : nil
    if let secondNames {
      var file = try OutputFile(replacing: main.file.path)
      try rewriting(secondNames.renamed, &file)
      try file.sync()
      stage = Member(file)
    }

    // A signal that ends the process waits for the end of the steps.
    recast_hold_signals()
    defer { recast_release_signals() }
    var moved: [Member] = []
    do throws(Diagnostic) {
      if let stage, let secondNames,
        zip(parts, secondNames.paths).allSatisfy({ $0.file.link(to: $1) })
      {
        try stage.file.exchangeIntoPlace()
        moved.append(stage)
        try main.file.syncFolder()
      }
      for member in all {
        try member.file.exchangeIntoPlace()
        moved.append(member)
      }
    } catch {
      // Without an exchange the old naming file is gone; that of step 2 leads to a whole set.
      guard stage?.file.placement != .renamed else { throw error }
      for member in moved.reversed() { member.file.moveBack() }
      secondNames?.remove()
      throw error
    }
    defer { secondNames?.remove() }
    try main.file.syncFolder()
    SecondNames.removeLeftovers(of: paths, in: folder)
  }
}
