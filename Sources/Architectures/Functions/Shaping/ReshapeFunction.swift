import Checkpoints
import Diagnostics
import ModelIR

/// The same elements with other sizes: numbers, `-1` for the rest, `"=N"` for the size of axis N.
struct ReshapeFunction: ForwardFunction {
  static let names = ["reshape"]

  private enum Size {
    case number(Int)
    case rest
    case axis(Int)
  }

  private let sizes: [Size]

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    guard let value = settings.value("shape") else { throw settings.missing("shape") }
    let items = value.items ?? [value]
    let sizes = items.compactMap(Self.size)
    guard sizes.count == items.count else {
      throw settings.invalid("shape", value, "sizes, -1, or \"=N\" for the size of axis N")
    }
    self.sizes = sizes
    try settings.requireAllTaken()
  }

  private static func size(_ item: HyperparameterValue) -> Size? {
    if let number = item.integer {
      return number == -1 ? .rest : number >= 0 ? .number(number) : nil
    }
    guard let text = item.text, text.hasPrefix("="), let axis = Int(text.dropFirst()) else {
      return nil
    }
    return .axis(axis)
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    var target: [ReshapeDimension] = []
    for size in sizes {
      switch size {
      case .number(let number): target.append(.size(number))
      case .rest: target.append(.inferred)
      case .axis(let axis): target.append(.copied(fromAxis: try context.axis(axis, of: x)))
      }
    }
    return [try context.add(Reshape(target: target), x)]
  }
}
