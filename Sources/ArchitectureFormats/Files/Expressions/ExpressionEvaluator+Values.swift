import Checkpoints

extension ExpressionEvaluator {
  /// What a value is as a condition: empty, zero, false and nothing do not hold.
  static func truth(of value: HyperparameterValue) throws(ExpressionProblem) -> Bool {
    switch value {
    case .none: false
    case .boolean(let truth): truth
    case .integer(let number): number != 0
    case .number(let number): number != 0
    case .text(let text): !text.isEmpty
    case .list(let items): !items.isEmpty
    case .mapping(let entries): !entries.isEmpty
    }
  }

  /// A value inside of a longer text.
  static func text(of value: HyperparameterValue) throws(ExpressionProblem) -> String {
    switch value {
    case .none: return "null"
    case .boolean(let truth): return truth ? "true" : "false"
    case .integer(let number): return String(number)
    case .number, .text: return value.description
    case .list, .mapping:
      throw ExpressionProblem("\(shown(value)) cannot stand inside of a text")
    }
  }

  /// The item of a list, or the entry of a mapping.
  static func element(
    of value: HyperparameterValue, at index: HyperparameterValue
  ) throws(ExpressionProblem) -> HyperparameterValue {
    switch (value, index) {
    case (.list(let items), _):
      let number = try integer(of: index, "an index")
      let position = number < 0 ? number + items.count : number
      guard items.indices.contains(position) else {
        throw ExpressionProblem(
          "a list of \(items.count) values has none with the number \(number)", isUnknown: true)
      }
      return items[position]
    case (.mapping(let entries), .text(let name)):
      guard let entry = entries[name] else {
        throw ExpressionProblem("there is no entry '\(name)'", isUnknown: true)
      }
      return entry
    case (.none, _): throw ExpressionProblem("nothing has no entries", isUnknown: true)
    default: throw ExpressionProblem("\(shown(value)) has no entry \(shown(index))")
    }
  }

  /// The items from one position up to another, as far as there are some; negative ones count from
  /// the end.
  static func slice(
    of items: [HyperparameterValue], from first: Int, to end: Int
  ) -> [HyperparameterValue] {
    func position(_ number: Int) -> Int {
      number < 0 ? max(0, number + items.count) : min(number, items.count)
    }
    let (lower, upper) = (position(first), position(end))
    return lower < upper ? Array(items[lower..<upper]) : []
  }

  /// An integer argument.
  static func integer(
    of value: HyperparameterValue, _ place: String
  ) throws(ExpressionProblem) -> Int {
    guard let integer = value.integer else {
      throw ExpressionProblem("\(place) takes an integer, not \(shown(value))")
    }
    return integer
  }

  /// The items of a list argument.
  static func items(
    of value: HyperparameterValue, _ place: String
  ) throws(ExpressionProblem) -> [HyperparameterValue] {
    guard let items = value.items else {
      throw ExpressionProblem("\(place) takes a list, not \(shown(value))")
    }
    return items
  }

  /// Whether two values are the same; 2 and 2.0 are.
  static func areEqual(_ left: HyperparameterValue, _ right: HyperparameterValue) -> Bool {
    switch (left, right) {
    case (.list(let first), .list(let second)):
      return first.count == second.count && zip(first, second).allSatisfy(areEqual)
    case (.boolean, _), (_, .boolean): return left == right
    default:
      if let first = left.number, let second = right.number { return first == second }
      return left == right
    }
  }

  /// Whether one number or text comes before another.
  static func isLess(
    _ left: HyperparameterValue, _ right: HyperparameterValue
  ) throws(ExpressionProblem) -> Bool {
    switch (left, right) {
    case (.integer(let first), .integer(let second)): return first < second
    case (.text(let first), .text(let second)): return first < second
    default:
      guard let first = left.number, let second = right.number else {
        throw ExpressionProblem("\(shown(left)) and \(shown(right)) have no order")
      }
      return first < second
    }
  }

  /// A value as a message quotes it.
  static func shown(_ value: HyperparameterValue) -> String {
    switch value {
    case .text(let text): return "'\(text.prefix(60))'"
    case .list(let items): return "a list of \(items.count) values"
    case .mapping: return "a mapping"
    case .boolean(let truth): return truth ? "true" : "false"
    case .none: return "nothing"
    default: return value.description
    }
  }
}
