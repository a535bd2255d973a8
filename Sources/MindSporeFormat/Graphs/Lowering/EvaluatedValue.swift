import ATen
import ByteIO

/// A value of a program while its graph is being built: what tensors and numbers are to PyTorch's
/// operators, and MindSpore's functions.
indirect enum EvaluatedValue {
  /// A tensor, a number, a tuple of these.
  case plain(ATenValue)
  /// The token by which side effects are ordered.
  case monad
  /// A function with its first operands.
  case function(graph: Int, bound: [EvaluatedValue])
  /// One of two values, as a condition says when the model runs.
  case choice(ATenValue, EvaluatedValue, EvaluatedValue)
  /// Several values of which some are functions.
  case tuple([EvaluatedValue])

  /// The value, if it is no function.
  var plain: ATenValue? {
    switch self {
    case .plain(let value): return value
    case .monad: return ATenValue.none
    case .tuple(let items):
      let values = items.compactMap(\.plain)
      return values.count == items.count ? .tuple(values) : nil
    case .function, .choice: return nil
    }
  }

  /// The items, if it is a tuple or a list.
  var items: [EvaluatedValue]? {
    switch self {
    case .plain(let value): value.items?.map(EvaluatedValue.plain)
    case .tuple(let items): items
    default: nil
    }
  }

  /// Whether it, or something in it, could not be converted.
  var holdsFailure: Bool { plain?.holdsFailure ?? false }

  /// A tuple, of plain values where all are.
  static func tuple(of items: [EvaluatedValue], isList: Bool) -> EvaluatedValue {
    var values: [ATenValue] = []
    for item in items {
      guard case .plain(let value) = item else { return .tuple(items) }
      values.append(value)
    }
    return .plain(isList ? .list(values) : .tuple(values))
  }
}

/// The values of one call of a graph.
final class EvaluationFrame {
  /// The graph's place in the program.
  let graph: Int
  /// The call from within which this one is made; graphs may use what stands there.
  let caller: EvaluationFrame?
  /// How many calls this one is inside of.
  let depth: Int
  var values: [ExactName: EvaluatedValue] = [:]

  init(graph: Int, caller: EvaluationFrame?) {
    self.graph = graph
    self.caller = caller
    depth = (caller?.depth ?? 0) + 1
  }
}
