import ArchitectureFormats
import Architectures
import Checkpoints
import Diagnostics
import Foundation
import ModelIR
import TestSupport
import Testing

@Suite struct ArchitectureLibraryTests {
  private let library = ArchitectureLibrary.shipped

  private func resolve(_ name: String) throws -> ResolvedArchitecture {
    try #require(library.named(name)).resolve(
      for: Checkpoint(entries: []), overrides: Hyperparameters(),
      diagnostics: DiagnosticCollector())
  }

  @Test func `every file of the catalogue is carried and can be read`() throws {
    let files = PackageFolder.files(
      in: "Sources/ArchitectureFormats/Catalog", ending: ".yaml")
    #expect(!files.isEmpty)
    for path in files {
      #expect(throws: Never.self, "\(path)") {
        try ArchitectureFile(parsing: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
      }
    }
    #expect(library.architectures.count == files.count)
  }

  @Test func `the carried texts are those of the files`() throws {
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: PackageFolder.path(of: "Scripts/embed-architectures"))
    process.arguments = ["--check"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func `no name leads to two members`() {
    #expect(Set(library.names).count == library.names.count)
  }

  @Test func `each member without a checkpoint is recognised by the tensors that it expects`()
    throws
  {
    for architecture in library.architectures {
      for (position, variant) in architecture.variantNames.enumerated() {
        let resolved = try resolve(variant)
        let tree = resolved.tree
        // Prefixes are the same to all members, and a large one takes long.
        for prefix in position == 0 ? ["", "module.", "_orig_mod.", "model."] : [""] {
          let matches = library.recognise(
            CheckpointSample.of(tree, prefix: prefix, framework: resolved.framework))
          #expect(matches.map(\.architecture.name) == [architecture.name], "\(variant)")
          #expect(matches.first?.variant == variant, "\(variant)")
        }
      }
    }
  }

  @Test func `what is recognised resolves to the same modules under its own names`() throws {
    let tree = try resolve("resnet50").tree
    #expect(tree.expectedEntries.count == 320)
    let checkpoint = CheckpointSample.of(tree, prefix: "model.")
    let match = try #require(library.recognise(checkpoint).first)
    #expect(match.prefix == "model.")
    let resolved = try match.architecture.resolve(
      for: checkpoint, overrides: Hyperparameters(),
      diagnostics: DiagnosticCollector())
    let isSame = resolved.tree == tree
    #expect(isSame)
    #expect(resolved.variant == "resnet50")
    #expect(resolved.entryPrefix == "model.")
  }

  @Test func `a member that is asked for keeps its sizes when tensors are missing`() throws {
    let tree = try resolve("resnet50").tree
    var checkpoint = CheckpointSample.of(tree)
    checkpoint.entries.removeAll { $0.name.hasPrefix("layer4.2") || $0.name == "fc.weight" }
    let resolved = try #require(library.named("resnet50")).resolve(
      for: checkpoint, overrides: Hyperparameters(),
      diagnostics: DiagnosticCollector())
    let isSame = resolved.tree == tree
    #expect(isSame)
  }

  @Test func `linear layers in a Sequential are recognised and the assumption is told`() throws {
    let checkpoint = CheckpointSample.of([
      "layers.0.weight": [8, 4], "layers.0.bias": [8], "layers.1.weight": [8],
      "layers.1.bias": [8], "layers.1.running_mean": [8], "layers.1.running_var": [8],
      "layers.1.num_batches_tracked": [], "layers.3.weight": [2, 8], "layers.3.bias": [2],
    ])
    let match = try #require(library.recognise(checkpoint).first)
    #expect(match.architecture.name == "mlp")
    #expect(match.prefix == "layers.")
    let notes = DiagnosticCollector()
    let resolved = try match.architecture.resolve(
      for: checkpoint, overrides: Hyperparameters(), diagnostics: notes)
    #expect(notes.diagnostics.map(\.code.name) == ["architecture-file.assumption"])
    guard case .steps(let steps) = resolved.tree.forward else { return }
    #expect(
      steps.steps.map(\.operation) == [.child(0), .child(1), .function("relu"), .child(2)])
    let quiet = DiagnosticCollector()
    let other = try match.architecture.resolve(
      for: checkpoint, overrides: ["activation": .text("tanh")],
      diagnostics: quiet)
    #expect(quiet.diagnostics.isEmpty)
    guard case .steps(let steps) = other.tree.forward else { return }
    #expect(steps.steps[2].operation == .function("tanh"))
  }

  @Test func `tensors of no family are recognised as none`() {
    #expect(library.recognise(CheckpointSample.of(["a.weight": [3, 3]])).isEmpty)
    #expect(library.recognise(Checkpoint(entries: [])).isEmpty)
  }

  /// Names and sizes as the framework has them, where somebody has listed them.
  @Test func `members expect what the framework has`() throws {
    guard let folder = ProcessInfo.processInfo.environment["RECAST_STATE_DICTS"] else { return }
    for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      let entries = text.split(separator: "\n").map { line in
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
        return (
          name: String(parts[0]), shape: parts[2].split(separator: ",").compactMap { Int($0) }
        )
      }
      let name = String(file.dropLast(4))
      let checkpoint = CheckpointSample.of(entries)
      let matches = library.recognise(checkpoint)
      #expect(matches.map { $0.variant ?? "" } == [name])
      for architecture in [library.named(name), matches.first?.architecture].compactMap({ $0 }) {
        let tree = try architecture.resolve(
          for: checkpoint, overrides: Hyperparameters(), diagnostics: DiagnosticCollector()
        ).tree
        #expect(
          tree.expectedEntries.map { "\($0.name) \($0.shape)" }.sorted()
            == entries.map { "\($0.name) \($0.shape)" }.sorted(), "\(name)")
      }
    }
  }
}
