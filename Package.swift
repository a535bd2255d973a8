// swift-tools-version: 6.2
import PackageDescription

// Targets by layer; a target may depend on lower layers only (Tests/ArchitectureTests asserts it).
let package = Package(
  name: "recast",
  products: [
    .library(name: "Recast", targets: ["Recast"]),
    .executable(name: "recast", targets: ["RecastCommand"]),
    .executable(name: "recast-onnx-checker", targets: ["ONNXChecker"]),
    .library(name: "FuzzedGrammars", targets: ["FuzzedGrammars"]),
  ],
  traits: [
    .trait(
      name: "LibONNX",
      description: "Judge every written ONNX file with the reference checker of Debian's libonnx."),
    .default(enabledTraits: ["LibONNX"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // 0 foundation: knows nothing of models
    .target(name: "Diagnostics"),
    .target(
      name: "CByteIO",
      linkerSettings: [
        .linkedLibrary(":libz.a"), .linkedLibrary(":libbz2.a"), .linkedLibrary(":liblzma.a"),
      ]),
    .target(name: "ByteIO", dependencies: ["CByteIO", "Diagnostics"]),
    .target(name: "CONNXRuntime"),

    // 1 grammars: syntax only, no tensors
    .target(name: "BSON", dependencies: ["ByteIO", "Diagnostics"]),
    .target(name: "ProtobufWire", dependencies: ["ByteIO", "Diagnostics"]),
    .target(name: "JSONText", dependencies: ["ByteIO", "Diagnostics"]),
    .target(name: "SafetensorsFile", dependencies: ["JSONText", "ByteIO", "Diagnostics"]),
    .target(name: "ZIPArchive", dependencies: ["ByteIO", "Diagnostics"]),
    .target(name: "Pickle", dependencies: ["ByteIO", "Diagnostics"]),
    .target(
      name: "CYAML", linkerSettings: [.linkedLibrary(":libyaml.a")]),
    .target(name: "YAMLText", dependencies: ["CYAML", "ByteIO", "Diagnostics"]),
    .target(name: "TorchScriptSource", dependencies: ["ByteIO", "Diagnostics"]),

    // 2 the model
    .target(name: "ModelIR", dependencies: ["ByteIO", "Diagnostics"]),
    .target(name: "Checkpoints", dependencies: ["ModelIR", "ByteIO", "Diagnostics"]),

    // 3 the stages' contracts
    .target(
      name: "ConversionKit",
      dependencies: [
        "JSONText", "Checkpoints", "ModelIR", "ByteIO", "Diagnostics",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(name: "Passes", dependencies: ["ModelIR", "ByteIO", "Diagnostics"]),
    .target(
      name: "Architectures",
      dependencies: ["ConversionKit", "Checkpoints", "ModelIR", "ByteIO", "Diagnostics"]),

    .target(name: "ATen", dependencies: ["ModelIR", "ByteIO", "Diagnostics"]),

    // 4 leaves: one an ecosystem
    .target(
      name: "FluxFormat",
      dependencies: [
        "Architectures", "BSON", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO", "Diagnostics",
      ]),
    .target(
      name: "ONNXFormat",
      dependencies: [
        "ProtobufWire", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO", "Diagnostics",
      ]),
    .target(
      name: "PyTorchFormat",
      dependencies: [
        "Pickle", "ZIPArchive", "JSONText", "TorchScriptSource", "ATen", "Architectures",
        "ConversionKit", "Checkpoints", "ModelIR", "ByteIO", "Diagnostics",
      ]),
    .target(
      name: "SafetensorsFormat",
      dependencies: [
        "SafetensorsFile", "JSONText", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO",
        "Diagnostics",
      ]),
    .target(
      name: "MindSporeFormat",
      dependencies: [
        "ATen", "ProtobufWire", "SafetensorsFile", "JSONText", "ConversionKit", "Checkpoints",
        "ModelIR",
        "ByteIO", "Diagnostics", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .target(
      name: "GEIRFormat",
      dependencies: [
        "Passes", "ProtobufWire", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO",
        "Diagnostics",
      ]),
    .target(
      name: "NumPyFormat",
      dependencies: [
        "ZIPArchive", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO", "Diagnostics",
      ]),
    .target(
      name: "ArchitectureFormats",
      dependencies: [
        "YAMLText", "Architectures", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO",
        "Diagnostics",
      ],
      exclude: ["Catalog"]),

    // 5 assembly
    .target(
      name: "Recast",
      dependencies: [
        "FluxFormat", "PyTorchFormat", "SafetensorsFormat", "MindSporeFormat",
        "NumPyFormat", "ArchitectureFormats", "ONNXFormat", "GEIRFormat", "Architectures",
        "ConversionKit",
        "Passes", "Checkpoints", "ModelIR", "BSON", "Pickle",
        "ZIPArchive", "SafetensorsFile", "JSONText", "YAMLText", "TorchScriptSource", "ATen",
        "ProtobufWire", "CONNXRuntime", "ByteIO", "Diagnostics",
      ]),

    // 6 the programs
    .executableTarget(
      name: "RecastCommand",
      dependencies: [
        "Recast", "JSONText", "Architectures", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO",
        "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "ONNXChecker",
      cxxSettings: [
        .define("ONNX_ML", to: "1", .when(traits: ["LibONNX"])),
        .define("ONNX_NAMESPACE", to: "onnx", .when(traits: ["LibONNX"])),
        .define("HAVE_LIBONNX", .when(traits: ["LibONNX"])),
      ],
      linkerSettings: [
        .linkedLibrary("onnx", .when(traits: ["LibONNX"])),
        .linkedLibrary("onnx_proto", .when(traits: ["LibONNX"])),
        .linkedLibrary("protobuf", .when(traits: ["LibONNX"])),
      ]),

    // 7 what fuzzers and the tests of their finds run; nothing that is shipped depends on it
    .target(
      name: "FuzzedGrammars",
      dependencies: [
        "FluxFormat", "PyTorchFormat", "SafetensorsFormat", "MindSporeFormat", "NumPyFormat",
        "ArchitectureFormats", "ONNXFormat", "GEIRFormat", "Architectures", "ConversionKit",
        "Checkpoints", "ModelIR", "BSON", "Pickle", "ZIPArchive", "SafetensorsFile", "JSONText",
        "YAMLText", "TorchScriptSource", "ProtobufWire", "ByteIO", "Diagnostics",
      ],
      path: "Fuzzing/Grammars"),

    // tests
    .target(
      name: "TestSupport", dependencies: ["ByteIO", "Diagnostics"], path: "Tests/TestSupport"),
    .testTarget(name: "ByteIOTests", dependencies: ["ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(name: "BSONTests", dependencies: ["BSON", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "ProtobufWireTests",
      dependencies: ["ProtobufWire", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "JSONTextTests", dependencies: ["JSONText", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "SafetensorsFileTests",
      dependencies: ["SafetensorsFile", "JSONText", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "ZIPArchiveTests", dependencies: ["ZIPArchive", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "PickleTests", dependencies: ["Pickle", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "YAMLTextTests", dependencies: ["YAMLText", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "TorchScriptSourceTests",
      dependencies: ["TorchScriptSource", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "ATenTests", dependencies: ["ATen", "ModelIR", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "CheckpointsTests",
      dependencies: ["Checkpoints", "ModelIR", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "ArchitecturesTests",
      dependencies: [
        "Architectures", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO", "Diagnostics",
        "TestSupport",
      ]),
    .testTarget(
      name: "ArchitectureFormatsTests",
      dependencies: [
        "ArchitectureFormats", "Architectures", "YAMLText", "ConversionKit", "Checkpoints",
        "ModelIR", "ByteIO", "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "PyTorchFormatTests",
      dependencies: [
        "PyTorchFormat", "Pickle", "ZIPArchive", "Architectures", "ConversionKit", "Checkpoints",
        "ModelIR", "ByteIO", "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "SafetensorsFormatTests",
      dependencies: [
        "SafetensorsFormat", "SafetensorsFile", "ConversionKit", "Checkpoints", "ModelIR",
        "ByteIO", "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "NumPyFormatTests",
      dependencies: [
        "NumPyFormat", "ZIPArchive", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO",
        "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "MindSporeFormatTests",
      dependencies: [
        "MindSporeFormat", "ProtobufWire", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO",
        "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "GEIRFormatTests",
      dependencies: [
        "GEIRFormat", "ProtobufWire", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO",
        "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "ModelIRTests", dependencies: ["ModelIR", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "PassesTests",
      dependencies: ["Passes", "ModelIR", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "OperatorCatalogTests",
      dependencies: ["ModelIR", "ONNXFormat", "ConversionKit", "ByteIO", "Diagnostics"]),
    .testTarget(
      name: "FluxFormatTests",
      dependencies: [
        "FluxFormat", "BSON", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO", "Diagnostics",
        "TestSupport",
      ]),
    .testTarget(
      name: "ONNXFormatTests",
      dependencies: [
        "ONNXFormat", "ProtobufWire", "ConversionKit", "Checkpoints", "ModelIR", "ByteIO",
        "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "ConversionTests",
      dependencies: [
        "Recast", "JSONText", "ONNXFormat", "ConversionKit", "Passes", "Checkpoints", "ModelIR",
        "ByteIO",
        "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["RecastCommand", "ONNXChecker", "TestSupport", "ByteIO", "Diagnostics"]),
    .testTarget(
      name: "FuzzingTests",
      dependencies: ["FuzzedGrammars", "ByteIO", "Diagnostics", "TestSupport"]),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu11,
  cxxLanguageStandard: .cxx17
)

// One loop sets the language for every target of ours; no target has settings of its own.
for target in package.targets {
  guard !["CByteIO", "CYAML", "CONNXRuntime", "ONNXChecker"].contains(target.name) else { continue }
  var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
  ]
  if !target.isTest && target.name != "TestSupport" {
    settings.append(.strictMemorySafety())
  }
  target.swiftSettings = settings
}
