import Diagnostics
import ModelIR

extension LayerContext {
  /// A value with elements around it.
  ///
  /// - Throws: ``DiagnosticCode/layerInputs`` where the inside has too few elements to be mirrored or
  ///   wrapped around.
  mutating func padded(
    _ x: ValueID, before: [Int], after: [Int], mode: Pad.Mode
  ) throws(Diagnostic) -> ValueID {
    for (axis, (first, last)) in zip(before, after).enumerated() {
      guard axis < rank(x), let size = shape(x)[axis].size else { continue }
      let limit: Int
      switch mode {
      case .reflect: limit = size - 1
      case .wrap: limit = size
      case .constant, .edge: continue
      }
      guard max(first, last) <= max(limit, 0) else {
        throw problem("axis \(axis) has \(size) elements, a padding of \(max(first, last)) is more")
      }
    }
    return try add(Pad(before: before, after: after, mode: mode), x, named: "Pad")
  }
}
