import Diagnostics
import ModelIR

extension ATenCall {
  /// The axes that `dim` names; none stand for all of them.
  func reducedAxes(rank: Int, _ argument: String = "dim") throws(Diagnostic) -> [Int] {
    guard has(argument), isGiven(argument) else { return [] }
    let axes = try axes(argument, rank: rank)
    return rank == 0 ? [] : axes
  }

  /// Whether axes that are combined stay.
  var keepsAxes: Bool {
    get throws(Diagnostic) { has("keepdim") ? try boolean("keepdim") : false }
  }

  /// A value with some axes combined; no axes stand for all.
  func reduced<Reduction: ReductionOperator>(
    _ x: ValueID, _ reduction: Reduction.Type, _ axes: [Int], keepsAxes: Bool
  ) throws(Diagnostic) -> ValueID {
    if rank(x) == 0 {
      // A single number is combined with nothing, though its magnitude may be asked for.
      return try add(Reduction(axes: [], keepsAxes: false), x)
    }
    return try add(Reduction(axes: axes, keepsAxes: keepsAxes), x)
  }

  /// A value with the axes that `dim` names combined.
  func reduced<Reduction: ReductionOperator>(
    _ x: ValueID, _ reduction: Reduction.Type
  ) throws(Diagnostic) -> ValueID {
    try reduced(
      x, reduction, try reducedAxes(rank: rank(x)), keepsAxes: try keepsAxes)
  }

  /// `self` as what is added up or multiplied: of the type `dtype`, or of 64 bits if it is whole.
  func summand() throws(Diagnostic) -> ValueID {
    let x = try tensor("self")
    if has("dtype"), isGiven("dtype") { return try cast(x, to: "dtype") }
    let type = elementType(of: x)
    return type.isInteger || type == .bool ? try context.cast(x, to: .int64) : x
  }

  /// All elements along one axis.
  func flattened(_ x: ValueID) throws(Diagnostic) -> ValueID {
    rank(x) == 1 ? x : try context.reshape(x, to: [-1])
  }

  /// A number that was computed of all elements, with an axis of size 1 for each of the operand's.
  func withAxesKept(_ result: ValueID, of x: ValueID) throws(Diagnostic) -> ValueID {
    try context.reshape(result, to: [Dimension](repeating: 1, count: rank(x)))
  }

  /// Elements that have an order in ONNX: truth values become integers.
  func ordered(_ x: ValueID) throws(Diagnostic) -> ValueID {
    elementType(of: x) == .bool ? try context.cast(x, to: .int32) : x
  }
}
