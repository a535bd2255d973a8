import Diagnostics

/// The gated recurrent unit as first published, over sequences: a ``GRUv3Cell``.
///
/// | release | fields |
/// |---|---|
/// | 0.15 and later | cell; whether the last state is returned is the first type parameter |
struct GRUv3: RecurrentWrapping {
  static let typeNames = ["GRUv3"]

  let wrapper: RecurrentWrapper

  init(decoding fields: FluxFields) throws(Diagnostic) {
    wrapper = try RecurrentWrapper(decoding: fields)
  }
}
