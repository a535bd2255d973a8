import Diagnostics
import ModelIR

extension LayerContext {
  /// The integers from an offset on, as many as an axis of a value has elements.
  mutating func positions(
    along axis: Int, of value: ValueID, from offset: Int
  ) throws(Diagnostic) -> ValueID {
    if let size = shape(value)[axis].size {
      let (end, overflow) = offset.addingReportingOverflow(size)
      guard !overflow else { throw problem("positions from \(offset) are too large") }
      return try add(FixedRange(start: offset, end: end, step: 1, elementType: .int64))
    }
    let sizes = try add(ShapeOf(start: axis, end: axis + 1), value)
    var limit = try add(Squeeze(axes: [0]), sizes)
    if offset != 0 { limit = try add(Add(), limit, integer(offset)) }
    return try add(DynamicRange(), integer(offset), limit, integer(1))
  }
}

/// Of two values: as many entries of the first as an axis of the second has, from an offset on.
struct TakeLikeFunction: ForwardFunction {
  static let names = ["take_like"]

  private let dimension: Int
  private let offset: Int
  private let axis: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    dimension = try settings.axis("dim")
    offset = try settings.integer("offset", default: 0, in: 0...Int(Int32.max))
    axis = try settings.axis("axis")
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let inputs = try context.inputs(inputs, count: 2)
    let (table, like) = (inputs[0], inputs[1])
    let taken = try context.axis(dimension, of: table)
    let counted = try context.axis(axis, of: like)
    guard let size = context.shape(like)[counted].size else {
      let indices = try context.positions(along: counted, of: like, from: offset)
      return [try context.add(Gather(axis: taken), table, indices)]
    }
    let (end, overflow) = offset.addingReportingOverflow(size)
    if overflow || context.shape(table)[taken].size.map({ end > $0 }) == true {
      throw context.problem(
        "\(size) entries from \(offset) on are taken of \(context.shape(table)[taken]); the input is "
          + "too long")
    }
    return [try context.add(Slice(axis: taken, start: offset, end: end), table)]
  }
}

/// 0, 1, … as integers, as many as an axis of the value has.
struct PositionsLikeFunction: ForwardFunction {
  static let names = ["positions_like"]

  private let offset: Int
  private let axis: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    offset = try settings.integer("offset", default: 0, in: 0...Int(Int32.max))
    axis = try settings.axis("axis")
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    return [try context.positions(along: try context.axis(axis, of: x), of: x, from: offset)]
  }
}
