import Diagnostics

/// The simple recurrent layer over sequences: an ``RNNCell``.
///
/// | release | fields |
/// |---|---|
/// | 0.15 and later | cell; whether the last state is returned is the first type parameter |
struct RNN: RecurrentWrapping {
  static let typeNames = ["RNN"]

  let wrapper: RecurrentWrapper

  init(decoding fields: FluxFields) throws(Diagnostic) {
    wrapper = try RecurrentWrapper(decoding: fields)
  }
}
