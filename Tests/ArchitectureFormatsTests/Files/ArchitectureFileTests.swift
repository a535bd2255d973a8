@testable import ArchitectureFormats
import Architectures
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import Testing

@Suite struct ArchitectureFileTests {
  private func resolve(
    _ text: String, _ checkpoint: Checkpoint = CheckpointSample.of([:]),
    _ overrides: Hyperparameters = Hyperparameters()
  ) throws -> ResolvedArchitecture {
    try ArchitectureFile(parsing: Array(text.utf8), file: "net.yaml").resolve(
      for: checkpoint, overrides: overrides, diagnostics: DiagnosticCollector())
  }

  private func problems(_ body: () throws -> some Any) -> [Diagnostic] {
    do {
      _ = try body()
      return []
    } catch let list as DiagnosticList {
      return list.diagnostics
    } catch {
      return [error].compactMap { $0 as? Diagnostic }
    }
  }

  private func parsed(_ text: String) throws -> ArchitectureFile {
    try ArchitectureFile(parsing: Array(text.utf8), file: "net.yaml")
  }

  @Test func `sizes come from tensors and names from metadata`() throws {
    let text = """
      architecture: tutorial-mlp
      inputs:
        x: [batch, "${input_size}"]
      forward:
        - repeat: ${range(len(hidden_layers))}
          as: i
          forward:
            - {name: "hidden_layers.${i}", kind: Linear}
            - {kind: ReLU}
        - {name: output, kind: Linear}
        - {kind: log_softmax, dim: 1}
      """
    let checkpoint = CheckpointSample.of(
      [
        "hidden_layers.0.weight": [8, 4], "hidden_layers.0.bias": [8],
        "hidden_layers.1.weight": [6, 8], "hidden_layers.1.bias": [6],
        "output.weight": [3, 6], "output.bias": [3],
      ],
      metadata: ["hidden_layers": .list([.integer(8), .integer(6)]), "input_size": .integer(4)])
    let resolved = try resolve(text, checkpoint)
    #expect(
      resolved.tree.expectedEntries.map(\.name) == checkpoint.entries.map(\.name))
    #expect(
      resolved.tree.expectedEntries.map(\.shape) == checkpoint.entries.map(\.weight.shape))
    #expect(resolved.inputs.first?.shape == Shape([.symbol("batch"), .fixed(4)]))
    guard case .steps(let steps) = resolved.tree.forward else {
      Issue.record("no steps")
      return
    }
    #expect(steps.steps.count == 6)
    #expect(steps.steps.last?.operation == .function("log_softmax"))
    #expect(steps.results == steps.steps.last?.results)
  }

  @Test func `a file that gives all sizes needs no checkpoint`() throws {
    let resolved = try resolve(
      """
      architecture: one
      forward:
        - {name: fc, kind: Linear, in_features: 2, out_features: 3}
      """)
    #expect(resolved.tree.expectedEntries.map(\.shape) == [[3, 2], [3]])
  }

  @Test func `modules see their arguments and what lies below them`() throws {
    let text = """
      architecture: blocks
      modules:
        Block:
          arguments: {size: null, twice: false}
          forward:
            - {name: fc, kind: Linear, in_features: "${size}", out_features: "${size}", as: main}
            - {kind: identity, from: x, as: other}
            - name: down
              kind: Sequential
              when: ${has('down')}
              from: x
              as: other
              forward:
                - {name: "0", kind: Linear, bias: "${has('0.bias')}"}
            - {kind: add, from: [main, other]}
      forward:
        - {name: a.b, kind: Block, size: 3}
        - {name: a.c, kind: Block, size: 3}
      """
    let checkpoint = CheckpointSample.of([
      "a.b.fc.weight": [3, 3], "a.b.fc.bias": [3], "a.c.fc.weight": [3, 3], "a.c.fc.bias": [3],
      "a.c.down.0.weight": [3, 3],
    ])
    let resolved = try resolve(text, checkpoint)
    #expect(resolved.tree.expectedEntries.map(\.name) == checkpoint.entries.map(\.name))
    #expect(resolved.tree.children.map(\.path) == ["a.b", "a.c"])
    #expect(resolved.tree.children[0].hyperparameters["size"] == .integer(3))
    guard case .steps(let first) = resolved.tree.children[0].forward,
      case .steps(let second) = resolved.tree.children[1].forward
    else {
      Issue.record("no steps")
      return
    }
    #expect(first.steps.map(\.inputs) == [["x"], ["main", "x"]])
    #expect(second.steps.map(\.inputs) == [["x"], ["x"], ["main", "other"]])
  }

  @Test func `every problem of a document is told at once with its place`() {
    let found = problems {
      try parsed(
        """
        architecture: bad
        colour: red
        let: {and: 1}
        forward:
          - {name: a, kind: Linaer}
          - {kind: add, from: [x, nobody]}
          - {kind: relu, when: "${1 +}"}
          - {name: b}
          - {repeat: 3, forward: [], name: c}
          - 5
        """)
    }
    #expect(
      found.map(\.location.path) == ["2:1", "3:7", "7:24", "8:5", "9:30", "10:5"])
    #expect(found.allSatisfy { $0.location.file == "net.yaml" })
    let checks = problems {
      try parsed(
        """
        architecture: bad
        modules: {M: {arguments: {a: 1}, forward: [{kind: relu}]}}
        forward:
          - {name: a, kind: LINEAR}
          - {kind: add, from: [x, nobody]}
          - {kind: M, name: m, b: 2}
        """)
    }
    #expect(checks.map(\.location.path) == ["4:21", "5:27", "6:27"])
    #expect(checks.first?.message.contains("did you mean Linear") == true)
  }

  @Test func `problems of layers and expressions are told at once with their steps`() {
    let found = problems {
      try resolve(
        """
        architecture: bad
        forward:
          - {name: a, kind: Linear}
          - {name: b, kind: Linear, in_features: 2, out_features: 3, colour: 4}
          - {name: c, kind: Linear, in_features: "${width}", out_features: 3}
          - {kind: Linear, in_features: 2, out_features: 3}
        """)
    }
    #expect(found.map(\.location.path) == ["3:5 a", "4:5 b", "5:42", "6:5"])
  }

  @Test func `a name that nobody asks for cannot be set`() {
    let text = """
      architecture: one
      forward:
        - {name: fc, kind: Linear, in_features: "${width}", out_features: 3}
      """
    #expect(
      problems { try resolve(text, .init(entries: []), ["widht": .integer(2)]) }.map(\.code)
        == [.architectureNameUnused])
    #expect(problems { try resolve(text, .init(entries: []), ["width": .integer(2)]) }.isEmpty)
  }

  @Test func `a file cannot run without an end`() {
    let endless = problems {
      try resolve(
        """
        architecture: endless
        modules: {M: {forward: [{kind: M, name: m}]}}
        forward: [{kind: M, name: m}]
        """)
    }
    #expect(endless.map(\.code) == [.architectureOverLimit])
    let large = problems {
      try resolve(
        """
        architecture: large
        forward:
          - repeat: ${range(1000)}
            forward:
              - {repeat: "${range(1000)}", forward: [{kind: relu}]}
        """)
    }
    #expect(large.map(\.code) == [.architectureOverLimit])
    let doubling = problems {
      try resolve(
        "architecture: d\nlet:\n  a0: [1, 1]\n"
          + (1...60).map { "  a\($0): ${a\($0 - 1) + a\($0 - 1)}\n" }.joined()
          + "forward: [{repeat: \"${a60}\", forward: []}]")
    }
    #expect(doubling.map(\.code) == [.architectureExpressionFailed])
  }

  @Test func `a module's parameters and shared layers are there once`() throws {
    let resolved = try resolve(
      """
      architecture: tied
      inputs: {tokens: "i64[batch, 4]"}
      forward:
        - {parameter: cls, shape: [1, 1, 3], as: cls}
        - {name: fc, kind: Linear, in_features: 3, out_features: 3, from: cls}
        - {name: fc, kind: Linear, in_features: 3, out_features: 3}
      """)
    #expect(resolved.tree.expectedEntries.map(\.name) == ["cls", "fc.weight", "fc.bias"])
    #expect(resolved.inputs.first?.elementType == .int64)
    guard case .steps(let steps) = resolved.tree.forward else { return }
    #expect(steps.inputs == ["tokens"])
    #expect(steps.steps.map(\.operation) == [.parameter("cls"), .child(0), .child(0)])
  }
}
