import Checkpoints

/// The tensors of one printed layer of Flux, in Flux's own order of sizes.
///
/// What printing leaves out (initial states, statistics, a recurrent layer's or an attention's bias)
/// follows the checkpoint.
struct FluxLayerSizes {
  typealias Parameter = (name: String, shape: [Int], isTrainable: Bool, isOptional: Bool)

  let call: FluxTerm.Call
  /// The layer's path with the dot behind it; empty for the root.
  let prefix: String
  let stored: FluxStoredSizes

  /// The tensors; nothing where the sizes cannot be understood.
  var parameters: [Parameter]? {
    switch call.kind {
    case "Dense": dense
    case "Diagonal": sizes.map { shape in [own("α", shape), own("β", shape)] }
    case "Scale": sizes.map { shape in [own("scale", shape)] + bias(shape) }
    case "Bilinear": bilinear
    case "Embedding", "EmbeddingBag": arrow.map { [own("weight", [$0.outer, $0.inner])] }
    case "Conv", "CrossCor", "ConvTranspose", "DepthwiseConv", "Conv2D": convolution
    case "BatchNorm", "InstanceNorm", "GroupNorm": channelNormalisation
    case "RNNCell", "LSTMCell", "GRUCell", "GRUv3Cell": cell
    case "WeightNorm": stored["\(prefix)g"].map { [own("g", $0)] } ?? []
    default: []
    }
  }

  /// The sizes before and behind the arrow, or the first two numbers.
  var arrow: (inner: Int, outer: Int)? {
    if let sides = call.positional.lazy.compactMap(\.sides).first {
      guard sides.count == 2, let inner = sides[0].integer, let outer = sides[1].integer else {
        return nil
      }
      return (inner, outer)
    }
    let numbers = call.positional.prefix(2).compactMap(\.integer)
    return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
  }

  /// The sizes that stand first: `LayerNorm(4, 5)`, `LayerNorm((4, 5))`.
  var sizes: [Int]? {
    guard let first = call.positional.first else { return nil }
    if case .tuple = first { return first.integers }
    let numbers = call.positional.prefix { $0.integer != nil }.compactMap(\.integer)
    return numbers.isEmpty ? nil : numbers
  }

  private func own(
    _ name: String, _ shape: [Int], isTrainable: Bool = true, isOptional: Bool = false
  ) -> Parameter {
    (name, shape, isTrainable, isOptional)
  }

  private func isFalse(_ name: String) -> Bool { call[name]?.word == "false" }

  private func bias(_ shape: [Int]) -> [Parameter] {
    isFalse("bias") ? [] : [own("bias", shape)]
  }

  private var dense: [Parameter]? {
    arrow.map { [own("weight", [$0.outer, $0.inner])] + bias([$0.outer]) }
  }

  private var bilinear: [Parameter]? {
    if let sides = call.positional.lazy.compactMap(\.sides).first {
      guard sides.count == 2, let inputs = sides[0].integers, let outer = sides[1].integer,
        let first = inputs.first, let second = inputs.last
      else { return nil }
      return [own("weight", [outer, first, second])] + bias([outer])
    }
    guard let numbers = sizes, numbers.count == 3 else { return nil }
    return [own("weight", [numbers[2], numbers[0], numbers[1]])] + bias([numbers[2]])
  }

  private var convolution: [Parameter]? {
    guard let kernel = call.positional.first?.integers, let arrow,
      let groups = call["groups"].map(\.integer) ?? 1, groups > 0, arrow.inner > 0
    else { return nil }
    switch call.kind {
    case "Conv2D":
      return [own("weight", kernel + [arrow.inner, arrow.outer])]
    case "ConvTranspose":
      return [own("weight", kernel + [arrow.outer / groups, arrow.inner])] + bias([arrow.outer])
    case "DepthwiseConv":
      return [own("weight", kernel + [arrow.outer / arrow.inner, arrow.inner])]
        + bias([arrow.outer])
    default:
      return [own("weight", kernel + [arrow.inner / groups, arrow.outer])] + bias([arrow.outer])
    }
  }

  private var channelNormalisation: [Parameter]? {
    guard let channels = call.positional.first?.integer else { return nil }
    var result: [Parameter] = []
    if !isFalse("affine") { result = [own("β", [channels]), own("γ", [channels])] }
    var statistics = [channels]
    // GroupNorm up to 0.11 keeps those of groups, in a matrix.
    if call.kind == "GroupNorm", let groups = call.positional.dropFirst().first?.integer,
      let shape = stored["\(prefix)μ"], shape == [groups] || shape == [groups, 1]
    {
      statistics = shape
    }
    return result
      + ["μ", "σ²"].map { own($0, statistics, isTrainable: false, isOptional: true) }
  }

  /// The gates of cells in Flux 0.4, each a Dense over the input and the state.
  static let joinedGates = [
    "RNNCell": ["d"], "LSTMCell": ["forget", "input", "output", "cell"],
    "GRUCell": ["update", "reset", "candidate"],
  ]

  /// Whether the checkpoint has the gates of Flux 0.4.
  var hasJoinedGates: Bool {
    Self.joinedGates[call.kind]?.first.map { stored["\(prefix)\($0).weight"] != nil } ?? false
  }

  private var cell: [Parameter]? {
    guard let arrow, arrow.outer >= 0, arrow.outer < 1 << 24 else { return nil }
    let hidden = arrow.outer
    var states: [Parameter] = []
    for name in ["state0", "h", "c"] {
      guard let shape = stored["\(prefix)\(name)"] else { continue }
      states.append(own(name, shape.first == hidden ? shape : [hidden, 1], isOptional: true))
    }
    if hasJoinedGates { return states }
    let isSplit = call.kind == "GRUv3Cell"
    let gates = call.kind == "RNNCell" ? 1 : call.kind == "LSTMCell" ? 4 : 3
    var result = [
      own("Wi", [gates * hidden, arrow.inner]),
      own("Wh", [(isSplit ? 2 : gates) * hidden, hidden]),
    ]
    let hasNoBias = stored["\(prefix)Wi"] != nil && stored["\(prefix)bias"] == nil
    if !isFalse("bias"), !hasNoBias { result.append(own("bias", [gates * hidden])) }
    if isSplit { result.append(own("Wh_h̃", [hidden, hidden])) }
    return result + states
  }
}
