package import Diagnostics
import Glibc

/// One name in a folder.
package struct FolderEntry: Hashable, Sendable {
  /// What a name leads to, links not followed.
  package enum Kind: Hashable, Sendable {
    case file, folder, link, other
  }

  /// The name.
  package let name: String
  /// What it leads to.
  package let kind: Kind
}

/// Reads the names in folders.
package enum FolderListing {
  /// The most names of one folder that are taken.
  private static let limit = 10_000_000

  /// The names in a folder, sorted by their bytes, without `.` and `..`.
  ///
  /// Names that are not UTF-8 are left out: no text can lead to them.
  ///
  /// - Throws: ``DiagnosticCode/fileNotReadable``.
  package static func entries(of folder: String) throws(Diagnostic) -> [FolderEntry] {
    guard let directory = unsafe opendir(folder.isEmpty ? "." : folder) else {
      throw failure(folder)
    }
    defer { unsafe closedir(directory) }
    var entries: [FolderEntry] = []
    while entries.count < limit {
      errno = 0
      guard let entry = unsafe readdir(directory) else {
        guard errno == 0 else { throw failure(folder) }
        break
      }
      let type = unsafe entry.pointee.d_type
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(
          to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)
        ) { unsafe String(validatingCString: $0) }
      }
      guard let name, name != ".", name != ".." else { continue }
      entries.append(FolderEntry(name: name, kind: kind(type, folder, name)))
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func kind(_ type: UInt8, _ folder: String, _ name: String) -> FolderEntry.Kind {
    switch Int(type) {
    case Int(DT_REG): return .file
    case Int(DT_DIR): return .folder
    case Int(DT_LNK): return .link
    case Int(DT_UNKNOWN): break
    default: return .other
    }
    // Some file systems do not say.
    var status = stat()
    guard unsafe lstat(folder.isEmpty ? name : "\(folder)/\(name)", &status) == 0 else {
      return .other
    }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  private static func failure(_ folder: String) -> Diagnostic {
    Diagnostic(
      .fileNotReadable, "the folder cannot be read: \(systemErrorText(errno))",
      at: Location(file: folder.isEmpty ? "." : folder))
  }
}
