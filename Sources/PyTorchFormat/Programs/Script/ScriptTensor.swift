import ATen
import Diagnostics
import ModelIR

/// A tensor that the file holds, which becomes part of the graph when something needs it.
final class ScriptTensor {
  /// The elements.
  let weight: Weight
  /// Its name: `layer1.0.conv1.weight`, `constants.c3`.
  let name: String
  private var tensor: ATenTensor?
  private var isNumberKnown = false
  private var knownNumber: ATenValue?

  /// Describes a tensor of the file.
  init(_ weight: Weight, named name: String) {
    self.weight = weight
    self.name = name
  }

  /// The tensor of the graph.
  func tensor(in context: ATenContext) -> ATenTensor {
    if let tensor { return tensor }
    let made = context.weightTensor(weight, named: name)
    tensor = made
    return made
  }

  /// The integer or truth value that a tensor without axes holds, as long as nothing was written to
  /// it.
  var number: ATenValue? {
    guard !isNumberKnown else { return knownNumber }
    isNumberKnown = true
    guard weight.shape.isEmpty, weight.elementType.isInteger || weight.elementType == .bool,
      let value = try? TorchNumber.value(of: weight)
    else { return nil }
    switch value {
    case .integer(let integer): knownNumber = .integer(integer)
    case .boolean(let flag): knownNumber = .boolean(flag)
    default: break
    }
    return knownNumber
  }

  /// Takes note that something is written to it.
  func forgetNumber() {
    isNumberKnown = true
    knownNumber = nil
  }
}
