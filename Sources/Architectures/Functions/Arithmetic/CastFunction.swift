import Checkpoints
import Diagnostics
import ModelIR

/// The value in another element type.
struct CastFunction: ForwardFunction {
  static let names = ["cast"]

  private let type: ElementType

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    guard let value = settings.value("to") else { throw settings.missing("to") }
    guard let type = value.text.flatMap(ElementType.init(text:)) else {
      throw settings.invalid("to", value, "an element type such as f32, i64 or bool")
    }
    self.type = type
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    [try context.cast(try context.single(inputs), to: type)]
  }
}
