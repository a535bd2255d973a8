import ModelIR

/// The order of elements in which Flux stores the tensors of layers.
///
/// Sizes are in Julia's order: a kernel is `(width, height, in, out)`. Matrices of dense layers are
/// `(out, in)` in both frameworks, tables of embeddings `(out, vocabulary)`.
enum FluxLayout {
  /// A tensor of Flux as PyTorch has it, or nothing if no rule knows it.
  static func toPyTorch(_ weight: Weight, _ name: String, of role: LayerRole) -> Weight? {
    let rank = weight.shape.count
    if rank <= 1 { return weight }
    switch role.kind {
    case .convolution, .crossCorrelation, .depthwiseConvolution:
      guard name != "bias", rank >= 3 else { return nil }
      var kernel = weight.reversed
      if role.kind == .depthwiseConvolution {
        // The outputs of the groups follow each other.
        let outputs = kernel.shape[0].multipliedReportingOverflow(by: kernel.shape[1])
        guard !outputs.overflow else { return nil }
        kernel = kernel.reshaped(to: [outputs.partialValue, 1] + kernel.shape.dropFirst(2))
      }
      return role.kind == .crossCorrelation ? kernel : kernel.withFlippedWindow
    case .embedding, .layerNormalization, .scale: return weight.reversed
    case .dense, .bilinear, .recurrent, .recurrentCell, .attention: return weight
    default: return nil
    }
  }

  /// A tensor of PyTorch as Flux has it, or nothing if no rule knows it.
  ///
  /// - Parameter groupCount: the groups of a convolution that works on every channel by itself.
  static func fromPyTorch(
    _ weight: Weight, _ name: String, of role: LayerRole, groupCount: Int? = nil
  ) -> Weight? {
    let rank = weight.shape.count
    if rank <= 1 { return weight }
    switch role.kind {
    case .convolution, .crossCorrelation, .depthwiseConvolution:
      guard name != "bias", rank >= 3 else { return nil }
      var kernel = weight
      if let groupCount, groupCount > 0, weight.shape[1] == 1,
        weight.shape[0].isMultiple(of: groupCount)
      {
        kernel = weight.reshaped(
          to: [groupCount, weight.shape[0] / groupCount] + weight.shape.dropFirst(2))
      }
      return (role.kind == .crossCorrelation ? kernel : kernel.withFlippedWindow).reversed
    case .embedding, .layerNormalization, .scale: return weight.reversed
    case .dense, .bilinear, .recurrent, .recurrentCell, .attention: return weight
    default: return nil
    }
  }
}

extension Weight {
  /// The tensor with its axes in the opposite order.
  fileprivate var reversed: Weight { transposed(by: Array(shape.indices.reversed())) }

  /// A kernel read backwards along every spatial axis.
  fileprivate var withFlippedWindow: Weight { flipped(along: Array(2..<shape.count)) }
}
