import Checkpoints
import Diagnostics
import ModelIR
import Testing

@Suite struct FluxTranslationTests {
  @Test(arguments: [
    ("0.weight", "layers[1].weight"),
    ("features.10.2.weight", "features.layers[11].layers[3].weight"),
    ("layers.0.weight", "layers.layers[1].weight"), ("01.weight", "01.weight"),
    ("conv1.weight", "conv1.weight"),
  ])
  func `numbers become positions and back`(torch: String, flux: String) throws {
    let original = try TranslationSample.checkpoint(.pytorch, [(torch, [2, 3]), ("x.bias", [2])])
    let translated = try original.translated(to: .flux)
    #expect(translated.entries[0].name == flux)
    #expect(try translated.translated(to: .pytorch) == original)
  }

  @Test func `a kernel is turned around and read backwards`() throws {
    let torch = try TranslationSample.checkpoint(.pytorch, [("0.weight", [2, 1, 2, 3])])
    let flux = try torch.translated(to: .flux)
    #expect(flux.listing == ["layers[1].weight [3, 2, 1, 2]"])
    // Element (w, h, 1, o) is PyTorch's (o, 0, 1 − h, 2 − w).
    #expect(try flux.numbers("layers[1].weight") == [5, 11, 2, 8, 4, 10, 1, 7, 3, 9, 0, 6])
    #expect(try flux.translated(to: .pytorch).numbers("0.weight") == torch.numbers("0.weight"))
  }

  @Test func `only the model tells a kernel that is not flipped`() throws {
    let flux = try TranslationSample.checkpoint(.flux, [("layers[1].weight", [2, 1, 1])])
    let modules = TranslationSample.tree([("layers[1]", "CrossCor")])
    #expect(try flux.translated(to: .pytorch).numbers("0.weight") == [1, 0])
    #expect(try flux.translated(to: .pytorch, modules: modules).numbers("0.weight") == [0, 1])
  }

  @Test func `tables of embeddings are transposed and dense matrices are not`() throws {
    let torch = try TranslationSample.checkpoint(
      .pytorch, [("embedding.weight", [3, 2]), ("fc.weight", [3, 2]), ("fc.bias", [3])])
    let flux = try torch.translated(to: .flux)
    #expect(flux.listing == ["embedding.weight [2, 3]", "fc.weight [3, 2]", "fc.bias [3]"])
    #expect(try flux.numbers("embedding.weight") == [0, 2, 4, 1, 3, 5])
    #expect(try flux.numbers("fc.weight") == [0, 1, 2, 3, 4, 5])
    let numbered = try TranslationSample.checkpoint(.pytorch, [("0.weight", [3, 2])])
    let modules = TranslationSample.tree([("0", "Embedding")])
    #expect(try numbered.translated(to: .flux, modules: modules).entries[0].weight.shape == [2, 3])
  }

  @Test func `normalisations get Flux's names`() throws {
    let torch = try TranslationSample.checkpoint(
      .pytorch,
      [
        ("0.weight", [4]), ("0.bias", [4]), ("0.running_mean", [4]), ("0.running_var", [4]),
        ("0.num_batches_tracked", []), ("1.weight", [4]), ("1.bias", [4]), ("2.weight", [4]),
        ("2.bias", [4]),
      ])
    let modules = TranslationSample.tree([
      ("0", "BatchNorm1d"), ("1", "LayerNorm"), ("2", "GroupNorm"),
    ])
    let names = [
      "layers[1].γ", "layers[1].β", "layers[1].μ", "layers[1].σ²",
      "layers[1].num_batches_tracked", "layers[2].diag.scale", "layers[2].diag.bias",
      "layers[3].γ", "layers[3].β",
    ]
    let flux = try torch.translated(to: .flux, modules: modules)
    #expect(flux.entries.map(\.name) == names)
    #expect(try flux.translated(to: .pytorch) == torch)
    let guessed = try torch.translated(to: .flux)
    #expect(guessed.entries[7].name == "layers[3].diag.scale")
  }

