import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Recurrent networks and their steps.
  static let recurrent: [ATenOperator] = sequences + cells

  private static let sequences = [
    ATenOperator(
      """
      lstm.input(input, hx: Tensor[], params: Tensor[], has_biases, num_layers, dropout, train, \
      bidirectional, batch_first)
      """
    ) { call throws(Diagnostic) in try call.recurrentStack(.lstm) },
    ATenOperator(
      """
      gru.input(input, hx: Tensor, params: Tensor[], has_biases, num_layers, dropout, train, \
      bidirectional, batch_first)
      """
    ) { call throws(Diagnostic) in try call.recurrentStack(.gru) },
    ATenOperator(
      """
      rnn_tanh.input(input, hx: Tensor, params: Tensor[], has_biases, num_layers, dropout, train, \
      bidirectional, batch_first)
      """
    ) { call throws(Diagnostic) in try call.recurrentStack(.tanh) },
    ATenOperator(
      """
      rnn_relu.input(input, hx: Tensor, params: Tensor[], has_biases, num_layers, dropout, train, \
      bidirectional, batch_first)
      """
    ) { call throws(Diagnostic) in try call.recurrentStack(.relu) },
    ATenOperator(
      """
      lstm.data(data, batch_sizes: Tensor, hx: Tensor[], params, has_biases, num_layers, dropout, \
      train, bidirectional)
      """
    ) { call throws(Diagnostic) in throw call.unsupported("packed sequences") },
    ATenOperator(
      """
      gru.data(data, batch_sizes: Tensor, hx: Tensor, params: Tensor[], has_biases, num_layers, \
      dropout, train, bidirectional)
      """
    ) { call throws(Diagnostic) in throw call.unsupported("packed sequences") },
    ATenOperator(
      """
      mkldnn_rnn_layer(input, weight0, weight1, weight2, weight3, hx_, cx_, reverse, batch_sizes, \
      mode, hidden_size, num_layers, has_biases, bidirectional, batch_first, train)
      """
    ) { call throws(Diagnostic) in try call.backendRecurrentLayer() },
  ]

  private static let cells = [
    ATenOperator("lstm_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None)") {
      call throws(Diagnostic) in try call.recurrentCell(.lstm)
    },
    ATenOperator("gru_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None)") {
      call throws(Diagnostic) in try call.recurrentCell(.gru)
    },
    ATenOperator("rnn_tanh_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None)") {
      call throws(Diagnostic) in try call.recurrentCell(.tanh)
    },
    ATenOperator("rnn_relu_cell(input, hx, w_ih, w_hh, b_ih=None, b_hh=None)") {
      call throws(Diagnostic) in try call.recurrentCell(.relu)
    },
  ]
}
