import Checkpoints
import ModelIR

extension LayerTranslations {
  /// Recurrent layers over sequences; each is a layer of its own in Flux.
  static let recurrent: [String: Translation] = [
    "RNN": stack { layer, suffix in
      let name = layer.text("nonlinearity")
      let activation = name == "relu" ? WrittenValue.nnlib("relu") : .base("tanh")
      let fields = try arrays(layer, suffix, layer.summedBias(suffix))
      return cell(
        "RNN", [.type(activation.type)] + fields.map { .type($0.type) }, [activation] + fields)
    },
    "LSTM": stack { layer, suffix in
      guard layer.settings["proj_size"]?.integer ?? 0 == 0 else {
        throw layer.inexpressible("its states are projected (proj_size)")
      }
      let fields = try arrays(layer, suffix, layer.summedBias(suffix))
      return cell("LSTM", fields.map { .type($0.type) }, fields)
    },
    "GRU": stack { layer, suffix in
      let fields = try arrays(layer, suffix, layer.biasOfGRU(suffix))
      return cell("GRU", fields.map { .type($0.type) }, fields)
    },
  ]

  /// The layers of a stack one after the other, over `(features, time, batch)`.
  private static func stack(
    _ layerOfStack: @escaping @Sendable (SourceLayer, String) throws -> TranslatedLayer
  ) -> Translation {
    { layer, rank in
      if layer.boolean("bidirectional") {
        throw layer.inexpressible("Flux runs over sequences in one direction")
      }
      if rank == 2 {
        throw layer.inexpressible("a sequence without a batch cannot be told from a batch in Flux")
      }
      var layers: [TranslatedLayer] = []
      let count = layer.settings["num_layers"]?.integer ?? 1
      let probability = layer.settings["dropout"]?.number ?? 0
      for index in 0..<count {
        if index > 0, probability > 0 { layers.append(dropout(probability: probability)) }
        layers.append(try layerOfStack(layer, "_l\(index)"))
      }
      rank = 3
      if layer.boolean("batch_first") { return layers }
      let turn = TranslatedLayer.finished(TranslatedSequence.permutation([1, 3, 2]))
      return [turn] + layers + [turn]
    }
  }

  private static func arrays(
    _ layer: SourceLayer, _ suffix: String, _ bias: WrittenValue
  ) throws -> [WrittenValue] {
    [try layer.vector("weight_ih\(suffix)"), try layer.vector("weight_hh\(suffix)"), bias]
  }

  /// A cell and the layer around it, which gives the sequence of states and not the last one.
  private static func cell(
    _ name: String, _ parameters: [WrittenType.Parameter], _ fields: [WrittenValue]
  ) -> TranslatedLayer {
    let cell = WrittenValue.flux("\(name)Cell", parameters, fields)
    return .finished(.flux(name, [.boolean(false), .type(cell.type)], [cell]))
  }
}

extension SourceLayer {
  /// Both biases added up, as Flux has one.
  fileprivate func summedBias(_ suffix: String) throws -> WrittenValue {
    guard has("bias_ih\(suffix)") else { return .boolean(false) }
    return try sum(tensor("bias_ih\(suffix)"), tensor("bias_hh\(suffix)"))
  }

  /// Both biases of the gates added up; the recurrent one of the candidate, which PyTorch multiplies
  /// with the reset gate, has no place in Flux.
  fileprivate func biasOfGRU(_ suffix: String) throws -> WrittenValue {
    guard has("bias_ih\(suffix)") else { return .boolean(false) }
    let recurrent = try tensor("bias_hh\(suffix)")
    let size = recurrent.elementCount / 3
    let candidate = recurrent.sliced(along: 0, 2 * size..<3 * size)
    guard try candidate.doubles().allSatisfy({ $0 == 0 }) else {
      throw inexpressible(
        "the last third of 'bias_hh\(suffix)' is multiplied with the reset gate in PyTorch and has no "
          + "place in Flux; it can be written where it is zero")
    }
    return try sum(tensor("bias_ih\(suffix)"), recurrent)
  }

  private func sum(_ first: Weight, _ second: Weight) throws -> WrittenValue {
    let sums = zip(try first.doubles(), try second.doubles()).map { $0 + $1 }
    guard sums.count == first.elementCount, let sum = Weight.array(sums, first.elementType) else {
      throw inexpressible("its biases cannot be added up")
    }
    return try array(sum)
  }
}
