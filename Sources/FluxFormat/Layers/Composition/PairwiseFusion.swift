import Diagnostics

/// Layers in a row, between which further inputs come in.
///
/// `y1 = f1(x1)` and `y[i] = f[i](connection(y[i - 1], x[i]))`; all of them are returned.
///
/// | release | fields |
/// |---|---|
/// | 0.13.4 and later | connection, layers (a tuple or a named tuple) |
struct PairwiseFusion: FluxLayer {
  static let typeNames = ["PairwiseFusion"]

  let connection: FluxModule
  let layers: [FluxChild]

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 2 else { throw fields.unknownEra() }
    connection = try fields.module(0, "connection")
    layers = try fields.modules(1, "layers")
    guard !layers.isEmpty else { throw fields.malformed("a PairwiseFusion has no layers") }
  }

  var text: String { "PairwiseFusion" }

  var children: [FluxChild] {
    [FluxChild(path: "connection", module: connection)] + layers
  }

  var inputExpectation: FluxInputExpectation {
    .tuple(layers.map(\.module.inputExpectation))
  }

  var era: FluxEra { .since("0.13.4") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let inputs = try lowering.inputs(of: layers, input)
    var results: [FluxValue] = []
    for (layer, x) in zip(layers, inputs) {
      let joined = try results.last.map { previous throws(Diagnostic) in
        try lowering.call(connection, [previous, x])
      }
      results.append(try lowering.lower(layer.module, joined ?? x))
    }
    return .tuple(results)
  }
}
