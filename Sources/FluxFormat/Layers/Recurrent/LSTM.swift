import Diagnostics

/// The long short-term memory over sequences: an ``LSTMCell``.
///
/// | release | fields |
/// |---|---|
/// | 0.15 and later | cell; whether the last state is returned is the first type parameter |
struct LSTM: RecurrentWrapping {
  static let typeNames = ["LSTM"]

  let wrapper: RecurrentWrapper

  init(decoding fields: FluxFields) throws(Diagnostic) {
    wrapper = try RecurrentWrapper(decoding: fields)
  }
}
