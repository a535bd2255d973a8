import ArchitectureFormats
import Checkpoints
import Diagnostics
import TestSupport
import Testing

@Suite struct MindSporeTextTests {
  /// The names and sizes that a printed network expects, one a line.
  private func expected(_ text: String) throws -> [String] {
    let model = try PrintedModel(parsing: text, file: nil)
    #expect(model.framework == .mindspore)
    return model.tree.expectedEntries.map { "\($0.name) \($0.shape)" }
  }

  @Test func `old releases print angle brackets`() throws {
    #expect(
      try expected(
        """
        Net<
          (conv): Conv2d<input_channels=4, output_channels=6, kernel_size=(5, 3),stride=(1, 1), \
        pad_mode=valid, group=2, has_bias=True,weight_init=normal, bias_init=<Zero object at 0x7f>>
          (relu): ReLU<>
          (fc): Dense<in_channels=10, out_channels=3, weight=Parameter (name=fc.weight), \
        has_bias=True, bias=Parameter (name=fc.bias)>
          >
        """)
        == ["conv.weight [6, 2, 5, 3]", "conv.bias [6]", "fc.weight [3, 10]", "fc.bias [3]"])
  }

  @Test func `today's print has parentheses and parameters`() throws {
    #expect(
      try expected(
        """
        Net(
          (fc1): Dense(
            input_channels=4, output_channels=2, has_bias=True, activation=ReLU()
            (activation): ReLU()
          )
          (fc2): Dense(input_channels=2, output_channels=2)
          (bn): BatchNorm2d(num_features=6, eps=1e-05, gamma=Parameter (name=bn.gamma, shape=(6,), \
        dtype=Float32, requires_grad=True))
          (ln): LayerNorm(normalized_shape=(2, 3), begin_norm_axis=-1, gammaParameter \
        (name=ln.gamma, shape=(2, 3), dtype=Float32, requires_grad=True), beta=None)
          (emb): Embedding(vocab_size=20, embedding_size=5, use_one_hot=False)
        )
        """)
        == [
          "fc1.weight [2, 4]", "fc1.bias [2]", "fc2.weight [2, 2]",
          "bn.moving_mean [6]", "bn.moving_variance [6]", "bn.gamma [6]", "bn.beta [6]",
          "ln.gamma [2, 3]", "ln.beta [2, 3]", "emb.embedding_table [20, 5]",
        ])
  }

  @Test func `transposed kernels begin with the inputs`() throws {
    #expect(
      try expected(
        """
        SequentialCell(
          (0): Conv2dTranspose(input_channels=4, output_channels=6, kernel_size=(3, 3), group=2, \
        has_bias=False)
          (1): Conv1d(input_channels=3, output_channels=4, kernel_size=(1, 3), group=1, \
        has_bias=False)
        )
        """)
        == ["0.weight [4, 3, 3, 3]", "1.weight [4, 3, 1, 3]"])
  }

  @Test func `an attention of impossible size has no tensors of its own`() throws {
    let text = """
      Net(
        (a): MultiheadAttention(
          (out_proj): Dense(input_channels=-9223372036854775808, output_channels=2)
        )
      )
      """
    #expect(throws: (any Error).self) { try PrintedModel(parsing: text, file: nil) }
  }

  @Test(arguments: [
    "Net<(a): Dense<in_channels=1, out_channels=2, has_bias=True>",
    "Net<(a): Dense<in_channels=-1, out_channels=2, has_bias=True>>",
    "Dense(input_channels=99999999, output_channels=99999999999)",
  ])
  func `a text that is no printed network is refused`(text: String) throws {
    do {
      _ = try PrintedModel(parsing: text, file: nil)
      Issue.record("it was read")
    } catch let error as DiagnosticList {
      #expect(error.diagnostics.allSatisfy { $0.code == .printedModelUnreadable })
    } catch let error as Diagnostic {
      #expect(error.code == .printedModelUnreadable)
    }
  }

  @Test func `layers run whose printing tells all that they compute`() throws {
    let model = try PrintedModel(
      parsing: """
        SequentialCell<
          (0): Conv2d<input_channels=1, output_channels=4, kernel_size=(3, 3), stride=(2, 2), \
        pad_mode=same, padding=0, dilation=(1, 1), group=1, has_bias=True, format=NCHW>
          (1): HSwish<>
          (2): Conv2d<input_channels=4, output_channels=4, kernel_size=(3, 3), stride=(1, 1), \
        pad_mode=pad, padding=(1, 1, 2, 2), dilation=(1, 1), group=1, has_bias=False>
          (3): Conv2d<input_channels=4, output_channels=4, kernel_size=(3, 3), stride=(1, 1), \
        pad_mode=pad, padding=(0, 1, 2, 1), dilation=(1, 1), group=1, has_bias=False>
          (4): LeakyReLU<>
          (5): Dense<input_channels=8, output_channels=2, has_bias=True>
          >
        """, file: nil)
    let layers = model.tree.children
    #expect(layers.map { $0.forward == .layer } == [true, true, true, false, false, true])
    #expect(layers.map(\.kind).prefix(2) == ["Conv2d", "Hardswish"] && layers[5].kind == "Linear")
    #expect(layers[0].hyperparameters["padding"] == .text("same_upper"))
    #expect(layers[2].hyperparameters["padding"] == .list([.integer(1), .integer(2)]))
    #expect(layers[5].hyperparameters["in_features"] == .integer(8))
  }
}
