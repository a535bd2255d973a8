import Diagnostics
import ModelIR

extension ATenCall {
  /// A convolution of which some overloads lack an argument.
  func convolution(
    _ input: String, hasBias: Bool = true, hasDilation: Bool = true, hasGroups: Bool = true
  ) throws(Diagnostic) -> [ATenValue] {
    try convolution(
      input, hasBias: hasBias, hasDilation: hasDilation,
      groups: hasGroups ? try integer("groups") : 1)
  }

  /// A convolution of each channel by itself.
  func depthwiseConvolution() throws(Diagnostic) -> [ATenValue] {
    let x = shape(try tensor("self"))
    guard x.rank >= 3, let channels = x[x.rank - 3].size else {
      throw problem("needs the number of channels, the input is \(x)")
    }
    return try convolution("self", hasBias: true, hasDilation: true, groups: channels)
  }

  private func convolution(
    _ input: String, hasBias: Bool, hasDilation: Bool, groups: Int
  ) throws(Diagnostic) -> [ATenValue] {
    let weight = try tensor("weight")
    let spatialRank = try spatialRank(ofKernel: weight)
    let strides = try integers("stride", count: spatialRank)
    let dilations =
      hasDilation ? try integers("dilation", count: spatialRank) : strides.map { _ in 1 }
    let (before, after) = try convolutionPadding(shape(weight), dilations)
    let window = SlidingWindow(
      strides: strides, dilations: dilations, padsBefore: before, padsAfter: after)
    let bias = hasBias ? try optionalTensor("bias") : nil
    let results = try withBatch(try tensor(input), rank: spatialRank + 2) {
      x throws(Diagnostic) in
      [try add(Convolution(window: window, groups: groups), x, weight, bias)]
    }
    return self.results(results)
  }

  /// The adjoint of a convolution.
  func transposedConvolution(
    _ input: String, hasGroups: Bool = true
  ) throws(Diagnostic) -> [ATenValue] {
    let weight = try tensor("weight")
    let spatialRank = try spatialRank(ofKernel: weight)
    let padding = try integers("padding", count: spatialRank)
    let window = SlidingWindow(
      strides: try integers("stride", count: spatialRank),
      dilations: try integers("dilation", count: spatialRank),
      padsBefore: padding, padsAfter: padding)
    let groups = hasGroups ? try integer("groups") : 1
    let convolution = ConvolutionTranspose(
      window: window, outputPadding: try integers("output_padding", count: spatialRank),
      groups: groups)
    let bias = try optionalTensor("bias")
    let results = try withBatch(try tensor(input), rank: spatialRank + 2) {
      x throws(Diagnostic) in [try add(convolution, x, weight, bias)]
    }
    return self.results(results)
  }

  /// A convolution or its adjoint, as a flag says.
  func eitherConvolution() throws(Diagnostic) -> [ATenValue] {
    try boolean("transposed") ? try transposedConvolution("input") : try convolution("input")
  }

  /// A convolution over `[time, batch, channels]` with a kernel `[width, in, out]`.
  func convolutionOverTimeFirst() throws(Diagnostic) -> [ATenValue] {
    let pad = try integer("pad")
    let x = try add(Transpose(axes: [1, 2, 0]), try tensor("self"))
    let weight = try add(Transpose(axes: [2, 1, 0]), try tensor("weight"))
    let window = SlidingWindow(strides: [1], padsBefore: [pad], padsAfter: [pad])
    let y = try add(Convolution(window: window), x, weight, try tensor("bias"))
    return result(try add(Transpose(axes: [2, 0, 1]), y))
  }

  private func spatialRank(ofKernel weight: ValueID) throws(Diagnostic) -> Int {
    guard (3...5).contains(rank(weight)) else {
      throw problem("takes a kernel of 3 to 5 axes, this is \(shape(weight))")
    }
    return rank(weight) - 2
  }

  /// The elements before and after each axis, of numbers or of a word.
  private func convolutionPadding(
    _ kernel: Shape, _ dilations: [Int]
  ) throws(Diagnostic) -> (before: [Int], after: [Int]) {
    guard case .text(let word) = value("padding") else {
      let padding = try integers("padding", count: dilations.count)
      return (padding, padding)
    }
    switch word {
    case "valid": return (dilations.map { _ in 0 }, dilations.map { _ in 0 })
    case "same":
      var totals: [Int] = []
      for (axis, dilation) in dilations.enumerated() {
        guard let size = kernel[axis + 2].size,
          case (let total, false) = (size - 1).multipliedReportingOverflow(by: dilation)
        else { throw problem("needs the kernel's sizes as numbers, they are \(kernel)") }
        totals.append(total)
      }
      return (totals.map { $0 / 2 }, totals.map { $0 - $0 / 2 })
    default: throw problem("takes 'same' or 'valid' as padding, '\(word)' is given")
    }
  }
}
