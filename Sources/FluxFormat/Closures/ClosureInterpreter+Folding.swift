import ModelIR

extension ClosureExpression {
  /// The items of a tuple, also of one in the code or a captured one.
  var tupleItems: [ClosureExpression]? {
    if case .tuple(let items) = self { return items }
    guard case .tuple(let list)? = constant, list.count <= 16, let values = try? list.values()
    else { return nil }
    return values.map(ClosureExpression.literal)
  }
}

extension ClosureInterpreter {
  /// An item of a tuple, or the call that takes it, counted from 1.
  func item(of value: ClosureExpression, at position: Int) -> ClosureExpression {
    if let items = looked(value).tupleItems, position >= 1, position <= items.count {
      return items[position - 1]
    }
    return .call(
      JuliaFunction(module: ["Base"], name: "getindex"),
      [value, .literal(.integer(Int64(position)))], keywords: [])
  }

  /// What a binding stands for.
  private func looked(_ value: ClosureExpression) -> ClosureExpression {
    guard case .binding(let index) = value, index < bindings.count else { return value }
    return bindings[index]
  }

  /// The value of a call whose arguments are known, or nothing.
  func folded(_ name: String, _ arguments: [ClosureExpression]) -> ClosureExpression? {
    if let items = arguments.first.map({ looked($0).tupleItems }) ?? nil {
      switch (name, arguments.count) {
      case ("getindex", 2):
        guard let position = arguments[1].integer, position >= 1, position <= items.count else {
          return nil
        }
        return items[position - 1]
      case ("first", 1): return items.first
      case ("last", 1): return items.last
      case ("lastindex", 1), ("length", 1): return .literal(.integer(Int64(items.count)))
      default: return nil
      }
    }
    switch arguments.count {
    case 1: return foldedUnary(name, arguments[0])
    case 2: return foldedBinary(name, arguments[0], arguments[1])
    default: return nil
    }
  }

  private func foldedUnary(_ name: String, _ value: ClosureExpression) -> ClosureExpression? {
    if name == "!", case .boolean(let truth)? = value.constant { return .literal(.boolean(!truth)) }
    if name == "isnothing", let constant = value.constant, case .nothing = constant {
      return .literal(.boolean(true))
    }
    if let integer = value.integer {
      switch name {
      case "-": return integer == .min ? nil : .literal(.integer(Int64(-integer)))
      case "+", "Int", "Int64": return value
      default: break
      }
    }
    guard let number = value.number else { return nil }
    switch name {
    case "Float32": return .literal(.float(Double(Float(number)), .float32))
    case "Float64", "float": return .literal(.float(number, .float64))
    case "-": return value.negated
    default: return nil
    }
  }

  private func foldedBinary(
    _ name: String, _ left: ClosureExpression, _ right: ClosureExpression
  ) -> ClosureExpression? {
    guard let first = left.integer, let second = right.integer else { return nil }
    let result: (partialValue: Int, overflow: Bool)
    switch name {
    case "+": result = first.addingReportingOverflow(second)
    case "-": result = first.subtractingReportingOverflow(second)
    case "*": result = first.multipliedReportingOverflow(by: second)
    case "÷", "div": result = first.dividedReportingOverflow(by: second)
    case "%", "rem": result = first.remainderReportingOverflow(dividingBy: second)
    case "==", "===": return .literal(.boolean(first == second))
    case "!=", "!==", "≠": return .literal(.boolean(first != second))
    case "<": return .literal(.boolean(first < second))
    case ">": return .literal(.boolean(first > second))
    case "<=", "≤": return .literal(.boolean(first <= second))
    case ">=", "≥": return .literal(.boolean(first >= second))
    default: return nil
    }
    return result.overflow ? nil : .literal(.integer(Int64(result.partialValue)))
  }
}

extension ClosureExpression {
  /// The number with the other sign, its type kept.
  fileprivate var negated: ClosureExpression? {
    if case .float(let value, let type)? = constant { .literal(.float(-value, type)) } else { nil }
  }
}
