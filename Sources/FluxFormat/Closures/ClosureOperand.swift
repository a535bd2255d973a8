/// What a statement of lowered code gives: mostly an expression, sometimes a step of how Julia
/// lowers keywords, powers and destructuring.
enum ClosureOperand {
  /// An expression.
  case expression(ClosureExpression)
  /// The function itself, of which captured values are fields.
  case itself
  /// `NamedTuple{(:dims, …)}`: the names of keywords.
  case keywordNames([String])
  /// Keywords with their values.
  case keywords([(String, ClosureExpression)])
  /// `kwfunc(f)`, which takes keywords first.
  case keywordSorter
  /// `Val{n}` and `Val{n}()`.
  case valueType(ClosureExpression)
  /// An item of a destructured value, with the position to go on from.
  case destructured(ClosureExpression, at: Int)
}

extension ClosureExpression {
  /// Whether the expression is nested at least as deep as a limit.
  func isNested(_ limit: Int) -> Bool {
    guard limit > 0 else { return true }
    switch self {
    case .call(_, let items, let keywords):
      return items.contains { $0.isNested(limit - 1) }
        || keywords.contains { $0.1.isNested(limit - 1) }
    case .invoke(let callee, let items, let keywords):
      return callee.isNested(limit - 1) || items.contains { $0.isNested(limit - 1) }
        || keywords.contains { $0.1.isNested(limit - 1) }
    case .broadcast(let function, let items):
      return function.isNested(limit - 1) || items.contains { $0.isNested(limit - 1) }
    case .tuple(let items): return items.contains { $0.isNested(limit - 1) }
    case .splat(let value): return value.isNested(limit - 1)
    case .argument, .binding, .captured, .literal, .colon, .global: return false
    }
  }

  /// Whether repeating the expression would repeat work or grow without bound.
  var isWorthBinding: Bool {
    switch self {
    case .call, .broadcast, .invoke: true
    case .tuple(let items):
      items.count > 64
        || items.contains {
          switch $0 {
          case .tuple, .call, .broadcast, .invoke, .splat: true
          default: false
          }
        }
    case .argument, .binding, .captured, .literal, .colon, .global, .splat: false
    }
  }
}