  @Test func `two biases become their sum, which is PyTorch's first on the way back`() throws {
    var torch = try TranslationSample.checkpoint(
      .pytorch, [("0.weight_ih_l0", [4, 3]), ("0.weight_hh_l0", [4, 1])])
    torch.entries += [
      Checkpoint.Entry(
        name: "0.bias_ih_l0", weight: try TranslationSample.numbers([1, 2, 3, 4])),
      Checkpoint.Entry(
        name: "0.bias_hh_l0", weight: try TranslationSample.numbers([10, 20, 30, 40])),
    ]
    let diagnostics = DiagnosticCollector()
    let flux = try torch.translated(to: .flux, diagnostics)
    #expect(
      flux.entries.map(\.name) == [
        "layers[1].cell.Wi", "layers[1].cell.Wh", "layers[1].cell.bias",
      ])
    #expect(try flux.numbers("layers[1].cell.bias") == [11, 22, 33, 44])
    #expect(diagnostics.diagnostics.map(\.code) == [.translationAdded])
    let back = try flux.translated(to: .pytorch)
    #expect(back.entries.map(\.name) == torch.entries.map(\.name))
    #expect(try back.numbers("0.bias_hh_l0") == [0, 0, 0, 0])
  }

  @Test func `recurrent layers that Flux does not have are kept`() throws {
    let stacked = try TranslationSample.checkpoint(
      .pytorch,
      [
        ("lstm.weight_ih_l0", [4, 3]), ("lstm.weight_hh_l0", [4, 1]),
        ("lstm.weight_ih_l1", [4, 1]), ("lstm.weight_hh_l1", [4, 1]),
      ])
    let diagnostics = DiagnosticCollector()
    #expect(try stacked.translated(to: .flux, diagnostics).listing == stacked.listing)
    #expect(diagnostics.diagnostics.map(\.code) == [.translationUnused])

    // The last third of a GRU's second bias is multiplied by the reset gate.
    var gated = try TranslationSample.checkpoint(
      .pytorch, [("gru.weight_ih_l0", [3, 2]), ("gru.weight_hh_l0", [3, 1])])
    gated.entries += [
      Checkpoint.Entry(name: "gru.bias_ih_l0", weight: try TranslationSample.numbers([1, 2, 3])),
      Checkpoint.Entry(name: "gru.bias_hh_l0", weight: try TranslationSample.numbers([1, 2, 3])),
    ]
    #expect(try gated.translated(to: .flux).listing == gated.listing)
    gated.entries[3] = Checkpoint.Entry(
      name: "gru.bias_hh_l0", weight: try TranslationSample.numbers([1, 2, 0]))
    #expect(try gated.translated(to: .flux).numbers("gru.cell.bias") == [2, 4, 3])
  }

  @Test func `an attention's projections are three layers in Flux`() throws {
    let torch = try TranslationSample.checkpoint(
      .pytorch,
      [
        ("attn.in_proj_weight", [6, 2]), ("attn.in_proj_bias", [6]),
        ("attn.out_proj.weight", [2, 2]), ("attn.out_proj.bias", [2]),
      ])
    let flux = try torch.translated(to: .flux)
    #expect(
      flux.listing == [
        "attn.q_proj.weight [2, 2]", "attn.k_proj.weight [2, 2]", "attn.v_proj.weight [2, 2]",
        "attn.q_proj.bias [2]", "attn.k_proj.bias [2]", "attn.v_proj.bias [2]",
        "attn.out_proj.weight [2, 2]", "attn.out_proj.bias [2]",
      ])
    let back = try flux.translated(to: .pytorch)
    #expect(back.listing == torch.listing)
    #expect(try back.numbers("attn.in_proj_weight") == torch.numbers("attn.in_proj_weight"))
  }

  @Test func `three layers of somebody's own stay three layers where the model is known`() throws {
    let torch = try TranslationSample.checkpoint(
      .pytorch,
      ["q_proj", "k_proj", "v_proj", "out_proj"].flatMap {
        [("attn.\($0).weight", [2, 2]), ("attn.\($0).bias", [2])]
      })
    let flux = try torch.translated(to: .flux)
    #expect(try flux.translated(to: .pytorch, modules: torch.asModules) == torch)
    #expect(
      try flux.translated(to: .pytorch).listing == [
        "attn.in_proj_weight [6, 2]", "attn.in_proj_bias [6]", "attn.out_proj.weight [2, 2]",
        "attn.out_proj.bias [2]",
      ])
  }

  @Test func `the weights that a translation goes back to tell what their names do not`() throws {
    let flux = try TranslationSample.checkpoint(
      .flux,
      [
        ("layers[1].weight", [2, 5]), ("layers[2].γ", [2]), ("layers[2].β", [2]),
        ("layers[3].diag.scale", [2]), ("layers[3].diag.bias", [2]),
      ])
    let modules = TranslationSample.tree([("layers[1]", "Embedding")])
    let torch = try flux.translated(to: .pytorch, modules: modules)
    #expect(torch.entries[0].weight.shape == [5, 2])
    #expect(try torch.translated(to: .flux, modules: flux.asModules) == flux)
  }

  @Test func `what no rule knows is kept and named`() throws {
    let torch = try TranslationSample.checkpoint(
      .pytorch, [("cls_token", [1, 1, 4]), ("fc.weight", [2, 4])])
    let diagnostics = DiagnosticCollector()
    #expect(try torch.translated(to: .flux, diagnostics).listing == torch.listing)
    let notes = diagnostics.diagnostics
    #expect(notes.map(\.code) == [.translationUndecided])
    #expect(notes.first?.message.contains("'cls_token'") ?? false)
  }

  @Test func `a list of arrays keeps positions and is told by ranks`() throws {
    let flux = try TranslationSample.checkpoint(
      .flux, [("weights[1]", [3, 3, 1, 2]), ("weights[2]", [2]), ("weights[3]", [5, 8])])
    let torch = try flux.translated(to: .pytorch)
    #expect(torch.listing == ["weights[1] [2, 1, 3, 3]", "weights[2] [2]", "weights[3] [5, 8]"])
    #expect(try torch.translated(to: .flux) == flux)
  }

  @Test func `a kernel for every channel by itself comes back where the model is known`() throws {
    let flux = try TranslationSample.checkpoint(.flux, [("layers[1].weight", [2, 3, 4, 5])])
    let modules = ModuleTree(
      path: "", kind: "Chain", text: "",
      children: [
        ModuleTree(
          path: "layers[1]", kind: "DepthwiseConv", text: "",
          parameters: [
            ModuleTree.Parameter(name: "weight", elementType: .float32, shape: [2, 3, 4, 5])
          ])
      ])
    let torch = try flux.translated(to: .pytorch, modules: modules)
    #expect(torch.listing == ["0.weight [20, 1, 3, 2]"])
    let back = try torch.translated(to: .flux, modules: modules)
    #expect(back.listing == flux.listing)
    #expect(try back.numbers("layers[1].weight") == flux.numbers("layers[1].weight"))
  }

  @Test func `Flux goes to MindSpore without a detour`() throws {
    let flux = try TranslationSample.checkpoint(
      .flux,
      [
        ("layers[1].weight", [3, 3, 1, 2]), ("layers[2].β", [2]), ("layers[2].γ", [2]),
        ("layers[2].μ", [2]), ("layers[2].σ²", [2]), ("layers[3].weight", [4, 9]),
        ("layers[4].cell.Wi", [4, 4]), ("layers[4].cell.Wh", [4, 1]), ("layers[4].cell.bias", [4]),
      ])
    let modules = TranslationSample.tree([("layers[3]", "Embedding"), ("layers[4]", "LSTM")])
    #expect(
      try flux.translated(to: .mindspore, modules: modules).listing == [
        "0.weight [2, 1, 3, 3]", "1.beta [2]", "1.gamma [2]", "1.moving_mean [2]",
        "1.moving_variance [2]", "2.embedding_table [9, 4]", "3.weight_ih_l0 [4, 4]",
        "3.weight_hh_l0 [4, 1]", "3.bias_ih_l0 [4]", "3.bias_hh_l0 [4]",
      ])
  }
}
