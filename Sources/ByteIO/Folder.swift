public import Diagnostics
import Glibc

extension DiagnosticCode {
  /// A folder that cannot be listed.
  public static let folderNotReadable = DiagnosticCode(
    "io.folder-not-readable", kind: .inputOutput,
    explanation: """
      The operating system refused to list the folder; the message carries its reason. Check that \
      the path is right, that it leads to a folder and that you may read it.
      """)
  /// A file that cannot be removed.
  public static let fileNotRemovable = DiagnosticCode(
    "io.not-removable", kind: .inputOutput,
    explanation: """
      The operating system refused to remove the file; the message carries its reason. Removing \
      needs the right to write to the folder, not to the file.
      """)
}

/// A folder whose files are listed, moved and removed by their names.
public struct Folder: Hashable, Sendable {
  /// The path, without a slash at its end.
  public let path: String

  /// Names a folder; nothing is asked of the system.
  ///
  /// An empty path is the current folder.
  public init(_ path: String) {
    var path = path.isEmpty ? "." : path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  /// The path of a member.
  public func path(of name: String) -> String {
    switch path {
    case ".": name
    case "/": "/\(name)"
    default: "\(path)/\(name)"
    }
  }

  /// Everything in the folder, in the order of the names' bytes.
  ///
  /// Members whose names are not text are left out: no path can be made of them here.
  ///
  /// - Throws: ``DiagnosticCode/folderNotReadable``.
  public func members() throws(Diagnostic) -> [FolderMember] {
    // A member may go away between its listing and this.
    try names().compactMap { member(named: $0) }
  }

  /// The names of everything in the folder, in the order of their bytes, as far as they are text.
  ///
  /// - Throws: ``DiagnosticCode/folderNotReadable``.
  public func names() throws(Diagnostic) -> [String] {
    guard let stream = unsafe opendir(path) else { throw unreadable(errno) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        guard errno == 0 else { throw unreadable(errno) }
        break
      }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { text in
          unsafe String(validatingCString: text)
        }
      }
      if let name, name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// A member, if there is one of the name; links are not followed.
  public func member(named name: String) -> FolderMember? {
    var status = stat()
    guard unsafe lstat(path(of: name), &status) == 0 else { return nil }
    return FolderMember(name: name, status: status)
  }

  /// Whether the path leads to a folder.
  public var exists: Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes the folder, and those above it, unless it is there.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``.
  public func create() throws(Diagnostic) {
    guard !exists else { return }
    let parent = Folder(SourceFile.folder(of: path))
    if parent.path != path, parent.path != "." { try parent.create() }
    guard unsafe mkdir(path, 0o777) == 0 || (errno == EEXIST && exists) else {
      throw Diagnostic(
        .outputNotWritable, "the folder cannot be made: \(systemErrorText(errno))",
        at: Location(file: path))
    }
  }

  private func unreadable(_ number: Int32) -> Diagnostic {
    Diagnostic(
      .folderNotReadable, "the folder cannot be listed: \(systemErrorText(number))",
      at: Location(file: path))
  }
}
