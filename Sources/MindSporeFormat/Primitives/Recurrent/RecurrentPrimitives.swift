import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Recurrent layers.
  static let recurrent: [MindSporePrimitive] = [
    MindSporePrimitive(
      """
      LSTM(x, h, c, w, input_size, hidden_size, num_layers=1, has_bias=True, \
      bidirectional=False, dropout=0.0, proj_size=0)
      """
    ) { call throws(Diagnostic) in try PackedLSTM(call).build() },
    MindSporePrimitive("LSTMCell(x, hx, w_ih, w_hh, b_ih=None, b_hh=None)", is: "lstm_cell"),
    MindSporePrimitive(
      """
      DynamicRNN(x, w, b, seq_length=None, init_h=None, init_c=None, cell_type='LSTM', \
      direction='UNIDIRECTIONAL', cell_depth=1, use_peephole=False, keep_prob=1.0, \
      cell_clip=-1.0, num_proj=0, time_major=True, activation='tanh', forget_bias=0.0, \
      is_training=True)
      """
    ) { call throws(Diagnostic) in try call.dynamicLSTM() },
    MindSporePrimitive(
      """
      DynamicGRUV2(x, weight_input, weight_hidden, bias_input=None, bias_hidden=None, \
      seq_length=None, init_h=None, direction='UNIDIRECTIONAL', cell_depth=1, keep_prob=1.0, \
      cell_clip=-1.0, num_proj=0, time_major=True, activation='tanh', gate_order='rzh', \
      reset_after=True, is_training=True)
      """
    ) { call throws(Diagnostic) in try call.dynamicGRU() },
  ]
}
