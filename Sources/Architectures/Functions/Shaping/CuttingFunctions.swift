import Checkpoints
import Diagnostics
import ModelIR

/// Equal parts along an axis; the last is smaller where it does not divide.
struct ChunkFunction: ForwardFunction {
  static let names = ["chunk"]

  private let count: Int
  private let dimension: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    count = try settings.integer("chunks", in: 1...1 << 16)
    dimension = try settings.axis("dim", default: 0)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let axis = try context.axis(dimension, of: x)
    guard let size = context.shape(x)[axis].size else {
      throw context.problem("axis \(axis) of \(context.shape(x)) is cut and has no known size")
    }
    let step = size / count + (size.isMultiple(of: count) ? 0 : 1)
    guard size > 0 else { throw context.problem("axis \(axis) is cut and has no elements") }
    let sizes = stride(from: 0, to: size, by: step).map { min(step, size - $0) }
    return try context.builder.addNode(Split(axis: axis, sizes: sizes), [x])
  }
}

/// Parts of given sizes along an axis.
struct SplitFunction: ForwardFunction {
  static let names = ["split"]

  private let sizes: [Int]
  private let dimension: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    guard let value = settings.value("sizes") else { throw settings.missing("sizes") }
    guard let sizes = value.integers, !sizes.isEmpty,
      sizes.allSatisfy((0...Int(Int32.max)).contains)
    else { throw settings.invalid("sizes", value, "a list of sizes") }
    self.sizes = sizes
    dimension = try settings.axis("dim", default: 0)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let axis = try context.axis(dimension, of: x)
    return try context.builder.addNode(Split(axis: axis, sizes: sizes), [x])
  }
}
