import Diagnostics

/// Any cell over sequences.
///
/// | release | fields |
/// |---|---|
/// | 0.16 and later | cell; whether the last state is returned is the first type parameter |
struct Recurrence: RecurrentWrapping {
  static let typeNames = ["Recurrence"]

  let wrapper: RecurrentWrapper
  let era = FluxEra.since("0.16")

  init(decoding fields: FluxFields) throws(Diagnostic) {
    wrapper = try RecurrentWrapper(decoding: fields)
  }
}
