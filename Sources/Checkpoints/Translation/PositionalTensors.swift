import ModelIR

/// Tensors of lists, which have a position for a name: `weights[3]`.
enum PositionalTensors {
  /// The role that a tensor's rank tells, for one of a list.
  static func role(of tensor: LayerTensor) -> LayerRole {
    guard tensor.name.utf8.last == UInt8(ascii: "]") else { return .other }
    switch tensor.weight.shape.count {
    case 2: return LayerRole(.dense)
    case 3...5: return LayerRole(.convolution)
    default: return .other
    }
  }
}
