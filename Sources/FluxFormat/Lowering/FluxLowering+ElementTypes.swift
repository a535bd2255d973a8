import Diagnostics
import ModelIR

extension FluxLowering {
  /// The value of a parameter in another element type; the parameter itself if it has it already.
  mutating func weight(
    _ array: JuliaArray, _ name: String, as elementType: ElementType
  ) throws(Diagnostic) -> ValueID {
    guard array.elementType != elementType else { return try weight(array, name) }
    return try weight(
      array.showing(try elements(of: array).converted(to: elementType)), name)
  }

  /// The value of a parameter that may be missing, in the element type of another one.
  mutating func optionalWeight(
    _ array: JuliaArray?, _ name: String, like other: JuliaArray
  ) throws(Diagnostic) -> ValueID? {
    guard let array else { return nil }
    guard let elementType = other.elementType else { return try weight(array, name) }
    return try weight(array, name, as: elementType)
  }
}
