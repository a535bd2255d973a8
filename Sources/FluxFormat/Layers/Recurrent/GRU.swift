import Diagnostics

/// The gated recurrent unit over sequences: a ``GRUCell``.
///
/// | release | fields |
/// |---|---|
/// | 0.15 and later | cell; whether the last state is returned is the first type parameter |
struct GRU: RecurrentWrapping {
  static let typeNames = ["GRU"]

  let wrapper: RecurrentWrapper

  init(decoding fields: FluxFields) throws(Diagnostic) {
    wrapper = try RecurrentWrapper(decoding: fields)
  }
}
