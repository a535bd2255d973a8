import Checkpoints
import Diagnostics

extension LayerSettings {
  /// The sizes of the trailing axes that a layer normalises together: a number or a list, else the
  /// sizes of `weight`.
  mutating func normalizedShape(_ name: String = "normalized_shape") throws(Diagnostic) -> [Int] {
    let solved = storedShape("weight")
    guard let given = value(name) ?? solved.map({ HyperparameterValue.tuple($0) }) else {
      throw missing(name)
    }
    guard let shape = given.integer.map({ [$0] }) ?? given.integers, (1...8).contains(shape.count),
      shape.allSatisfy(Self.sizeRange.contains)
    else { throw invalid(name, given, "1 to 8 sizes") }
    return shape
  }
}
