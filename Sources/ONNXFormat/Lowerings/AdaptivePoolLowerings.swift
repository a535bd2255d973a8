import ModelIR

extension NodeLowering {
  /// Writes an adaptive pool as the global one, as windows of one size, or axis by axis: a mean or a
  /// maximum over a box is that of its parts, so each axis is cut into its bins, reduced and joined.
  mutating func adaptivePool(
    _ operation: some AdaptivePool, whole: String, windowed: String, _ reduction: String
  ) {
    let outputs = operation.outputSizes
    if outputs.allSatisfy({ $0 == 1 }) { return result(whole, self[0]) }
    // Inference has found every size to be a number.
    let sizes = shape(0).dimensions.dropFirst(2).compactMap(\.size)
    let uniform = zip(sizes, outputs).map { operation.rule.uniformWindow(from: $0, to: $1) }
    if !uniform.contains(where: { $0 == nil }) {
      let windows = uniform.compactMap(\.self)
      return result(
        windowed, self[0],
        attributes: [
          .integers("kernel_shape", windows.map(\.kernel)),
          .integers("strides", windows.map(\.stride)),
        ])
    }
    let changed = outputs.indices.filter { sizes[$0] != outputs[$0] }
    var value = self[0]
    for (position, axis) in changed.enumerated() {
      let parts = operation.rule.bins(from: sizes[axis], to: outputs[axis]).map { bin in
        let slice = emit(
          "Slice", value, integers([bin.lowerBound]), integers([bin.upperBound]),
          integers([axis + 2]))
        return reduced(reduction, slice, axes: [axis + 2], keepsAxes: true)
      }
      let attribute: ONNXAttribute = .integer("axis", axis + 2)
      if position == changed.count - 1 {
        result("Concat", parts, attributes: [attribute])
      } else {
        value = emit("Concat", parts, attributes: [attribute])
      }
    }
  }
}
