import Diagnostics
import ModelIR

/// An activation function as a layer holds it.
struct FluxActivation: Sendable {
  /// The function.
  let value: JuliaValue
  /// The place of the field.
  let path: String

  init(_ value: JuliaValue, path: String) {
    self.value = value
    self.path = path
  }

  /// Whether the function changes nothing.
  var isIdentity: Bool {
    switch value {
    case .nothing: true
    case .function(let function): function.name == "identity"
    default: false
    }
  }

  /// The function as Flux prints it: `relu`, `σ`.
  var text: String { FluxModule(value, path: path).printedText }

  /// Applies the function to every element.
  func lower(_ input: ValueID, in lowering: inout FluxLowering) throws(Diagnostic) -> ValueID {
    if isIdentity { return input }
    let result: FluxValue
    if case .function(let function) = value {
      result = try lowering.apply(function, to: .tensor(input))
    } else {
      result = try lowering.apply(callable: value, to: [.tensor(input)])
    }
    return try lowering.tensor(result)
  }
}
