import ModelIR

/// What flows between layers: a tensor, or several for layers that take or give tuples.
indirect enum FluxValue: Sendable {
  /// A tensor; its shape in the graph is the reverse of Julia's.
  case tensor(ValueID)
  /// Several values in order.
  case tuple([FluxValue])

  /// All tensors, flattened in order.
  var tensors: [ValueID] {
    switch self {
    case .tensor(let id): [id]
    case .tuple(let values): values.flatMap(\.tensors)
    }
  }
}
