import Foundation
import TestSupport

/// A Swift file of the package.
struct SourceText {
  /// The path from the package's root.
  let path: String
  let lines: [Substring]

  /// The target that the file belongs to.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// The name without folders.
  var name: String { path.split(separator: "/").last.map(String.init) ?? "" }

  /// Whether a tool wrote the file.
  var isGenerated: Bool { path.contains("/Generated/") || name.hasSuffix("+Generated.swift") }

  /// The modules that the file imports.
  var imports: [String] {
    lines.compactMap { line in
      var words = line.split(separator: " ")[...]
      while let first = words.first, first.hasPrefix("@") || Self.levels.contains(String(first)) {
        words = words.dropFirst()
      }
      guard words.first == "import", let module = words.last else { return nil }
      return module.split(separator: ".").first.map(String.init)
    }
  }

  /// The lines that are code: without comments, and without what stands in quotes on one line.
  var code: [(number: Int, text: String)] {
    lines.enumerated().compactMap { index, line in
      let trimmed = line.drop { $0 == " " }
      guard !trimmed.hasPrefix("//") else { return nil }
      let parts = trimmed.split(separator: "\"", omittingEmptySubsequences: false)
      let outside = parts.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
      return (index + 1, outside.joined(separator: "\"\""))
    }
  }

  private static let levels: Set<String> = [
    "public", "package", "internal", "fileprivate", "private",
  ]

  /// Every Swift file below a folder of the package, sorted by path.
  static func files(in folder: String) throws -> [SourceText] {
    let paths =
      FileManager.default.enumerator(atPath: PackageFolder.path(of: folder))?
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
    return try paths.sorted().map { path in
      let text = try String(
        contentsOfFile: PackageFolder.path(of: "\(folder)/\(path)"), encoding: .utf8)
      return SourceText(
        path: "\(folder)/\(path)",
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }
}
