/// What an anonymous function computes, as a tree of calls by their Julia names.
indirect enum ClosureExpression: Sendable {
  /// An argument of the function, counted from 0.
  case argument(Int)
  /// What an earlier line of the body computed and several places use.
  case binding(Int)
  /// A value that the function captured: a number, an array, a layer.
  case captured(name: String, JuliaValue)
  /// A value in the code.
  case literal(JuliaValue)
  /// `:` as an index or a size.
  case colon
  /// A function or another global by its name, used as a value.
  case global(JuliaFunction)
  /// Values side by side.
  case tuple([ClosureExpression])
  /// A tuple or another collection whose values take the place of an argument each.
  case splat(ClosureExpression)
  /// `function(arguments...; keywords...)`.
  case call(JuliaFunction, [ClosureExpression], keywords: [(String, ClosureExpression)])
  /// `function.(arguments...)`, not materialised: broadcasts inside it are fused.
  case broadcast(ClosureExpression, [ClosureExpression])
  /// A call of a value: a captured layer, another anonymous function.
  case invoke(ClosureExpression, [ClosureExpression], keywords: [(String, ClosureExpression)])
}

/// The body of an anonymous function.
struct ClosureBody: Sendable {
  /// The lowered code it was read from, with its place and its text.
  let code: LoweredCode
  /// How many arguments it was read for.
  let argumentCount: Int
  /// What is computed once and used several times, in order.
  let bindings: [ClosureExpression]
  /// The function's value.
  let result: ClosureExpression
}

extension ClosureExpression {
  /// The value, if it is known without the arguments.
  var constant: JuliaValue? {
    switch self {
    case .literal(let value), .captured(_, let value): value
    case .global(let function): .function(function)
    default: nil
    }
  }

  /// The integer, if it is one.
  var integer: Int? {
    if case .integer(let value)? = constant { Int(value) } else { nil }
  }

  /// The integers of one integer, a tuple or a vector of them.
  var integers: [Int]? {
    if let integer { return [integer] }
    if case .tuple(let items) = self {
      let integers = items.compactMap(\.integer)
      return integers.count == items.count ? integers : nil
    }
    guard let values = constant?.items?.smallValues else { return nil }
    let integers = values.compactMap(\.int)
    return integers.count == values.count && !values.isEmpty ? integers : nil
  }

  /// The number of any kind, if it is one.
  var number: Double? {
    switch constant {
    case .integer(let value)?: Double(value)
    case .float(let value, _)?: value
    default: nil
    }
  }
}

// MARK: - Text

extension ClosureExpression: CustomStringConvertible {
  /// The expression as Julia code.
  var description: String { text(depth: 0) }

  private func text(depth: Int) -> String {
    guard depth < 24 else { return "…" }
    func list(_ items: [ClosureExpression]) -> String {
      items.map { $0.text(depth: depth + 1) }.joined(separator: ", ")
    }
    func arguments(
      _ items: [ClosureExpression], _ keywords: [(String, ClosureExpression)]
    ) -> String {
      let named = keywords.map { "\($0)=\($1.text(depth: depth + 1))" }.joined(separator: ", ")
      return "(" + list(items) + (named.isEmpty ? "" : "; \(named)") + ")"
    }
    switch self {
    case .argument(let index): return "arg\(index + 1)"
    case .binding(let index): return "let\(index + 1)"
    case .captured(let name, _): return name
    case .literal(let value): return value.literalText
    case .colon: return ":"
    case .global(let function): return function.name
    case .tuple(let items): return "(" + list(items) + (items.count == 1 ? ",)" : ")")
    case .splat(let value): return value.text(depth: depth + 1) + "..."
    case .call(let function, let items, _) where function.name == ":" && items.count > 1:
      return items.map { $0.text(depth: depth + 1) }.joined(separator: ":")
    case .call(let function, let items, _) where function.name == "getindex" && !items.isEmpty:
      return items[0].text(depth: depth + 1) + "[" + list(Array(items.dropFirst())) + "]"
    case .call(let function, let items, let keywords):
      return function.name + arguments(items, keywords)
    case .broadcast(let function, let items):
      return function.text(depth: depth + 1) + ".(" + list(items) + ")"
    case .invoke(let callee, let items, let keywords):
      return "(" + callee.text(depth: depth + 1) + ")" + arguments(items, keywords)
    }
  }
}
