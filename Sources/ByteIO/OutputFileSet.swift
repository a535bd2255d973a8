public import Diagnostics

/// Files of one folder that belong together and appear together, or not at all.
///
/// All are synced before the first is renamed, and what they replaced comes back if one cannot be
/// renamed. They are renamed in the order in which they were added, so that the file that names the
/// others belongs at the end.
public final class OutputFileSet {
  /// A finished file, whose value cannot be kept in an array itself.
  private final class Member {
    var file: OutputFile

    init(_ file: consuming OutputFile) { self.file = file }
  }

  private var members: [Member] = []

  /// Makes an empty set.
  public init() {}

  /// Adds a file that was written to its end.
  public func add(_ file: consuming OutputFile) {
    members.append(Member(file))
  }

  /// Puts all files into place.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``; every target is then as it was before, unless only
  ///   the folder could not be synced, which the message says.
  public func commit() throws(Diagnostic) {
    for member in members { try member.file.sync() }
    for (index, member) in members.enumerated() {
      do throws(Diagnostic) {
        try member.file.exchangeIntoPlace()
      } catch {
        for earlier in members[..<index].reversed() { earlier.file.moveBack() }
        throw error
      }
    }
    try members.last?.file.syncFolder()
    members = []
  }
}
