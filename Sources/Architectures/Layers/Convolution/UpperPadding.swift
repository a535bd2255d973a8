import Diagnostics
import ModelIR

/// As much padding as gives a result of the input's size divided by the stride, rounded up.
///
/// Where it is odd, the larger half stands behind. TensorFlow and MindSpore call it `same`.
enum UpperPadding {
  /// What the setting `padding` says for it: PyTorch's `same` is defined for a stride of 1 only.
  static let name = "same_upper"

  /// The elements before and behind each spatial axis of an input.
  ///
  /// - Throws: ``DiagnosticCode/layerInputs`` where the size of an axis decides and is open.
  static func sizes(
    of x: ValueID, kernel: [Int], strides: [Int], dilations: [Int], in context: LayerContext
  ) throws(Diagnostic) -> (before: [Int], after: [Int]) {
    let shape = context.shape(x)
    var totals: [Int] = []
    for axis in kernel.indices {
      // The settings are 31 bits long, so that none of this overflows.
      let reach = (kernel[axis] - 1) * dilations[axis] + 1
      guard strides[axis] > 1 else {
        totals.append(reach - 1)
        continue
      }
      guard let size = shape[axis + 2].size, size < 1 << 31 else {
        throw context.problem(
          "the padding '\(name)' depends on the input's size where the stride is not 1, and the size "
            + "\(shape[axis + 2]) is open")
      }
      let count = (size + strides[axis] - 1) / strides[axis]
      totals.append(max((count - 1) * strides[axis] + reach - size, 0))
    }
    return (totals.map { $0 / 2 }, totals.map { $0 - $0 / 2 })
  }
}
