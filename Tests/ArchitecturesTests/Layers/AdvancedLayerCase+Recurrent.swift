import Checkpoints

/// What PyTorch 2.13 prints and stores for recurrent layers.
extension AdvancedLayerCase {
  static let recurrent: [AdvancedLayerCase] = [
    AdvancedLayerCase(
      "LSTM", ["input_size": .integer(3), "hidden_size": .integer(4)],
      prints: "3, 4",
      owns: """
        weight_ih_l0:16x3 weight_hh_l0:16x4 bias_ih_l0:16 bias_hh_l0:16
        """),
    AdvancedLayerCase(
      "LSTM",
      [
        "input_size": .integer(3), "hidden_size": .integer(4), "num_layers": .integer(2),
        "batch_first": .boolean(true), "bidirectional": .boolean(true), "dropout": .number(0.25),
      ],
      prints: "3, 4, num_layers=2, batch_first=True, dropout=0.25, bidirectional=True",
      owns: """
        weight_ih_l0:16x3 weight_hh_l0:16x4 bias_ih_l0:16 bias_hh_l0:16
        weight_ih_l0_reverse:16x3 weight_hh_l0_reverse:16x4 bias_ih_l0_reverse:16
        bias_hh_l0_reverse:16 weight_ih_l1:16x8 weight_hh_l1:16x4 bias_ih_l1:16 bias_hh_l1:16
        weight_ih_l1_reverse:16x8 weight_hh_l1_reverse:16x4 bias_ih_l1_reverse:16
        bias_hh_l1_reverse:16
        """),
    AdvancedLayerCase(
      "LSTM",
      [
        "input_size": .integer(3), "hidden_size": .integer(4), "num_layers": .integer(2),
        "proj_size": .integer(2), "bias": .boolean(false),
      ],
      prints: "3, 4, proj_size=2, num_layers=2, bias=False",
      owns: """
        weight_ih_l0:16x3 weight_hh_l0:16x2 weight_hr_l0:2x4 weight_ih_l1:16x2 weight_hh_l1:16x2
        weight_hr_l1:2x4
        """),
    AdvancedLayerCase(
      "GRU",
      [
        "input_size": .integer(3), "hidden_size": .integer(4), "bias": .boolean(false),
        "num_layers": .integer(2),
      ],
      prints: "3, 4, num_layers=2, bias=False",
      owns: """
        weight_ih_l0:12x3 weight_hh_l0:12x4 weight_ih_l1:12x4 weight_hh_l1:12x4
        """),
    AdvancedLayerCase(
      "GRU",
      ["input_size": .integer(3), "hidden_size": .integer(4), "bidirectional": .boolean(true)],
      prints: "3, 4, bidirectional=True",
      owns: """
        weight_ih_l0:12x3 weight_hh_l0:12x4 bias_ih_l0:12 bias_hh_l0:12
        weight_ih_l0_reverse:12x3 weight_hh_l0_reverse:12x4 bias_ih_l0_reverse:12
        bias_hh_l0_reverse:12
        """),
    AdvancedLayerCase(
      "RNN",
      [
        "input_size": .integer(3), "hidden_size": .integer(4), "nonlinearity": .text("relu"),
        "batch_first": .boolean(true),
      ],
      prints: "3, 4, batch_first=True",
      owns: """
        weight_ih_l0:4x3 weight_hh_l0:4x4 bias_ih_l0:4 bias_hh_l0:4
        """),
    AdvancedLayerCase(
      "LSTMCell", ["input_size": .integer(3), "hidden_size": .integer(4)],
      prints: "3, 4",
      owns: """
        weight_ih:16x3 weight_hh:16x4 bias_ih:16 bias_hh:16
        """),
    AdvancedLayerCase(
      "GRUCell", ["input_size": .integer(3), "hidden_size": .integer(4), "bias": .boolean(false)],
      prints: "3, 4, bias=False",
      owns: """
        weight_ih:12x3 weight_hh:12x4
        """),
    AdvancedLayerCase(
      "RNNCell",
      [
        "input_size": .integer(3), "hidden_size": .integer(4), "nonlinearity": .text("relu"),
        "bias": .boolean(false),
      ],
      prints: "3, 4, bias=False, nonlinearity=relu",
      owns: """
        weight_ih:4x3 weight_hh:4x4
        """),
  ]
}
