import TestSupport
import Testing

@Suite struct LayerTests {
  @Test func `dependencies run strictly downwards`() throws {
    let targets = try PackageManifest().targets.filter { !$0.isTest }
    #expect(targets.count >= 12)
    for target in targets {
      #expect(Layer.index(of: target.name) != nil, "\(target.name) is in no layer")
      for other in target.targets {
        #expect(
          Layer.allows(target.name, toDependOn: other), "\(target.name) depends on \(other)")
      }
    }
  }

  @Test func `third-party packages enter where they are meant to`() throws {
    for target in try PackageManifest().targets where !target.isTest {
      #expect(
        target.products.sorted() == (Layer.products[target.name] ?? []).sorted(),
        "\(target.name) uses \(target.products)")
    }
  }

  @Test func `a program depends on no format`() throws {
    let leaves = Layer.all.first { $0.name == "leaves" }?.targets ?? []
    for target in try PackageManifest().targets where target.name == "RecastCommand" {
      #expect(target.targets.allSatisfy { !leaves.contains($0) })
    }
  }

  @Test func `files import what the manifest declares`() throws {
    let system: Set<String> = [
      "Glibc", "Synchronization", "Dispatch", "FoundationEssentials", "Swift",
    ]
    let targets = Dictionary(
      try PackageManifest().targets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for file in try SourceText.files(in: "Sources") {
      guard let target = targets[file.target] else { continue }
      let allowed = system.union(target.targets).union(target.products)
      for module in file.imports {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test func `one file names the concrete formats`() throws {
    let leaves = Set(Layer.all.first { $0.name == "leaves" }?.targets ?? [])
    let files = try SourceText.files(in: "Sources").filter { file in
      file.imports.contains { leaves.contains($0) }
    }
    #expect(files.map(\.path) == ["Sources/Recast/StandardFormats.swift"])
  }

  @Test func `the program alone touches arguments, environment and terminal`() throws {
    let words = ["CommandLine.", "getenv(", "isatty(", "print(", "ProcessInfo"]
    for file in try SourceText.files(in: "Sources") where file.target != "RecastCommand" {
      for line in file.code {
        let found = words.filter { word in
          line.text.contains(word) && !line.text.contains("func \(word)")
        }
        #expect(found.isEmpty, "\(file.path):\(line.number) uses \(found)")
      }
    }
  }
}
