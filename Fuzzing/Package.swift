// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that building Recast does not pay for fuzzing; see Documentation/Fuzzing.md.
let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "recast", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [.product(name: "FuzzedGrammars", package: "recast")],
      path: "Harness",
      // The entry point is libFuzzer's.
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6]
)
