import Diagnostics
import ModelIR

extension LayerTranslations {
  /// Convolutions and their adjoints, whose kernels Flux flips, and padding.
  static let convolutions: [String: Translation] = [
    "Conv1d": convolution, "Conv2d": convolution, "Conv3d": convolution,
    "ConvTranspose1d": adjoint, "ConvTranspose2d": adjoint, "ConvTranspose3d": adjoint,
    "ZeroPad1d": padding("pad_zeros"), "ZeroPad2d": padding("pad_zeros"),
    "ZeroPad3d": padding("pad_zeros"),
    "ReflectionPad1d": padding("pad_reflect"), "ReflectionPad2d": padding("pad_reflect"),
    "ReflectionPad3d": padding("pad_reflect"),
    "ReplicationPad1d": padding("pad_repeat"), "ReplicationPad2d": padding("pad_repeat"),
    "ReplicationPad3d": padding("pad_repeat"),
    "CircularPad1d": padding("pad_circular"), "CircularPad2d": padding("pad_circular"),
    "CircularPad3d": padding("pad_circular"),
  ]

  private static let convolution: Translation = { layer, rank in
    let axes = layer.spatialRank
    let tensor = try layer.tensor("weight")
    let strides = try layer.sizes("stride", axes)
    let dilations = try layer.sizes("dilation", axes)
    var pads = try pads(
      of: layer, kernel: Array(tensor.shape.dropFirst(2)), strides, dilations)
    var layers: [TranslatedLayer] = []
    let mode = layer.text("padding_mode")
    if mode != "zeros", pads.contains(where: { $0 != 0 }) {
      let function = ["reflect": "pad_reflect", "replicate": "pad_repeat"][mode] ?? "pad_circular"
      layers.append(.finished(.fix2(.nnlib(function), .integers(pads))))
      pads = pads.map { _ in 0 }
    }
    let weight = try layer.array(kernel(tensor))
    let bias = try layer.bias()
    let groups = try layer.integer("groups")
    rank = axes + 2
    return layers + [
      .activated { [pads] activation in
        .flux(
          "Conv", parameters(axes, activation, weight, bias),
          [
            activation, weight, bias, .integers(strides.reversed()), .integers(pads),
            .integers(dilations.reversed()), .integer(groups),
          ])
      }
    ]
  }

  private static let adjoint: Translation = { layer, rank in
    let axes = layer.spatialRank
    let strides = try layer.sizes("stride", axes)
    let dilations = try layer.sizes("dilation", axes)
    let sizes = try layer.sizes("padding", axes)
    let pads = sizes.reversed().flatMap { [$0, $0] }
    let outputPads = try layer.sizes("output_padding", axes)
    let weight = try layer.array(kernel(layer.tensor("weight")))
    let bias = try layer.bias()
    let groups = try layer.integer("groups")
    rank = axes + 2
    return [
      .activated { activation in
        .flux(
          "ConvTranspose", parameters(axes, activation, weight, bias),
          [
            activation, weight, bias, .integers(strides.reversed()), .integers(pads),
            .integers(outputPads.reversed()), .integers(dilations.reversed()), .integer(groups),
          ])
      }
    ]
  }

  private static func padding(_ function: String) -> Translation {
    { layer, rank in
      // PyTorch lists the last axis first, as Julia counts.
      let sizes = try layer.sizes("padding", 2 * layer.spatialRank)
      guard sizes.allSatisfy({ $0 >= 0 }) else {
        throw layer.inexpressible("it cuts off instead of padding")
      }
      rank = layer.spatialRank + 2
      return [.finished(.fix2(.nnlib(function), .integers(sizes)))]
    }
  }

  /// A kernel in Julia's order of sizes, flipped along its spatial axes.
  private static func kernel(_ tensor: Weight) -> Weight {
    tensor.transposed(by: Array(tensor.shape.indices.reversed()))
      .flipped(along: Array(0..<tensor.shape.count - 2))
  }

  private static func parameters(
    _ axes: Int, _ activation: WrittenValue, _ weight: WrittenValue, _ bias: WrittenValue
  ) -> [WrittenType.Parameter] {
    [
      .integer(axes), .integer(2 * axes), .type(activation.type), .type(weight.type),
      .type(bias.type),
    ]
  }

  /// Both ends of each axis, in Julia's order.
  private static func pads(
    of layer: SourceLayer, kernel: [Int], _ strides: [Int], _ dilations: [Int]
  ) throws -> [Int] {
    switch layer.text("padding") {
    case "valid": return kernel.flatMap { _ in [0, 0] }
    case "same", "same_upper":
      guard strides.allSatisfy({ $0 == 1 }) else {
        throw layer.inexpressible("its padding depends on the size of the input")
      }
      return zip(kernel, dilations).reversed().flatMap { size, dilation in
        let total = (size - 1) * dilation
        return [total / 2, total - total / 2]
      }
    default:
      return try layer.sizes("padding", kernel.count).reversed().flatMap { [$0, $0] }
    }
  }
}
