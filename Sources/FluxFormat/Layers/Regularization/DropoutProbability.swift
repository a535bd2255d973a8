import Diagnostics
import ModelIR

/// How likely an element is dropped, printed with the digits of the type that it has.
struct DropoutProbability: Sendable {
  let text: String

  init(decoding fields: FluxFields) throws(Diagnostic) {
    let number = try fields.number(0, "p")
    if case .float(_, .float32) = try fields.value(0, "p") {
      text = "\(Float(number))"
    } else {
      text = "\(number)"
    }
  }
}
