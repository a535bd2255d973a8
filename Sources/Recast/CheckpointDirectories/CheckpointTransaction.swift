import ByteIO
import Diagnostics

/// One checkpoint on its way into its folder.
///
/// It is written in a hidden folder inside, sealed there, and moved file by file, the one that names
/// the others last. Wherever it ends, the folder holds whole checkpoints, and perhaps a hidden folder
/// and parts of sets, which whoever opens it next removes.
struct CheckpointTransaction: ~Copyable {
  /// How the hidden folders begin.
  private static let mark = ".recast-save-"

  /// The folder of the checkpoints.
  let folder: Folder
  /// The hidden folder.
  let staging: Folder
  /// The name of the checkpoint.
  let name: String
  /// The names of its files once they are sealed, the one to open first.
  private(set) var files: [String]
  /// The size of the file to open.
  private(set) var byteCount: Int
  /// Held as long as the process lives and saves, so that nobody takes the hidden folder for a rest.
  private let lock: FolderLock?

  /// Makes the hidden folder.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``.
  init(of name: String, in folder: Folder) throws(Diagnostic) {
    // Nobody tidies up between the making and the locking.
    let outer = FolderLock(folder, waits: true)
    let taken = Set(try folder.members().map(\.name))
    var number = 0
    while taken.contains("\(Self.mark)\(number)") { number += 1 }
    let staging = Folder(folder.path(of: "\(Self.mark)\(number)"))
    try staging.create()
    self.folder = folder
    self.staging = staging
    self.name = name
    lock = FolderLock(staging, waits: false)
    files = []
    byteCount = 0
    _ = consume outer
  }

  /// The path at which the checkpoint is to be written.
  var path: String { staging.path(of: name) }

  /// Takes what was written: gives it its time and rights and waits until the device has it.
  ///
  /// - Throws: ``DiagnosticCode/checkpointNotWritten``, ``DiagnosticCode/outputNotWritable``.
  mutating func seal(isReadOnly: Bool, at now: Duration) throws(Diagnostic) {
    let members = try staging.members()
    let index = "\(name).index.json"
    guard
      let main = members.first(where: { $0.name == name && $0.kind == .file })
        ?? members.first(where: { $0.name == index && $0.kind == .file })
    else {
      throw Diagnostic(
        .checkpointNotWritten, "nothing was written to the path that was given",
        at: Location(file: folder.path(of: name)))
    }
    var names = [main.name]
    for member in members where member.name != main.name && !member.name.hasPrefix(".") {
      guard member.kind == .file else {
        throw Diagnostic(
          .checkpointNotWritten, "'\(member.name)' is not a file, and a checkpoint is of files",
          at: Location(file: folder.path(of: name)))
      }
      names.append(member.name)
    }
    for name in names { try staging.seal(name, isReadOnly: isReadOnly, modified: now) }
    files = names
    byteCount = main.byteCount
  }

  /// Moves the files into the folder, the one that names the others last.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``.
  func publish() throws(Diagnostic) {
    for name in files.reversed() { try staging.move(name, to: folder) }
    folder.sync()
  }

  /// Removes the hidden folder with whatever is left inside.
  func tidy() { try? staging.removeWithFiles() }

  /// Removes the hidden folders of processes that are gone.
  static func tidy(_ folder: Folder, among members: [FolderMember]) {
    for member in members where member.kind == .folder && member.name.hasPrefix(mark) {
      let rest = Folder(folder.path(of: member.name))
      guard let lock = FolderLock(rest, waits: false) else { continue }
      try? rest.removeWithFiles()
      _ = consume lock
    }
  }
}
