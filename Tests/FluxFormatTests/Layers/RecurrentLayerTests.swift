import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport
import Testing

@Suite struct RecurrentLayerTests {
  @Test(
    arguments: [
      ("rnn_04", "RNNCell(4 => 5, tanh)", "0.4 to 0.4.1"),
      ("lstm_04", "LSTMCell(4 => 5)", "0.4 to 0.4.1"),
      ("gru_04", "GRUCell(4 => 5)", "0.4.1"),
      ("rnn_05", "RNNCell(4 => 5, tanh)", "0.5 to 0.11"),
      ("lstm_05", "LSTMCell(4 => 5)", "0.5 to 0.11"),
      ("gru_010", "GRUCell(4 => 5)", "0.5 to 0.11"),
      ("lstm_010", "LSTMCell(4 => 5)", "0.5 to 0.11"),
      ("rnn_012", "RNNCell(4 => 5, relu)", "0.12 to 0.14"),
      ("lstm_012", "LSTMCell(4 => 5)", "0.12 to 0.14"),
      ("gru_012", "GRUCell(4 => 5)", "0.12 to 0.14"),
      ("gruv3_012", "GRUv3Cell(4 => 5)", "0.12.7 to 0.14"),
      ("rnn_015", "RNNCell(4 => 5, tanh)", "0.15 or later"),
      ("lstm_015", "LSTMCell(4 => 5)", "0.15 or later"),
      ("gru_015", "GRUCell(4 => 5)", "0.15 or later"),
      ("gruv3_015", "GRUv3Cell(4 => 5)", "0.15 or later"),
    ])
  func `a cell is told by its fields`(name: String, text: String, era: String) throws {
    let wrapper = try #require(try FluxSample(name).layer("model.layers[1]"))
    let cell = try #require(wrapper.children.first?.module.layer)
    #expect(cell.text == text)
    #expect(cell.era.text == era)
  }

  @Test(
    arguments: [
      "rnn_04", "lstm_04", "gru_04", "rnn_05", "lstm_05", "gru_010", "lstm_010", "rnn_012",
      "lstm_012", "gru_012", "gruv3_012", "lstm_stacked",
    ])
  func `up to release 0_14 a sequence has time before the batch`(name: String) throws {
    let graph = try FluxSample(name).graph()
    #expect(graph.inputTypes == ["f32[time, batch, 4]"])
    #expect(graph.outputTypes == ["f32[time, batch, 2]"])
    #expect(graph.operatorNames.contains("ExpandLike"))
  }

  @Test(arguments: ["rnn_015", "lstm_015", "gru_015", "gruv3_015", "lstm_015_no_bias"])
  func `since release 0_15 a sequence has time behind the batch and starts from zeros`(
    name: String
  ) throws {
    let graph = try FluxSample(name).graph()
    #expect(graph.inputTypes == ["f32[batch, time, 4]"])
    #expect(graph.outputTypes == ["f32[batch, time, 2]"])
    #expect(!graph.operatorNames.contains { $0.hasPrefix("Expand") })
  }

  @Test(arguments: ["rnn_012_step", "lstm_012_step", "gru_012_step"])
  func `a matrix is one step, which is said`(name: String) throws {
    let sample = try FluxSample(name)
    let graph = try sample.graph("x:batch,4")
    #expect(graph.outputTypes == ["f32[batch, 2]"])
    #expect(sample.diagnostics.diagnostics.contains { $0.code == .fluxSingleStep })
  }

  @Test func `a matrix is a sequence without a batch since release 0_15`() throws {
    let graph = try FluxSample("lstm_015").graph("x:time,4")
    #expect(graph.outputTypes == ["f32[time, 2]"])
  }

  @Test func `a fixed batch needs no sizes at run time`() throws {
    let graph = try FluxSample("lstm_012").graph("x:time,3,4")
    #expect(graph.operatorNames.filter { $0 == "Expand" }.count == 2)
    #expect(!graph.operatorNames.contains("ExpandLike"))
  }

  @Test func `a cell by itself takes its states and gives the new ones`() throws {
    let sample = try FluxSample("lstm_012")
    let graph = try sample.graph(selection: "model.layers[1].cell")
    #expect(graph.inputTypes == ["f32[batch, 4]", "f32[batch, 5]", "f32[batch, 5]"])
    #expect(graph.outputTypes == ["f32[batch, 5]", "f32[batch, 5]"])
  }

  @Test func `the last states follow the steps if they are asked for`() throws {
    let graph = try FluxSample("lstm_016_return_state").graph()
    #expect(graph.outputTypes == ["f32[batch, time, 5]", "f32[batch, 5]", "f32[batch, 5]"])
  }

  @Test func `an activation without a recurrent operator needs a fixed length`() throws {
    let sample = try FluxSample("rnn_015_leakyrelu")
    let error = thrownDiagnostic { try sample.graph() }
    #expect(error?.code == .fluxNotExportable)
    let graph = try sample.graph("x:batch,6,4")
    #expect(graph.outputTypes == ["f32[batch, 6, 2]"])
    #expect(graph.operatorNames.filter { $0 == "LeakyRelu" }.count == 6)
  }

  @Test func `wrappers print as Flux does`() throws {
    #expect(try FluxSample("lstm_015").module("model.layers[1]").printedText == "LSTM(4 => 5)")
    #expect(try FluxSample("rnn_015").module("model.layers[1]").printedText == "RNN(4 => 5, tanh)")
    #expect(try FluxSample("gru_012").module("model.layers[1]").printedText == "Recur")
  }

  @Test func `blocks of gates are put in another order`() throws {
    let stacked = try #require(Weight.array([1, 2, 3, 4, 5, 6, 7, 8], .float32))
    let bias = stacked.gates([0, 3, 1, 2], size: 2)
    #expect(bias.shape == [1, 8])
    #expect(try bias.doubles() == [1, 2, 7, 8, 3, 4, 5, 6])
    // Two inputs, four gates of one row: [in, gates] becomes [1, gates, in].
    let matrix = stacked.reshaped(to: [2, 4]).gates([1, 0, 2, 3], size: 1)
    #expect(matrix.shape == [1, 4, 2])
    #expect(try matrix.doubles() == [2, 6, 1, 5, 3, 7, 4, 8])
  }
}
