import Checkpoints
import ModelIR

/// Makes the parameters of a printed layer, whose sizes are checked before anything multiplies them.
struct PrintedTensor {
  /// The largest size of one axis.
  private static let largestSize = 1 << 31

  /// A parameter; nothing where a size is negative or the tensor could not be in any file.
  static func parameter(
    _ name: String, _ shape: [Int], _ elementType: ElementType = .float32,
    isTrainable: Bool = true, isOptional: Bool = false
  ) -> ModuleTree.Parameter? {
    guard shape.allSatisfy({ (0..<largestSize).contains($0) }),
      let byteCount = byteCountOfTensor(elementType, shape: shape), byteCount <= 1 << 44
    else { return nil }
    return ModuleTree.Parameter(
      name: name, elementType: elementType, shape: shape, isTrainable: isTrainable,
      isOptional: isOptional)
  }

  /// Whether the parameters of a tree can be counted without overflow.
  static func canCount(_ tree: ModuleTree) -> Bool {
    var total = 0
    for entry in tree.expectedEntries {
      guard let byteCount = byteCountOfTensor(entry.elementType, shape: entry.shape) else {
        return false
      }
      let (sum, overflow) = total.addingReportingOverflow(byteCount)
      guard !overflow, sum <= 1 << 60 else { return false }
      total = sum
    }
    return true
  }
}
