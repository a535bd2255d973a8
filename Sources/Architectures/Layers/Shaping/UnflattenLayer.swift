import Checkpoints
import Diagnostics
import ModelIR

/// Splits an axis into several.
///
/// | setting | default |
/// |---|---|
/// | dim | required, a number |
/// | unflattened_size | required; one size may be -1, which is the rest |
struct UnflattenLayer: Layer {
  static let kinds = ["Unflatten"]

  let hyperparameters: Hyperparameters
  private let axis: Int
  private let sizes: [Int]

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    axis = try settings.integer("dim", in: -64...63)
    guard let given = settings.value("unflattened_size") else {
      throw settings.missing("unflattened_size")
    }
    guard let sizes = given.integers, (1...16).contains(sizes.count),
      sizes.allSatisfy((-1...Int(Int32.max)).contains), sizes.count(where: { $0 == -1 }) <= 1
    else {
      throw settings.invalid("unflattened_size", given, "1 to 16 sizes of which one may be -1")
    }
    self.sizes = sizes
    hyperparameters = ["dim": .integer(axis), "unflattened_size": .tuple(sizes)]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("dim", "unflattened_size") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let axis = try context.axis(axis, of: x)
    let size = context.shape(x)[axis]
    let known = sizes.filter { $0 != -1 }.reduce(Dimension.fixed(1)) { $0 * $1 }
    guard let rest = size.exactlyDivided(by: known) else {
      throw context.problem("axis \(axis) has \(size) elements, they do not split into \(sizes)")
    }
    let parts = sizes.map { part -> ReshapeDimension in
      part == -1 ? rest.size.map { .size($0) } ?? .inferred : .size(part)
    }
    return [
      try context.add(
        Reshape(
          target: context.keptSizes(of: x, 0..<axis) + parts
            + context.keptSizes(of: x, axis + 1..<context.rank(x))), x)
    ]
  }
}
