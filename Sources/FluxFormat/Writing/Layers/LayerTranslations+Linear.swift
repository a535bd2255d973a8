import Checkpoints
import ModelIR

extension LayerTranslations {
  /// Dense layers, embeddings, and what does something in training only.
  static let linear: [String: Translation] = [
    "Linear": { layer, rank in
      // As elsewhere where nothing else is known: a batch of features, a batch of tokens.
      rank = rank ?? 2
      return [try dense(layer, "weight", bias: layer.bias())]
    },
    "NonDynamicallyQuantizableLinear": { layer, _ in
      [try dense(layer, "weight", bias: layer.bias())]
    },
    "Identity": { _, _ in [] },
    "Embedding": { layer, rank in
      guard layer.settings["max_norm"] == HyperparameterValue.none else {
        throw layer.inexpressible("lookups change the table (max_norm)")
      }
      rank = (rank ?? 2) + 1
      let table = try layer.array(layer.tensor("weight").transposed(by: [1, 0]))
      return [.finished(.flux("Embedding", [.type(table.type)], [table]))]
    },
    "Dropout": { layer, _ in [try dropout(layer, dimensions: .colon)] },
    "Dropout1d": { layer, _ in [try dropout(layer, dimensions: .integers([2, 3]))] },
    "Dropout2d": { layer, _ in [try dropout(layer, dimensions: .integers([3, 4]))] },
    "Dropout3d": { layer, _ in [try dropout(layer, dimensions: .integers([4, 5]))] },
    "AlphaDropout": { layer, _ in
      let p = WrittenValue.float64(try layer.number("p"))
      return [
        .finished(
          .flux(
            "AlphaDropout", [.type(p.type), .type(randomness.type)], [p, .nothing, randomness]))
      ]
    },
  ]

  /// `y = σ(weight · x + bias)`.
  static func dense(
    _ layer: SourceLayer, _ name: String, bias: WrittenValue
  ) throws -> TranslatedLayer {
    dense(try layer.array(layer.tensor(name)), bias)
  }

  /// A dense layer of arrays.
  static func dense(_ weight: WrittenValue, _ bias: WrittenValue) -> TranslatedLayer {
    .activated { activation in
      .flux(
        "Dense", [.type(activation.type), .type(weight.type), .type(bias.type)],
        [weight, bias, activation])
    }
  }

  /// Noise in training; `dimensions` are those along which the noise differs.
  static func dropout(_ layer: SourceLayer, dimensions: WrittenValue) throws -> TranslatedLayer {
    dropout(probability: try layer.number("p"), dimensions: dimensions)
  }

  static func dropout(probability: Double, dimensions: WrittenValue = .colon) -> TranslatedLayer {
    .finished(
      .flux(
        "Dropout", [.type(.core("Float64")), .type(dimensions.type), .type(randomness.type)],
        [.float64(probability), dimensions, .nothing, randomness]))
  }

  /// Julia's standard source of random numbers.
  private static let randomness = WrittenValue.structure(
    WrittenStructure(type: WrittenType(["Random", "TaskLocalRNG"]), fields: []))

  /// `scale .* x .+ bias`, with the sizes in Julia's order.
  static func scale(_ scale: WrittenValue, _ bias: WrittenValue) -> TranslatedLayer {
    .activated { activation in
      .flux(
        "Scale", [.type(activation.type), .type(scale.type), .type(bias.type)],
        [scale, bias, activation])
    }
  }
}
