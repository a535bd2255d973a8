import Checkpoints

extension ExpressionEvaluator {
  /// The result of a function.
  mutating func call(
    _ function: ExpressionFunction, _ arguments: [HyperparameterValue], in scope: ExpressionScope
  ) throws(ExpressionProblem) -> HyperparameterValue {
    switch function {
    case .has, .size, .rank, .count, .names:
      return try lookUp(function, arguments, in: scope)
    case .length:
      if case .text(let text) = arguments[0] { return .integer(text.count) }
      return .integer(try Self.items(of: arguments[0], "len").count)
    case .range:
      let bounds = try arguments.map { (value) throws(ExpressionProblem) in
        try Self.integer(of: value, "range")
      }
      let first = bounds.count == 2 ? bounds[0] : 0
      let (count, overflow) = bounds[bounds.count - 1].subtractingReportingOverflow(first)
      guard !overflow, count <= ExpressionBudget.listLimit else {
        throw ExpressionProblem("a range has more than \(ExpressionBudget.listLimit) numbers")
      }
      return try limited((0..<max(0, count)).map { .integer(first + $0) })
    case .minimum, .maximum:
      let values =
        arguments.count == 1 ? try Self.items(of: arguments[0], function.rawValue) : arguments
      guard var best = values.first else {
        throw ExpressionProblem("\(function.rawValue) of an empty list has no value")
      }
      for value in values.dropFirst() {
        let isBetter = try Self.isLess(
          function == .minimum ? value : best, function == .minimum ? best : value)
        if isBetter { best = value }
      }
      return best
    case .sum:
      var total = HyperparameterValue.integer(0)
      for item in try Self.items(of: arguments[0], "sum") { total = try apply(.add, total, item) }
      return total
    case .integer: return .integer(try Self.truncated(arguments[0]))
    case .squareRoot:
      guard let number = arguments[0].number, number >= 0 else {
        throw ExpressionProblem("sqrt takes a number from 0 on, not \(Self.shown(arguments[0]))")
      }
      return .number(number.squareRoot())
    case .zip:
      let lists = try arguments.map { (value) throws(ExpressionProblem) in
        try Self.items(of: value, "zip")
      }
      let count = lists.map(\.count).min() ?? 0
      return try limited((0..<count).map { index in .list(lists.map { $0[index] }) })
    case .lookup:
      let pairs = try Self.items(of: arguments[1], "lookup")
      try budget.spend(pairs.count)
      for pair in pairs {
        let both = try Self.items(of: pair, "lookup")
        guard both.count == 2 else {
          throw ExpressionProblem("lookup takes a list of pairs, \(Self.shown(pair)) is none")
        }
        if Self.areEqual(both[0], arguments[0]) { return both[1] }
      }
      throw ExpressionProblem("lookup finds no \(Self.shown(arguments[0]))", isUnknown: true)
    }
  }

  /// The result of a function that looks at the checkpoint's tensors.
  private mutating func lookUp(
    _ function: ExpressionFunction, _ arguments: [HyperparameterValue], in scope: ExpressionScope
  ) throws(ExpressionProblem) -> HyperparameterValue {
    guard case .text(let name) = arguments[0] else {
      throw ExpressionProblem(
        "\(function.rawValue) takes a tensor's name, not \(Self.shown(arguments[0]))")
    }
    let full = scope.fullName(name)
    guard let stored else {
      throw ExpressionProblem(
        "\(function.rawValue)('\(name)') needs a checkpoint's tensors", isUnknown: true)
    }
    switch function {
    case .has: return .boolean(stored.contains(full))
    case .count:
      let first = arguments.count == 2 ? try Self.integer(of: arguments[1], "count") : 0
      let count = stored.count(full, from: max(0, first))
      try budget.spend(count)
      return .integer(count)
    case .names:
      try budget.spend(stored.count)
      return try limited(stored.numbers(after: full).map { .integer($0) })
    default: break
    }
    guard let tensor = stored[full] else {
      throw ExpressionProblem("the checkpoint has no tensor '\(full)'", isUnknown: true)
    }
    guard function == .size else { return .integer(tensor.shape.count) }
    let axis = try Self.integer(of: arguments[1], "size")
    let index = axis < 0 ? axis + tensor.shape.count : axis
    guard tensor.shape.indices.contains(index) else {
      throw ExpressionProblem(
        "'\(full)' has \(tensor.shape.count) axes and none with the number \(axis)",
        isUnknown: true)
    }
    return .integer(tensor.shape[index])
  }
}
