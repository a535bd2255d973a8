import Diagnostics

/// Layers and a way around them: `connection(layers(x), x)`, what went through the layers first.
///
/// | release | fields |
/// |---|---|
/// | 0.9 and later | layers, connection |
struct SkipConnection: FluxLayer {
  static let typeNames = ["SkipConnection"]

  let layers: FluxModule
  let connection: FluxModule

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 2 else { throw fields.unknownEra() }
    layers = try fields.module(0, "layers")
    connection = try fields.module(1, "connection")
  }

  var text: String { "SkipConnection" }

  var children: [FluxChild] {
    [
      FluxChild(path: "layers", module: layers),
      FluxChild(path: "connection", module: connection),
    ]
  }

  var inputExpectation: FluxInputExpectation { layers.inputExpectation }

  var era: FluxEra { .since("0.9") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let transformed = try lowering.lower(layers, input)
    return try lowering.call(connection, [transformed, input])
  }
}
