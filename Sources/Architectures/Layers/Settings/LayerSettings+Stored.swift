import Checkpoints
import Diagnostics
import ModelIR

extension LayerSettings {
  /// The most elements that a tensor of a layer may have; sums over any model stay countable.
  private static let elementLimit = 1 << 40

  /// The sizes that settings of layers may have.
  static let sizeRange = 1...Int(Int32.max)

  /// A tensor that the layer owns, in the element type that is stored.
  ///
  /// - Throws: ``DiagnosticCode/layerSettingInvalid`` for sizes that no memory holds.
  func parameter(
    _ name: String, _ shape: [Int], type: ElementType = .float32, isTrainable: Bool = true,
    isOptional: Bool = false
  ) throws(Diagnostic) -> ModuleTree.Parameter {
    guard let count = byteCountOfTensor(.uint8, shape: shape), count <= Self.elementLimit else {
      throw invalid(
        name, .list(shape.map { .integer($0) }),
        "sizes whose product is \(Self.elementLimit) at most")
    }
    let full = path.isEmpty ? name : "\(path).\(name)"
    return ModuleTree.Parameter(
      name: name, elementType: stored?[full]?.elementType ?? type, shape: shape,
      isTrainable: isTrainable, isOptional: isOptional)
  }

  /// Whether the layer has a tensor, as far as another one beside it tells that its tensors are stored
  /// at all.
  func isStored(_ name: String, beside other: String) -> Bool? {
    guard let isPresent = isStored(name) else { return nil }
    return isPresent || isStored(other) == true ? isPresent : nil
  }

  /// The product of two sizes.
  ///
  /// - Throws: ``DiagnosticCode/layerSettingInvalid`` if it is out of range.
  func product(
    _ left: Int, _ right: Int, for name: String
  ) throws(Diagnostic) -> Int {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    guard !overflow, product <= Int(Int32.max) else {
      throw invalid(name, .list([.integer(left), .integer(right)]), "a smaller product")
    }
    return product
  }
}
