import Checkpoints

extension LayerTranslations {
  /// Pools; those that adapt to the input's size divide it evenly in Flux.
  static let pools: [String: Translation] = [
    "MaxPool1d": pool("MaxPool"), "MaxPool2d": pool("MaxPool"), "MaxPool3d": pool("MaxPool"),
    "AvgPool1d": pool("MeanPool"), "AvgPool2d": pool("MeanPool"), "AvgPool3d": pool("MeanPool"),
    "AdaptiveAvgPool1d": adaptive("Mean"), "AdaptiveAvgPool2d": adaptive("Mean"),
    "AdaptiveAvgPool3d": adaptive("Mean"),
    "AdaptiveMaxPool1d": adaptive("Max"), "AdaptiveMaxPool2d": adaptive("Max"),
    "AdaptiveMaxPool3d": adaptive("Max"),
  ]

  /// The mean or the greatest element of each channel: `GlobalMeanPool`.
  static func globalPool(_ kind: String) -> TranslatedLayer {
    .finished(.flux("Global\(kind)Pool", [], []))
  }

  private static func pool(_ name: String) -> Translation {
    { layer, rank in
      let axes = layer.spatialRank
      let kernel = try layer.sizes("kernel_size", axes)
      let strides =
        layer.settings["stride"] == HyperparameterValue.none
        ? kernel : try layer.sizes("stride", axes)
      if layer.text("padding") == "same_upper" {
        throw layer.inexpressible("its padding depends on the size of the input")
      }
      let pads = try layer.sizes("padding", axes)
      if layer.boolean("ceil_mode") {
        throw layer.inexpressible("windows that are cut off at the end count (ceil_mode)")
      }
      if layer.boolean("return_indices") {
        throw layer.inexpressible("it gives the places of the greatest elements, too")
      }
      if name == "MaxPool", try layer.sizes("dilation", axes).contains(where: { $0 != 1 }) {
        throw layer.inexpressible("its window has gaps (dilation)")
      }
      if name == "MeanPool" {
        if !layer.boolean("count_include_pad"), pads.contains(where: { $0 != 0 }) {
          throw layer.inexpressible("padding does not count (count_include_pad is False)")
        }
        if let divisor = layer.settings["divisor_override"], divisor != .none {
          throw layer.inexpressible("it divides by \(divisor)")
        }
      }
      rank = axes + 2
      return [
        .finished(
          .flux(
            name, [.integer(axes), .integer(2 * axes)],
            [
              .integers(kernel.reversed()), .integers(pads.reversed().flatMap { [$0, $0] }),
              .integers(strides.reversed()),
            ]))
      ]
    }
  }

  private static func adaptive(_ kind: String) -> Translation {
    { layer, rank in
      let axes = layer.spatialRank
      if layer.boolean("return_indices") {
        throw layer.inexpressible("it gives the places of the greatest elements, too")
      }
      rank = axes + 2
      let written = layer.settings["output_size"] ?? HyperparameterValue.none
      let items = written.items ?? [HyperparameterValue](repeating: written, count: axes)
      let sizes =
        items.count == 1 ? [HyperparameterValue](repeating: items[0], count: axes) : items
      if sizes.allSatisfy({ $0 == .none }) { return [] }
      let integers = sizes.compactMap(\.integer)
      guard integers.count == axes else {
        throw layer.inexpressible("it keeps the size of some axes and not of others")
      }
      if integers.allSatisfy({ $0 == 1 }) { return [globalPool(kind)] }
      return [
        .finished(
          .flux(
            "Adaptive\(kind)Pool", [.integer(axes + 2), .integer(axes)],
            [.integers(integers.reversed())]))
      ]
    }
  }
}
