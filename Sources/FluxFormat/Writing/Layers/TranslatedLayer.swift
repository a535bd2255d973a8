/// A layer of Flux on its way: what follows may still become the activation inside of it.
enum TranslatedLayer: Sendable {
  /// A layer or a function of whole arrays.
  case finished(WrittenValue)
  /// A layer with a field for a function of one element.
  case activated(@Sendable (WrittenValue) -> WrittenValue)
  /// A function of one element.
  case activation(WrittenValue)

  /// The layer as it stands in a chain.
  var value: WrittenValue {
    switch self {
    case .finished(let value): value
    case .activated(let layer): layer(.identity)
    case .activation(let function): .broadcast(function)
    }
  }
}

/// Layers one after the other; a function of one element goes into the layer before it where that has
/// a place for it.
struct TranslatedSequence: Sendable {
  private(set) var layers: [TranslatedLayer] = []

  init(_ layers: [TranslatedLayer] = []) { append(layers) }

  mutating func append(_ more: [TranslatedLayer]) {
    for layer in more {
      if case .activation(let function) = layer, case .activated(let make)? = layers.last {
        layers[layers.count - 1] = .finished(make(function))
      } else {
        layers.append(layer)
      }
    }
  }

  /// The layers as one: itself, or a chain.
  var joined: [TranslatedLayer] { layers.count <= 1 ? layers : [.finished(value)] }

  /// The layers as a value.
  var value: WrittenValue {
    switch layers.count {
    case 0: .identity
    case 1: layers[0].value
    default: .chain(layers.map(\.value))
    }
  }
}

extension TranslatedSequence {
  /// Layers that work along the first axis of Julia's, around which another axis is brought there.
  ///
  /// - Parameter axis: the axis, counted from 1 as Julia does.
  static func along(
    _ axis: Int, rank: Int, _ layers: [TranslatedLayer]
  ) -> [TranslatedLayer] {
    guard axis > 1 else { return layers }
    let turn = TranslatedLayer.finished(exchange(1, axis, rank: rank))
    return [turn] + layers + [turn]
  }

  /// The exchange of two axes of Julia's.
  static func exchange(_ first: Int, _ second: Int, rank: Int) -> WrittenValue {
    var order = Array(1...rank)
    order.swapAt(first - 1, second - 1)
    return permutation(order)
  }

  /// Julia's axes in another order.
  static func permutation(_ order: [Int]) -> WrittenValue {
    .fix2(.base("permutedims"), .integers(order))
  }
}
