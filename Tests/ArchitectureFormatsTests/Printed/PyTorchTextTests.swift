import ArchitectureFormats
import Checkpoints
import Diagnostics
import TestSupport
import Testing

@Suite struct PyTorchTextTests {
  /// The names and sizes that a printed model expects, one a line.
  private func expected(_ text: String) throws -> [String] {
    try PrintedModel(parsing: text, file: nil).tree.expectedEntries.map { entry in
      "\(entry.name) \(entry.shape)"
    }
  }

  @Test func `a sequence on lines gives every layer's parameters`() throws {
    let entries = try expected(
      """
      Sequential(
        (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), bias=False)
        (1): BatchNorm2d(8, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
        (2): ReLU(inplace=True)
        (3): Flatten(start_dim=1, end_dim=-1)
        (4): Linear(in_features=32, out_features=10, bias=True)
      )
      """)
    #expect(
      entries == [
        "0.weight [8, 3, 3, 3]", "1.weight [8]", "1.bias [8]", "1.running_mean [8]",
        "1.running_var [8]", "1.num_batches_tracked []", "4.weight [10, 32]", "4.bias [10]",
      ])
  }

  @Test func `a model on one line means the same`() throws {
    #expect(
      try expected(
        "Sequential((0): Linear(in_features=784, out_features=10, bias=True) (1): Softmax(dim=1))")
        == ["0.weight [10, 784]", "0.bias [10]"])
  }

  @Test func `equal neighbours are printed once and counted`() throws {
    #expect(
      try expected(
        """
        Net(
          (layers): ModuleList(
            (0-2): 3 x Block(
              (fc): Linear(in_features=2, out_features=2, bias=False)
            )
          )
        )
        """)
        == ["layers.0.fc.weight [2, 2]", "layers.1.fc.weight [2, 2]", "layers.2.fc.weight [2, 2]"])
  }

  @Test func `releases before 0.4 print spaces and arrows`() throws {
    #expect(
      try expected(
        """
        Sequential (
          (0): Conv2d (1, 20, kernel_size=(5, 5), stride=(1, 1))
          (1): ReLU (inplace)
          (2): MaxPool2d (size=(2, 2), stride=(2, 2), dilation=(1, 1))
          (3): Linear (10 -> 5)
        )
        """)
        == ["0.weight [20, 1, 5, 5]", "0.bias [20]", "3.weight [5, 10]", "3.bias [5]"])
  }

  @Test func `an attention's own tensors follow from its last projection`() throws {
    #expect(
      try expected(
        """
        Block(
          (attn): MultiheadAttention(
            (out_proj): NonDynamicallyQuantizableLinear(in_features=8, out_features=8, bias=True)
          )
        )
        """)
        == [
          "attn.in_proj_weight [24, 8]", "attn.in_proj_bias [24]",
          "attn.out_proj.weight [8, 8]", "attn.out_proj.bias [8]",
        ])
  }

  @Test func `a normalisation of transformers shows its weight's sizes`() throws {
    #expect(
      try expected("Block((norm): LlamaRMSNorm((32,), eps=1e-06))") == ["norm.weight [32]"])
  }

  @Test func `ranges in ranges do not multiply without limit`() throws {
    let text = "A((0-99999): 100000 x B((0-99999): 100000 x C()))"
    let diagnostic = try #require(
      thrownDiagnostic { _ = try PrintedModel(parsing: text, file: nil) })
    #expect(diagnostic.code == .printedModelUnreadable)
  }

  @Test(arguments: [
    "A((0-99997): 99998 x B(\(Array(repeating: "1", count: 1000).joined(separator: ","))))",
    "A((0-99997): 99998 x \(String(repeating: "B", count: 4000))())",
    "A((\(String(repeating: "b", count: 2000))): B((0-99996): 99997 x C()))",
  ])
  func `a range does not multiply long texts without limit`(text: String) throws {
    let diagnostic = try #require(
      thrownDiagnostic { _ = try PrintedModel(parsing: text, file: nil) })
    #expect(diagnostic.code == .printedModelUnreadable)
    #expect(diagnostic.message.contains("16 MiB"))
  }

  @Test(arguments: [
    "Sequential(", "Sequential((0): Linear(in_features=1, out_features=2)", "hello",
    "Linear(in_features=1, out_features=2) and more", "",
    "Net((0-3): 2 x Linear(in_features=1, out_features=2))",
  ])
  func `a text that is no printed model is refused with its line`(text: String) throws {
    let diagnostic = try #require(
      thrownDiagnostic { _ = try PrintedModel(parsing: text, file: nil) })
    #expect(diagnostic.code == .printedModelUnreadable)
    #expect(diagnostic.message.hasPrefix("line 1: "))
  }

  @Test func `nesting is limited`() throws {
    let text = String(repeating: "A((0): ", count: 5000)
    let diagnostic = try #require(
      thrownDiagnostic { _ = try PrintedModel(parsing: text, file: nil) })
    #expect(diagnostic.code == .printedModelUnreadable)
  }
}
