import Foundation

/// Where the package's own files are, found from this file's path.
public enum PackageFolder {
  /// The package's root.
  public static let path: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// The path of a file in the package: `Samples/flux/seed.bson`.
  public static func path(of name: String) -> String { path + "/" + name }

  /// The files of a folder in the package with an ending, sorted by name.
  public static func files(in folder: String, ending: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path(of: folder))) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { path(of: folder) + "/" + $0 }
  }
}
