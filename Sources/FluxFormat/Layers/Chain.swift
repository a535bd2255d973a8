import Diagnostics

/// Layers one after the other.
///
/// One field in every release: a vector (0.4, 0.5, and by choice since 0.13), a tuple (since 0.6) or a
/// named tuple (since 0.12).
struct Chain: FluxLayer {
  static let typeNames = ["Chain"]

  let children: [FluxChild]

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 1 else { throw fields.unknownEra() }
    children = try fields.modules(0, "layers")
  }

  var text: String { "Chain" }

  var inputExpectation: FluxInputExpectation {
    FluxInputExpectation.chained(children.map(\.module.inputExpectation))
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    var value = input
    for child in children { value = try lowering.lower(child.module, value) }
    return value
  }
}
