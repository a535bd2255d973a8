import Diagnostics

/// A model of Metalhead.jl: a struct around its layers, which it calls.
///
/// | release | fields |
/// |---|---|
/// | every release | layers |
///
/// Metalhead defines `(m::Model)(x) = m.layers(x)` for each of its models (`VGG`, `ResNet`, …); structs of
/// its submodules are not models.
struct MetalheadModel: FluxLayer {
  static let typeNames = ["Metalhead"]

  let name: String
  let layers: FluxModule

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 1 else { throw fields.unknownEra() }
    name = fields.type.name
    layers = try fields.module(0, "layers")
  }

  var text: String { name }
  var children: [FluxChild] { [FluxChild(path: "layers", module: layers)] }
  var inputExpectation: FluxInputExpectation { layers.inputExpectation }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    try lowering.lower(layers, input)
  }
}
