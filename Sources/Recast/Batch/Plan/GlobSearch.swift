import ByteIO
import Diagnostics
import Glibc

/// Finds the files that a pattern matches, in the order of their paths' bytes.
struct GlobSearch {
  /// One match.
  struct Match: Hashable, Sendable {
    /// The path, below the batch file's folder or absolute as the pattern is.
    let path: String
    /// The folders between the pattern's own and the file.
    let folders: [String]
    /// The file's name.
    let name: String
    /// Whether links lead out of the pattern's folder.
    var leavesFolder = false
  }

  /// The folder that relative patterns begin at; empty for the current one.
  let root: String
  /// So many folders deep is searched.
  private static let depthLimit = 64

  /// The files that a pattern matches.
  ///
  /// Links to folders are not entered. A link to a file is a match; whether it leads out of the
  /// pattern's folder is noted.
  ///
  /// - Throws: what listing a folder raises; a folder that is not there has no matches.
  func matches(of pattern: GlobPattern) throws(Diagnostic) -> [Match] {
    let top = Folder(Self.joined(root, pattern.folder))
    guard top.exists else { return [] }
    var found: [Match] = []
    try search(top, [], pattern, &found)
    let base = Self.resolved(top.path)
    for index in found.indices {
      found[index].leavesFolder = !Self.lies(Self.resolved(found[index].path), beneath: base)
    }
    return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func search(
    _ folder: Folder, _ names: [String], _ pattern: GlobPattern, _ found: inout [Match]
  ) throws(Diagnostic) {
    guard names.count < Self.depthLimit else { return }
    for member in try folder.members() {
      let path = folder.path(of: member.name)
      let inside = names + [member.name]
      let isMatch = pattern.matches(inside)
      switch member.kind {
      case .folder:
        if isMatch, pattern.matchesFolders {
          found.append(Match(path: path, folders: names, name: member.name))
        } else if pattern.mayMatch(below: inside) {
          try search(Folder(path), inside, pattern, &found)
        }
      case .file, .link:
        guard isMatch, !pattern.matchesFolders, member.kind == .file || Self.isFile(path) else {
          continue
        }
        found.append(Match(path: path, folders: names, name: member.name))
      case .other: break
      }
    }
  }

  /// A path below a folder; an absolute one stays as it is.
  static func joined(_ folder: String, _ path: String) -> String {
    if folder.isEmpty || folder == "." || path.hasPrefix("/") { return path }
    if path.isEmpty { return folder }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  /// The path with all links resolved; nothing for one that leads nowhere.
  static func resolved(_ path: String) -> String? {
    guard let found = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  private static func lies(_ path: String?, beneath folder: String?) -> Bool {
    guard let path, let folder else { return false }
    return folder == "/" || path.hasPrefix(folder + "/")
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
