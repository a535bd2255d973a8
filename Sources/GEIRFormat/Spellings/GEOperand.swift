import ModelIR

/// What an input of an operator is connected to.
struct GEOperand: Hashable, Sendable {
  /// `name:index`.
  let anchor: String
  /// Its type.
  let type: TensorType
}

/// What stands in one slot of a prototype's inputs.
enum GEArgument: Hashable, Sendable {
  /// One value, or nothing in a slot that may be left out.
  case one(GEOperand?)
  /// The values of a dynamic slot.
  case many([GEOperand])
}
