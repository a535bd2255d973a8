// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that building Recast does not pay for it. The loops are not public: the links in
// Sources/ make their targets part of this package.
let package = Package(
  name: "kernels",
  dependencies: [.package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")],
  targets: [
    .target(
      name: "CByteIO",
      linkerSettings: [
        .linkedLibrary(":libz.a"), .linkedLibrary(":libbz2.a"), .linkedLibrary(":liblzma.a"),
      ]),
    .target(name: "Diagnostics"),
    .target(name: "ByteIO", dependencies: ["CByteIO", "Diagnostics"]),
    .executableTarget(
      name: "kernels",
      dependencies: ["ByteIO", "Diagnostics", .product(name: "Crypto", package: "swift-crypto")]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11
)

for target in package.targets where target.name != "CByteIO" {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
  ]
}
