import Checkpoints

extension LayerTranslations {
  /// What changes sizes.
  static let shaping: [String: Translation] = [
    "Flatten": { layer, rank in
      let end = try layer.integer("end_dim")
      guard try layer.integer("start_dim") == 1, end == -1 || end + 1 == rank else {
        throw layer.inexpressible("flatten joins everything but the batch in Flux")
      }
      rank = 2
      return [flatten]
    },
    "Unflatten": { layer, rank in
      let sizes = layer.settings["unflattened_size"]?.integers ?? []
      let axis = try layer.integer("dim")
      guard rank == nil || rank == 2, axis == 1 || axis == -1, !sizes.contains(-1) else {
        throw layer.inexpressible("only the features of a matrix are split, into known sizes")
      }
      rank = sizes.count + 1
      return [
        .finished(
          .fix2(
            .base("reshape"), .tuple(sizes.reversed().map { .integer($0) } + [.colon])))
      ]
    },
    "PixelShuffle": { layer, rank in
      rank = 4
      return [
        .finished(.flux("PixelShuffle", [], [.integer(try layer.integer("upscale_factor"))]))
      ]
    },
    "Upsample": upsample, "UpsamplingNearest2d": upsample, "UpsamplingBilinear2d": upsample,
  ]

  /// Everything but the batch as one axis.
  static let flatten = TranslatedLayer.finished(.function("MLUtils", "flatten"))

  private static let upsample: Translation = { layer, rank in
    let mode = layer.text("mode")
    let axes: Int
    switch mode {
    case "linear": axes = 1
    case "bilinear": axes = 2
    case "trilinear": axes = 3
    case "nearest": axes = (rank ?? 4) - 2
    default: throw layer.inexpressible("Flux does not resample by the mode '\(mode)'")
    }
    guard axes >= 1, mode == "nearest" || layer.boolean("align_corners") else {
      throw layer.inexpressible("Flux aligns the corners where it interpolates (align_corners)")
    }
    rank = axes + 2
    var scale = WrittenValue.nothing
    var size = WrittenValue.nothing
    if layer.settings["scale_factor"] ?? HyperparameterValue.none == HyperparameterValue.none {
      guard mode != "nearest" else {
        throw layer.inexpressible("Flux repeats elements a whole number of times; give a factor")
      }
      size = .integers(try layer.sizes("size", axes).reversed())
    } else {
      let factors = layer.settings["scale_factor"]?.items?.map(\.integer)
      let single = layer.settings["scale_factor"]?.integer
      let integers = factors?.compactMap(\.self) ?? [Int](repeating: single ?? 0, count: axes)
      guard integers.count == axes, integers.allSatisfy({ $0 > 0 }) else {
        throw layer.inexpressible("its factors are no whole numbers")
      }
      scale = .integers(integers.reversed())
    }
    return [
      .finished(
        .flux(
          "Upsample", [.symbol(mode), .type(scale.type), .type(size.type)], [scale, size]))
    ]
  }
}
