import Diagnostics
import ModelIR

extension FluxLowering {
  /// An input converted to a parameter's element type, as Julia promotes mixed arithmetic.
  mutating func matched(_ id: ValueID, to array: JuliaArray) throws(Diagnostic) -> ValueID {
    guard let wanted = array.elementType else { return id }
    return try cast(id, to: wanted)
  }

  /// A tensor in another element type; unchanged if it has it already.
  mutating func cast(_ id: ValueID, to elementType: ElementType) throws(Diagnostic) -> ValueID {
    if builder.type(of: id).elementType == elementType { return id }
    return try builder.add(Cast(to: elementType), id)
  }

  /// Two tensors in one element type: the wider of the two, as Julia promotes them.
  mutating func promoted(
    _ left: ValueID, _ right: ValueID
  ) throws(Diagnostic) -> (ValueID, ValueID) {
    let a = builder.type(of: left).elementType
    let b = builder.type(of: right).elementType
    if a == b { return (left, right) }
    let wider = a.promoted(with: b)
    return (try cast(left, to: wider), try cast(right, to: wider))
  }
}

extension ElementType {
  /// The type that Julia's arithmetic gives for two types: any float over integers, the wider of two
  /// floats or integers, float32 for float16 with bfloat16.
  func promoted(with other: ElementType) -> ElementType {
    if self == other { return self }
    if isFloatingPoint != other.isFloatingPoint { return isFloatingPoint ? self : other }
    if isFloatingPoint, byteCount == other.byteCount { return .float32 }
    if byteCount == other.byteCount { return rawValue.hasPrefix("U") ? self : other }
    return byteCount > other.byteCount ? self : other
  }
}
