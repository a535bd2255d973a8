import Checkpoints
import ModelIR

extension LayerTranslations {
  /// Normalisation.
  static let normalizations: [String: Translation] = [
    "BatchNorm1d": channels("BatchNorm"), "BatchNorm2d": channels("BatchNorm", rank: 4),
    "BatchNorm3d": channels("BatchNorm", rank: 5), "SyncBatchNorm": channels("BatchNorm"),
    "InstanceNorm1d": channels("InstanceNorm", rank: 3),
    "InstanceNorm2d": channels("InstanceNorm", rank: 4),
    "InstanceNorm3d": channels("InstanceNorm", rank: 5),
    "GroupNorm": groups,
    "LayerNorm": { layer, _ in [try layerNorm(layer)] },
    "LayerNorm2d": { layer, rank in
      rank = 4
      return TranslatedSequence.along(3, rank: 4, [try layerNorm(layer)])
    },
  ]

  private static func channels(_ name: String, rank known: Int? = nil) -> Translation {
    { layer, rank in
      rank = known ?? rank
      let count = try layer.integer("num_features")
      let (scale, offset) = try affine(layer, count)
      let tracks = layer.has("running_mean")
      let mean = tracks ? try layer.vector("running_mean") : .nothing
      let variance = tracks ? try layer.vector("running_var") : .nothing
      let epsilon = WrittenValue.float32(Float(try layer.number("eps")))
      let momentum = WrittenValue.float32(Float(layer.settings["momentum"]?.number ?? 0.1))
      let isAffine = layer.has("weight") || layer.has("bias")
      return [
        .activated { activation in
          .flux(
            name,
            [
              .type(activation.type), .type(offset.type), .type(epsilon.type), .type(mean.type),
            ],
            [
              activation, offset, scale, mean, variance, epsilon, momentum, .boolean(isAffine),
              .boolean(tracks), .nothing, .integer(count),
            ])
        }
      ]
    }
  }

  private static let groups: Translation = { layer, _ in
    let count = try layer.integer("num_channels")
    let groups = try layer.integer("num_groups")
    let (scale, offset) = try affine(layer, count)
    let epsilon = WrittenValue.float32(Float(try layer.number("eps")))
    let isAffine = layer.has("weight") || layer.has("bias")
    return [
      .activated { activation in
        .flux(
          "GroupNorm", [.type(activation.type), .type(offset.type), .type(epsilon.type)],
          [
            .integer(groups), activation, offset, scale, .nothing, .nothing, epsilon,
            .float32(0.1), .boolean(isAffine), .boolean(false), .nothing, .integer(count),
          ])
      }
    ]
  }

  /// Flux adds ϵ² to the variance, PyTorch ϵ.
  private static func layerNorm(_ layer: SourceLayer) throws -> TranslatedLayer {
    let shape = layer.settings["normalized_shape"]?.integers ?? []
    let sizes = WrittenValue.integers(shape.reversed())
    let epsilon = WrittenValue.float32(Float(try layer.number("eps").squareRoot()))
    guard layer.has("weight") else {
      return .finished(
        .flux(
          "LayerNorm",
          [
            .type(WrittenValue.identity.type), .type(WrittenValue.identity.type),
            .type(epsilon.type), .integer(shape.count),
          ], [.identity, .identity, epsilon, sizes, .boolean(false)]))
    }
    func reversed(_ name: String) throws -> WrittenValue {
      let tensor = try layer.tensor(name)
      return try layer.array(tensor.transposed(by: Array(tensor.shape.indices.reversed())))
    }
    let weight = try reversed("weight")
    let bias = layer.has("bias") ? try reversed("bias") : .boolean(false)
    return .activated { activation in
      let diagonal = WrittenValue.flux(
        "Scale", [.type(activation.type), .type(weight.type), .type(bias.type)],
        [weight, bias, activation])
      return .flux(
        "LayerNorm",
        [
          .type(activation.type), .type(diagonal.type), .type(epsilon.type),
          .integer(shape.count),
        ], [activation, diagonal, epsilon, sizes, .boolean(true)])
    }
  }

  /// γ and β, both of them or neither; what PyTorch leaves out of the two changes nothing.
  private static func affine(
    _ layer: SourceLayer, _ count: Int
  ) throws -> (scale: WrittenValue, offset: WrittenValue) {
    guard layer.has("weight") || layer.has("bias") else { return (.nothing, .nothing) }
    let type = try layer.tensor(layer.has("weight") ? "weight" : "bias").elementType
    func constant(_ value: Double) throws -> WrittenValue {
      guard let weight = Weight.array([Double](repeating: value, count: count), type) else {
        throw layer.inexpressible("Julia has no elements of \(type)")
      }
      return try layer.array(weight)
    }
    return (
      layer.has("weight") ? try layer.vector("weight") : try constant(1),
      layer.has("bias") ? try layer.vector("bias") : try constant(0)
    )
  }
}
