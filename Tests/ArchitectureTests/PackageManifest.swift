import Foundation
import TestSupport

/// The package as SwiftPM sees it: its targets and what they depend on.
struct PackageManifest {
  struct Target {
    let name: String
    let isTest: Bool
    /// Targets of this package.
    let targets: [String]
    /// Products of other packages.
    let products: [String]
  }

  let targets: [Target]

  /// Asks `swift package dump-package`.
  ///
  /// A test run holds the lock of the package's own build folder, so the command gets another one.
  init() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "manifest.json")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "swift", "package", "--package-path", PackageFolder.path, "--scratch-path",
      folder.path(of: "scratch"), "dump-package",
    ]
    process.standardOutput = try FileHandle(
      forWritingTo: URL(fileURLWithPath: folder.path(of: "manifest.json")))
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let object = try JSONSerialization.jsonObject(
      with: Data(try folder.bytes(of: "manifest.json")))
    let found = (object as? [String: Any])?["targets"] as? [[String: Any]] ?? []
    targets = found.compactMap(Self.target)
  }

  private static func target(_ object: [String: Any]) -> Target? {
    guard let name = object["name"] as? String else { return nil }
    let dependencies = object["dependencies"] as? [[String: Any]] ?? []
    func names(_ kind: String) -> [String] {
      dependencies.compactMap { ($0[kind] as? [Any])?.first as? String }
    }
    return Target(
      name: name, isTest: object["type"] as? String == "test" || name == "TestSupport",
      targets: names("byName") + names("target"), products: names("product"))
  }
}
