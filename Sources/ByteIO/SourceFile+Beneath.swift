public import Diagnostics
import Glibc

extension DiagnosticCode {
  /// A file that another one names is not there.
  public static let fileMissing = DiagnosticCode(
    "io.missing", kind: .badInput,
    explanation: """
      A file names another one that belongs to it, and there is none of that name in its folder. \
      Fetch or copy all parts into one folder.
      """)
  /// A file that another one names is a link.
  public static let fileLinked = DiagnosticCode(
    "io.linked", kind: .badInput,
    explanation: """
      Files that another file names are opened only if they lie in its own folder: a symbolic link \
      or a file of several names could lead anywhere. The cache of a model hub consists of such \
      links; let its downloader write real files, or copy them into one folder.
      """)
  /// A file names another one by a path.
  public static let fileNameNotPlain = DiagnosticCode(
    "io.name-not-plain", kind: .badInput,
    explanation: """
      A file may name others in its own folder only, by their plain names. A path, a name with '..' \
      or a control character in it could lead anywhere and is not followed.
      """)
}

extension SourceFile {
  /// Opens a file that another one names, beneath that one's folder and nowhere else.
  ///
  /// - Throws: ``DiagnosticCode/fileNameNotPlain`` for anything but a plain name,
  ///   ``DiagnosticCode/fileMissing`` if there is none, ``DiagnosticCode/fileLinked`` for links,
  ///   ``DiagnosticCode/fileNotRegular`` and ``DiagnosticCode/fileNotReadable``.
  public convenience init(beneath folder: String, named name: String) throws(Diagnostic) {
    guard Self.isPlainName(name) else {
      throw Diagnostic(
        .fileNameNotPlain, "'\(name.prefix(200))' is not the plain name of a file in the folder",
        at: Location(file: folder))
    }
    let path = folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    let location = Location(file: path)
    let parent = unsafe open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else {
      throw Diagnostic(
        .fileNotReadable, "the folder cannot be opened: \(systemErrorText(errno))", at: location)
    }
    defer { close(parent) }
    let opened = unsafe openat(
      parent, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW)
    guard opened >= 0 else {
      let number = errno
      OpenedFiles.note(path, isMissing: true)
      switch number {
      case ENOENT: throw Diagnostic(.fileMissing, "there is no such file", at: location)
      case ELOOP:
        throw Diagnostic(
          .fileLinked,
          "the file is a symbolic link, which is not followed here; copy the file here",
          at: location)
      default:
        throw Diagnostic(
          .fileNotReadable, "the file cannot be opened: \(systemErrorText(number))", at: location)
      }
    }
    try self.init(adopting: opened, path: path, requiresSingleName: true)
  }

  /// Opens a file that another one names by a path of folders beneath its own, none of them a link.
  ///
  /// - Throws: as ``init(beneath:named:)``.
  public convenience init(beneath folder: String, path: String) throws(Diagnostic) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 8, let name = parts.last, parts.allSatisfy(Self.isPlainName) else {
      throw Diagnostic(
        .fileNameNotPlain, "'\(path.prefix(200))' is not the path of a file beneath the folder",
        at: Location(file: folder))
    }
    var place = folder
    for part in parts.dropLast() {
      place = place.isEmpty ? part : place.hasSuffix("/") ? place + part : "\(place)/\(part)"
      let opened = unsafe open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard opened >= 0 else {
        let code: DiagnosticCode =
          switch errno {
          case ENOENT: .fileMissing
          case ELOOP, ENOTDIR: .fileLinked
          default: .fileNotReadable
          }
        throw Diagnostic(
          code, "there is no such folder: \(systemErrorText(errno))", at: Location(file: place))
      }
      close(opened)
    }
    try self.init(beneath: place, named: name)
  }

  /// The folder of a path, empty for the current one.
  public static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  /// The folder of a path up to its slash, so that a name can follow; empty for the current one.
  ///
  /// Bytes are compared: before an accent that stands alone a slash is no `Character` of its own.
  public static func folderPrefix(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<path.utf8.index(after: slash)])
  }

  /// What follows the last slash of a path.
  public static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// Whether a name is one path component without control characters.
  private static func isPlainName(_ name: String) -> Bool {
    let bytes = name.utf8
    return !bytes.isEmpty && bytes.count <= 255 && name != "." && name != ".."
      && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") }
  }
}
