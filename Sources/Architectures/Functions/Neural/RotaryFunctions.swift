import Diagnostics
import ModelIR

/// The cosines and sines by which ``RotaryFunction`` turns features, for as many positions as an axis of
/// a value has: `[sequence, 1, size]`.
struct RotaryPositionsFunction: ForwardFunction {
  static let names = ["rotary_positions"]

  private let axis: Int
  private let frequencies: RotaryFrequencies

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    axis = try settings.axis("axis")
    frequencies = try RotaryFrequencies(&settings)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let indices = try context.positions(along: try context.axis(axis, of: x), of: x, from: 0)
    let column = try context.add(Unsqueeze(axes: [1, 2]), indices)
    let steps = try context.cast(column, to: .float32)
    let angles = frequencies.angles + frequencies.angles
    // The feature that turns into the first of a pair comes with the other sign.
    let signs =
      frequencies.angles.map { _ in -1.0 } + frequencies.angles.map { _ in 1.0 }
    guard let speeds = Weight.array(angles, .float32), let signs = Weight.array(signs, .float32)
    else { throw context.problem("rotary embeddings are made of numbers") }
    let turns = try context.add(Multiply(), steps, context.constant(speeds))
    let cosines = try context.add(Cos(), turns)
    let sines = try context.add(Multiply(), try context.add(Sin(), turns), context.constant(signs))
    let type = context.weights.elementType ?? .float32
    return [try context.cast(cosines, to: type), try context.cast(sines, to: type)]
  }
}

/// Features `[batch, sequence, heads, size]` turned in pairs, the first half's with the second half's.
struct RotaryFunction: ForwardFunction {
  static let names = ["rotary"]

  init(_ settings: inout LayerSettings) throws(Diagnostic) { try settings.requireAllTaken() }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let inputs = try context.inputs(inputs, count: 3)
    let (x, cosines, sines) = (inputs[0], inputs[1], inputs[2])
    guard context.rank(x) == 4, let size = context.shape(x)[3].size, size.isMultiple(of: 2) else {
      throw context.problem(
        "[batch, sequence, heads, an even number of features] is expected, this is "
          + "\(context.shape(x))")
    }
    let halves = try context.builder.addNode(Split(axis: 3, sizes: [size / 2, size / 2]), [x])
    let exchanged = try context.builder.addNode(Concat(axis: 3), Array(halves.reversed()))
    let along = try context.add(Multiply(), x, cosines)
    let across = try context.add(Multiply(), exchanged[0], sines)
    return [try context.add(Add(), along, across)]
  }
}
