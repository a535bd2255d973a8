import Diagnostics
import Glibc
import ModelIR

extension ATenOperatorTable {
  /// Windows for signals, written out as constants.
  static let windows: [ATenOperator] = family(
    named(
      """
      hann_window(window_length, periodic=True, dtype=None, layout=None, device=None, \
      pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.window { 0.5 - 0.5 * cos(2 * .pi * $0) })
    },
    named(
      """
      hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, dtype=None, \
      layout=None, device=None, pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      let alpha = try call.number("alpha")
      let beta = try call.number("beta")
      return call.result(try call.window { alpha - beta * cos(2 * .pi * $0) })
    },
    named(
      """
      blackman_window(window_length, periodic=True, dtype=None, layout=None, device=None, \
      pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      call.result(
        try call.window { 0.42 - 0.5 * cos(2 * .pi * $0) + 0.08 * cos(4 * .pi * $0) })
    },
    named(
      """
      bartlett_window(window_length, periodic=True, dtype=None, layout=None, device=None, \
      pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.window { 1 - abs(2 * $0 - 1) })
    })
}

extension ATenCall {
  /// A function of the place in a window, from 0 at its start to 1 at its end.
  fileprivate func window(_ body: (Double) -> Double) throws(Diagnostic) -> ValueID {
    let count = try constantCount(try integer("window_length"))
    let type = try type(orElse: .float32)
    guard count > 1 else {
      return try constant([Double](repeating: 1, count: count), shape: [count], type)
    }
    let intervals = Double(try boolean("periodic") ? count : count - 1)
    return try constant(
      (0..<count).map { body(Double($0) / intervals) }, shape: [count], type)
  }
}
