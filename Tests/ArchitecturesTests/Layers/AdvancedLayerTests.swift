import Checkpoints
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import Architectures

@Suite struct `Activations, recurrent layers and attention` {
  private static let cases =
    AdvancedLayerCase.activations + AdvancedLayerCase.recurrent + AdvancedLayerCase.attention

  @Test(arguments: cases)
  func `print and own what the framework does`(_ expected: AdvancedLayerCase) throws {
    let layer = try expected.layer()
    #expect(layer.extraText == expected.prints)
    #expect(ownedTensors(layer) == expected.owns)
  }

  @Test(arguments: cases)
  func `are made anew of their own settings`(_ expected: AdvancedLayerCase) throws {
    let layer = try expected.layer()
    let again = try makeLayer(expected.kind, layer.hyperparameters)
    #expect(again.hyperparameters == layer.hyperparameters)
    #expect(ownedTensors(again) == expected.owns)
  }

  @Test(arguments: AdvancedLayerCase.recurrent + AdvancedLayerCase.attention)
  func `solve their sizes from the stored tensors`(_ expected: AdvancedLayerCase) throws {
    let stored = StoredShapes(
      try expected.layer(path: "encoder").tree(path: "encoder").expectedEntries.map {
        ($0.name, StoredShapes.Tensor(elementType: .float16, shape: $0.shape))
      })
    // What no tensor tells.
    var given = Hyperparameters()
    for name in ["num_heads", "nhead", "batch_first"] { given[name] = expected.given[name] }
    let solved = try makeLayer(expected.kind, given, path: "encoder", stored: stored)
    #expect(ownedTensors(solved) == expected.owns)
    #expect(solved.tree(path: "").expectedEntries.allSatisfy { $0.elementType == .float16 })
  }

  @Test func `read what pickled transformers tell of their children`() throws {
    let attention: Hyperparameters = ["num_heads": .integer(4), "batch_first": .boolean(true)]
    let block: Hyperparameters = [
      "self_attn": .mapping(attention), "norm_first": .boolean(true),
      "activation_relu_or_gelu": .integer(2), "norm1": .mapping(["eps": .number(1e-6)]),
    ]
    let stored = StoredShapes(
      try makeLayer(
        "TransformerEncoder",
        ["d_model": .integer(8), "nhead": .integer(4), "num_layers": .integer(3)]
      ).tree(path: "").expectedEntries.map {
        ($0.name, StoredShapes.Tensor(elementType: .float32, shape: $0.shape))
      })
    let layer = try makeLayer(
      "TransformerEncoder",
      ["num_layers": .integer(3), "layers": .mapping(["0": .mapping(block)]), "norm": .none],
      stored: stored)
    #expect(layer.hyperparameters["nhead"] == .integer(4))
    #expect(layer.hyperparameters["dim_feedforward"] == .integer(2048))
    #expect(layer.hyperparameters["batch_first"] == .boolean(true))
    #expect(layer.hyperparameters["norm_first"] == .boolean(true))
    #expect(layer.hyperparameters["activation"] == .text("gelu"))
    #expect(layer.hyperparameters["layer_norm_eps"] == .number(1e-6))
  }

  @Test func `keep batch and sequence open`() throws {
    let lstm = try makeLayer(
      "LSTM",
      [
        "input_size": .integer(3), "hidden_size": .integer(4), "num_layers": .integer(2),
        "batch_first": .boolean(true), "bidirectional": .boolean(true),
      ])
    #expect(
      try GraphProbe.results(of: lstm, on: floats(.batch, .time, 3))
        == ["f32[batch, time, 8]", "f32[4, batch, 4]", "f32[4, batch, 4]"])
    let gru = try makeLayer("GRU", ["input_size": .integer(3), "hidden_size": .integer(4)])
    #expect(
      try GraphProbe.results(of: gru, on: floats(.time, 3)) == ["f32[time, 4]", "f32[1, 4]"])
    let cell = try makeLayer("LSTMCell", ["input_size": .integer(3), "hidden_size": .integer(4)])
    #expect(
      try GraphProbe.results(of: cell, on: floats(.batch, 3))
        == ["f32[batch, 4]", "f32[batch, 4]"])
    let attention = try makeLayer(
      "MultiheadAttention",
      [
        "embed_dim": .integer(8), "num_heads": .integer(2), "kdim": .integer(5),
        "vdim": .integer(6), "add_bias_kv": .boolean(true), "add_zero_attn": .boolean(true),
      ])
    #expect(
      try GraphProbe.results(
        of: attention, on: floats(.time, .batch, 8), floats(7, .batch, 5), floats(7, .batch, 6))
        == ["f32[time, batch, 8]"])
    let transformer = try makeLayer(
      "Transformer",
      [
        "d_model": .integer(8), "nhead": .integer(2), "num_encoder_layers": .integer(1),
        "num_decoder_layers": .integer(1), "dim_feedforward": .integer(16),
        "batch_first": .boolean(true),
      ])
    #expect(
      try GraphProbe.results(of: transformer, on: floats(.batch, 7, 8), floats(.batch, .time, 8))
        == ["f32[batch, time, 8]"])
  }

  @Test func `say which setting no tensor tells`() throws {
    let error = thrownDiagnostic {
      try makeLayer("MultiheadAttention", ["embed_dim": .integer(8)], path: "attn")
    }
    #expect(error?.code == .layerSettingMissing)
    #expect(error?.message.contains("'num_heads'") == true)
  }

  @Test func `refuse settings that they do not have`() throws {
    let error = thrownDiagnostic { try makeLayer("ReLU", ["slope": .number(1)]) }
    #expect(error?.code == .layerSettingUnknown)
  }

  @Test func `refuse a projected state with its reason`() throws {
    let layer = try makeLayer(
      "LSTM", ["input_size": .integer(3), "hidden_size": .integer(4), "proj_size": .integer(2)])
    let error = thrownDiagnostic { try GraphProbe.results(of: layer, on: floats(.time, .batch, 3)) }
    #expect(error?.code == .layerUnsupported)
  }

  @Test func `take the axis that the framework takes where none is named`() throws {
    let softmax = try makeLayer("Softmax", [:])
    #expect(try GraphProbe.results(of: softmax, on: floats(.batch, 3)) == ["f32[batch, 3]"])
    let slopes = try makeLayer("PReLU", ["num_parameters": .integer(3)])
    #expect(
      try GraphProbe.results(of: slopes, on: floats(.batch, 3, .time)) == ["f32[batch, 3, time]"])
  }
}
