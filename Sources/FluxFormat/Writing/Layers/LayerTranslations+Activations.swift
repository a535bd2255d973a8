import Checkpoints
import ModelIR

extension LayerTranslations {
  /// Functions of one element, and those along an axis.
  static let activations: [String: Translation] = [
    "ReLU": plain("relu"), "ReLU6": plain("relu6"), "SELU": plain("selu"),
    "SiLU": plain("swish"), "Mish": plain("mish"), "Hardswish": plain("hardswish"),
    "Hardsigmoid": plain("hardσ"), "Sigmoid": plain("σ"), "Softsign": plain("softsign"),
    "Tanhshrink": plain("tanhshrink"), "LogSigmoid": plain("logσ"),
    "Tanh": { _, _ in [.activation(.base("tanh"))] },
    "GELUActivation": plain("gelu_erf"),
    "NewGELUActivation": plain("gelu_tanh"), "PytorchGELUTanh": plain("gelu_tanh"),
    "GELUTanh": plain("gelu_tanh"), "FastGELUActivation": plain("gelu_tanh"),
    "FastGELU": plain("gelu_tanh"), "AccurateGELUActivation": plain("gelu_tanh"),
    "GELU": { layer, _ in
      [.activation(.nnlib(layer.text("approximate") == "tanh" ? "gelu_tanh" : "gelu_erf"))]
    },
    "LeakyReLU": parametrised("leakyrelu", "negative_slope", standard: 0.01),
    "ELU": parametrised("elu", "alpha", standard: 1),
    "CELU": parametrised("celu", "alpha", standard: 1),
    "Softshrink": parametrised("softshrink", "lambd", standard: 0.5),
    "Softplus": { layer, _ in
      guard try layer.number("beta") == 1 else {
        throw layer.inexpressible("softplus has no factor in Flux (beta)")
      }
      return [.activation(.nnlib("softplus"))]
    },
    "Hardtanh": { layer, _ in
      switch (try layer.number("min_val"), try layer.number("max_val")) {
      case (-1, 1): return [.activation(.nnlib("hardtanh"))]
      case (0, 6): return [.activation(.nnlib("relu6"))]
      default: throw layer.inexpressible("hardtanh has the bounds -1 and 1 in Flux")
      }
    },
    "Threshold": { layer, _ in
      guard try layer.number("value") == 0 else {
        throw layer.inexpressible("trelu gives 0 below its threshold in Flux")
      }
      return [.activation(.fix2(.nnlib("trelu"), .float32(Float(try layer.number("threshold")))))]
    },
    "PReLU": slopes,
    "Softmax": along("softmax"), "LogSoftmax": along("logsoftmax"),
    "Softmax2d": { _, rank in
      rank = 4
      return TranslatedSequence.along(3, rank: 4, [.finished(.nnlib("softmax"))])
    },
    "GLU": { layer, rank in
      let axis = try juliaAxis(try layer.integer("dim"), of: layer, rank)
      return [.finished(axis == 1 ? .nnlib("glu") : .fix2(.nnlib("glu"), .integer(axis)))]
    },
  ]

  /// An axis of PyTorch's, which may count from the end, as Julia counts.
  static func juliaAxis(_ axis: Int, of layer: SourceLayer, _ rank: Int?) throws -> Int {
    if axis < 0 { return -axis }
    guard let rank, axis < rank else {
      throw layer.inexpressible(
        "the number of its input's axes is not known; count the axis from the end")
    }
    return rank - axis
  }

  private static func plain(_ name: String) -> Translation {
    { _, _ in [.activation(.nnlib(name))] }
  }

  /// A function with a parameter, which may have the value that Flux takes where none is given.
  private static func parametrised(
    _ name: String, _ setting: String, standard: Double
  ) -> Translation {
    { layer, _ in
      let value = try layer.number(setting)
      return [
        .activation(
          value == standard ? .nnlib(name) : .fix2(.nnlib(name), .float32(Float(value))))
      ]
    }
  }

  /// A function along one axis; Flux's own choice is Julia's first.
  private static func along(_ name: String) -> Translation {
    { layer, rank in
      let written = layer.settings["dim"]?.integer
      // Where no axis is written PyTorch takes the first of one or three axes, else the second.
      let axis = written ?? (rank.map { [0, 1, 3].contains($0) ? 0 : 1 } ?? 1)
      let place = try juliaAxis(axis, of: layer, rank)
      if place == 1 { return [.finished(.nnlib(name))] }
      guard let rank, place <= rank else {
        throw layer.inexpressible("the number of its input's axes is not known")
      }
      return TranslatedSequence.along(place, rank: rank, [.finished(.nnlib(name))])
    }
  }

  /// The rectifier with learned slopes: `relu(x) - slope * relu(-x)`.
  private static let slopes: Translation = { layer, rank in
    let slope = try layer.tensor("weight")
    var sizes = slope.shape
    if slope.elementCount > 1 {
      guard let rank else {
        throw layer.inexpressible("the number of its input's axes is not known")
      }
      sizes = [Int](repeating: 1, count: max(0, rank - 2)) + sizes
    }
    let array = try layer.array(slope.reshaped(to: sizes))
    let below = TranslatedSequence([
      .activation(.base("-")), .activation(.nnlib("relu")), scale(array, .boolean(false)),
    ])
    return [
      .finished(.parallel(.base("-"), [.broadcast(.nnlib("relu")), below.value]))
    ]
  }
}
