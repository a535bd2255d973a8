import Diagnostics
import ModelIR

/// The largest of several layers' results, element by element.
///
/// | release | fields |
/// |---|---|
/// | 0.8 and later | layers, called `over` up to 0.12 (a tuple) |
struct Maxout: FluxLayer {
  static let typeNames = ["Maxout"]

  let children: [FluxChild]

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 1 else { throw fields.unknownEra() }
    children = try fields.modules(0, "layers")
    guard !children.isEmpty else { throw fields.malformed("a Maxout has no layers") }
  }

  var text: String { "Maxout" }

  var inputExpectation: FluxInputExpectation {
    FluxInputExpectation.ofBranches(children.map(\.module.inputExpectation))
  }

  var era: FluxEra { .since("0.8") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    var largest: ValueID?
    for child in children {
      let result = try lowering.tensor(try lowering.lower(child.module, input))
      if let previous = largest {
        let (a, b) = try lowering.promoted(previous, result)
        largest = try lowering.builder.add(Maximum(), a, b)
      } else {
        largest = result
      }
    }
    return largest.map(FluxValue.tensor) ?? input
  }
}
