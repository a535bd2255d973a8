import Diagnostics
import ModelIR

/// Zeros or ones of the value's type and sizes.
struct FillFunction: ForwardFunction {
  static let names = ["zeros_like", "ones_like"]

  private let number: Double

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    number = settings.kind == "ones_like" ? 1 : 0
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    [try context.add(FillLike(value: number), try context.single(inputs))]
  }
}
