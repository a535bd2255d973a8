import Architectures
import ArchitectureFormats
import Checkpoints
import Diagnostics
import ModelIR
import TestSupport
import Testing

@Suite struct FluxTextTests {
  /// The names and sizes that a printed model expects of a checkpoint with some tensors, one a line.
  private func expected(
    _ text: String, stored: [(name: String, shape: [Int])] = []
  ) throws -> [String] {
    let model = try PrintedModel(parsing: text, file: nil)
    #expect(model.framework == .flux)
    let checkpoint = Checkpoint(
      framework: .flux,
      entries: stored.map {
        let count = $0.shape.reduce(4, *)
        return Checkpoint.Entry(
          name: $0.name,
          weight: Weight(.float32, shape: $0.shape, bytes: [UInt8](repeating: 0, count: count)))
      })
    return try model.resolve(
      for: checkpoint, overrides: [:], diagnostics: DiagnosticCollector()
    ).tree.expectedEntries.map { "\($0.name) \($0.shape)" }
  }

  @Test(arguments: [
    "Chain(Dense(784 => 32, relu), Dense(32 => 10), softmax)",
    "Chain(Dense(784, 32, NNlib.relu), Dense(32, 10), NNlib.softmax)",
    "Chain([Dense(784 => 32, relu), Dense(32 => 10), softmax])",
    """
    Chain(
      Dense(784 => 32, relu),               # 25_120 parameters
      Dense(32 => 10),                      # 330 parameters
      NNlib.softmax,
    )                   # Total: 4 arrays, 25_450 parameters, 99.633 KiB.
    """,
  ])
  func `a chain means the same in the spelling of every release`(text: String) throws {
    #expect(
      try expected(text) == [
        "layers[1].weight [32, 784]", "layers[1].bias [32]",
        "layers[2].weight [10, 32]", "layers[2].bias [10]",
      ])
  }

  @Test func `kernels have Julia's order of sizes`() throws {
    #expect(
      try expected(
        """
        Chain(Conv((3, 5), 4=>16, relu, pad=1, groups=2), \
        ConvTranspose((2, 2), 16 => 6, stride=2, bias=false), DepthwiseConv((3,), 2 => 4))
        """)
        == [
          "layers[1].weight [3, 5, 2, 16]", "layers[1].bias [16]",
          "layers[2].weight [2, 2, 6, 16]",
          "layers[3].weight [3, 2, 2]", "layers[3].bias [4]",
        ])
  }

  @Test func `names of a named chain stand in the paths`() throws {
    #expect(
      try expected("Chain(encoder = Dense(4 => 2; bias=false), #3#4, μ = Scale(2))") == [
        "layers.encoder.weight [2, 4]", "layers.μ.scale [2]", "layers.μ.bias [2]",
      ])
  }

  @Test func `branches stand behind what joins them`() throws {
    let tree = try PrintedModel(
      parsing: "Parallel(+, SkipConnection(Dense(2 => 2), vcat), var\"#1#2\"{Int64}(3))", file: nil
    ).tree
    #expect(tree.children.map(\.path) == ["connection", "layers[1]", "layers[2]"])
    #expect(tree.children[1].children.map(\.path) == ["layers[1].layers", "layers[1].connection"])
  }

  @Test func `a recurrent layer has the states that the checkpoint has`() throws {
    #expect(
      try expected(
        "Recur(LSTMCell(2 => 3))",
        stored: [("cell.Wi", [12, 2]), ("cell.bias", [12]), ("cell.h", [3, 1])])
        == ["cell.Wi [12, 2]", "cell.Wh [12, 3]", "cell.bias [12]", "cell.h [3, 1]"])
    #expect(
      try expected("GRUv3(2 => 3)") == [
        "cell.Wi [9, 2]", "cell.Wh [6, 3]", "cell.bias [9]", "cell.Wh_h̃ [3, 3]",
      ])
  }

  @Test func `a LayerNorm has the names of the release that wrote the checkpoint`() throws {
    #expect(try expected("LayerNorm(4)") == ["diag.scale [4]", "diag.bias [4]"])
    #expect(
      try expected("LayerNorm(4)", stored: [("diag.α", [4])]) == ["diag.α [4]", "diag.β [4]"])
  }

  @Test func `an attention has the sizes of its arrows`() throws {
    #expect(
      try expected("MultiHeadAttention((4, 3, 5) => (6, 8) => 7; nheads=2)") == [
        "q_proj.weight [6, 4]", "k_proj.weight [6, 3]", "v_proj.weight [8, 5]",
        "out_proj.weight [7, 8]",
      ])
  }

  @Test(arguments: [
    "Chain(Dense(2 => 3)", "Chain(Dense(2 => 3)) julia> ", "Chain(Dense(relu))",
    "Chain(Dense(2 => 9999999999999))", "Chain(Conv((3, 3), 1 => 2, groups=0))", "Chain(,\u{1}(",
    "Chain(Dense(\"2 => 3))", "Chain(Dense{Int(2 => 3))",
  ])
  func `a text that is no printed model is refused`(text: String) throws {
    do {
      _ = try PrintedModel(parsing: text, file: nil)
      Issue.record("it was read")
    } catch let error as DiagnosticList {
      #expect(error.diagnostics.allSatisfy { $0.code == .printedModelUnreadable })
    } catch let error as Diagnostic {
      #expect(error.code == .printedModelUnreadable)
    }
  }

  @Test func `nesting is limited`() throws {
    let text = String(repeating: "Chain(", count: 5000)
    let diagnostic = try #require(
      thrownDiagnostic { _ = try PrintedModel(parsing: text, file: nil) })
    #expect(diagnostic.code == .printedModelUnreadable)
  }
}
