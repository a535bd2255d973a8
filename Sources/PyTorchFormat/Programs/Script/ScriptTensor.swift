import ATen
import Diagnostics
import ModelIR

/// A tensor that the file holds, which becomes part of the graph when something needs it.
final class ScriptTensor {
  /// The elements.
  let weight: Weight
  /// Its name: `layer1.0.conv1.weight`, `constants.c3`.
  let name: String
  /// By which numbers integers are to be read, if they stand for real ones.
  let quantization: TorchQuantization?
  private var tensor: ATenTensor?
  private var isNumberKnown = false
  private var knownNumber: ATenValue?

  /// Describes a tensor of the file.
  init(_ weight: Weight, named name: String, quantization: TorchQuantization? = nil) {
    self.weight = weight
    self.name = name
    self.quantization = quantization
  }

  /// The tensor of the graph.
  ///
  /// - Throws: what the graph raises if a quantised tensor's scales do not fit.
  func tensor(in context: ATenContext) throws(Diagnostic) -> ATenTensor {
    if let tensor { return tensor }
    let made: ATenTensor
    if let quantization {
      let scales = try Self.numbers(quantization.scales, .float32)
      let zeroPoints = try Self.numbers(quantization.zeroPoints, weight.elementType)
      made = try context.quantizedTensor(
        weight, scale: scales, zeroPoint: zeroPoints, axis: quantization.axis, named: name)
    } else {
      made = context.weightTensor(weight, named: name)
    }
    tensor = made
    return made
  }

  private static func numbers(_ weight: Weight, _ type: ElementType) throws(Diagnostic) -> Weight {
    guard let result = Weight.array(try weight.doubles(limit: 1 << 24), type) else {
      throw Diagnostic(.torchScriptUnsupported, "a tensor is quantised with scales of another type")
    }
    return result.reshaped(to: weight.shape)
  }

  /// The integer or truth value that a tensor without axes holds, as long as nothing was written to
  /// it.
  var number: ATenValue? {
    guard !isNumberKnown else { return knownNumber }
    isNumberKnown = true
    guard quantization == nil, weight.shape.isEmpty,
      weight.elementType.isInteger || weight.elementType == .bool,
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
