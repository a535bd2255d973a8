import Checkpoints
import Diagnostics
import ModelIR
import Testing

@Suite struct MindSporeTranslationTests {
  @Test func `layers get MindSpore's names`() throws {
    let torch = try TranslationSample.checkpoint(
      .pytorch,
      [
        ("conv.weight", [4, 3, 3, 3]), ("bn.weight", [4]), ("bn.bias", [4]),
        ("bn.running_mean", [4]), ("bn.running_var", [4]), ("bn.num_batches_tracked", []),
        ("ln.weight", [4]), ("ln.bias", [4]), ("token_embedding.weight", [9, 4]),
        ("act.weight", [4]), ("fc.weight", [2, 4]), ("fc.bias", [2]),
      ])
    #expect(
      try torch.translated(to: .mindspore).listing == [
        "conv.weight [4, 3, 3, 3]", "bn.gamma [4]", "bn.beta [4]", "bn.moving_mean [4]",
        "bn.moving_variance [4]", "bn.num_batches_tracked []", "ln.gamma [4]", "ln.beta [4]",
        "token_embedding.embedding_table [9, 4]", "act.w [4]", "fc.weight [2, 4]", "fc.bias [2]",
      ])
  }

  @Test func `PyTorch's names come back, and the count of batches stays what it was`() throws {
    let torch = try TranslationSample.checkpoint(
      .pytorch,
      [
        ("bn.weight", [4]), ("bn.bias", [4]), ("bn.running_mean", [4]), ("bn.running_var", [4]),
        ("bn.num_batches_tracked", []), ("ln.weight", [4]), ("ln.bias", [4]),
        ("word_embeddings.weight", [9, 4]), ("final_norm.weight", [4]), ("lm_head.weight", [9, 4]),
        ("encoder.self_attn.in_proj_weight", [12, 4]), ("encoder.linear1.weight", [8, 4]),
        ("lstm.weight_ih_l0", [8, 3]), ("lstm.weight_hh_l0", [8, 2]), ("block.gamma", [4]),
      ])
    let back = try torch.translated(to: .mindspore).translated(to: .pytorch)
    #expect(back.listing == torch.listing)
    #expect(back.entries.map(\.weight) == torch.entries.map(\.weight))
  }

  @Test func `a count of batches is made where MindSpore has none`() throws {
    let diagnostics = DiagnosticCollector()
    let mindSpore = try TranslationSample.checkpoint(
      .mindspore,
      [
        ("bn.moving_mean", [4]), ("bn.moving_variance", [4]), ("bn.gamma", [4]), ("bn.beta", [4]),
        ("ln.gamma", [4]), ("ln.beta", [4]),
      ])
    let torch = try mindSpore.translated(to: .pytorch, diagnostics)
    #expect(
      torch.listing == [
        "bn.running_mean [4]", "bn.running_var [4]", "bn.num_batches_tracked []",
        "bn.weight [4]", "bn.bias [4]", "ln.weight [4]", "ln.bias [4]",
      ])
    #expect(diagnostics.diagnostics.map(\.code) == [.translationCreated])
    #expect(try torch.entries[2].weight.bytes() == [UInt8](repeating: 0, count: 8))
  }

  @Test func `a normalisation without a count keeps none where the model says so`() throws {
    let mindSpore = try TranslationSample.checkpoint(
      .mindspore, [("bn.moving_mean", [4]), ("bn.moving_variance", [4])])
    let modules = TranslationSample.tree([("bn", "FrozenBatchNorm2d")])
    #expect(
      try mindSpore.translated(to: .pytorch, modules: modules).listing
        == ["bn.running_mean [4]", "bn.running_var [4]"])
  }

  @Test func `kernels over one axis have a second axis in MindSpore`() throws {
    let torch = try TranslationSample.checkpoint(.pytorch, [("conv.weight", [4, 2, 3])])
    let mindSpore = try torch.translated(to: .mindspore)
    #expect(mindSpore.listing == ["conv.weight [4, 2, 1, 3]"])
    #expect(try mindSpore.translated(to: .pytorch).listing == ["conv.weight [4, 2, 1, 3]"])
    let modules = TranslationSample.tree([("conv", "Conv1d")])
    #expect(
      try mindSpore.translated(to: .pytorch, modules: modules).listing
        == ["conv.weight [4, 2, 3]"])
  }

  @Test func `dense layers of transformers and volume normalisations have other paths`() throws {
    let torch = try TranslationSample.checkpoint(
      .pytorch,
      [
        ("encoder.0.self_attn.in_proj_weight", [12, 4]), ("encoder.0.linear1.weight", [8, 4]),
        ("encoder.0.linear2.weight", [4, 8]), ("linear1.weight", [4, 4]), ("bn.running_mean", [4]),
        ("bn.running_var", [4]), ("bn.num_batches_tracked", []),
      ])
    let modules = TranslationSample.tree([("bn", "BatchNorm3d")])
    let mindSpore = try torch.translated(to: .mindspore, modules: modules)
    #expect(
      mindSpore.entries.map(\.name) == [
        "encoder.0.self_attn.in_proj_weight", "encoder.0.dense1.weight",
        "encoder.0.dense2.weight", "linear1.weight", "bn.bn2d.moving_mean",
        "bn.bn2d.moving_variance", "bn.bn2d.num_batches_tracked",
      ])
    #expect(
      try mindSpore.translated(to: .pytorch).entries.map(\.name) == torch.entries.map(\.name))
  }

  @Test func `an unmarked file is of the framework whose names it has`() throws {
    var mindSpore = try TranslationSample.checkpoint(.mindspore, [("e.embedding_table", [9, 4])])
    mindSpore.framework = .unspecified
    #expect(try mindSpore.translated(to: .pytorch).entries[0].name == "e.weight")
    var plain = try TranslationSample.checkpoint(.unspecified, [("a", [3, 3, 2, 2])])
    plain.framework = .unspecified
    #expect(try plain.translated(to: .flux).entries == plain.entries)
  }
}
