import Diagnostics
import Glibc
import ModelIR

extension ScalarFunctionTable {
  /// Lists, texts, and the counting of loops.
  static let lists: [ScalarFunction] = [
    ScalarFunction("len") { arguments, _ throws(Diagnostic) in
      guard arguments.count == 1 else { return nil }
      if case .text(let text) = arguments[0] { return .integer(text.unicodeScalars.count) }
      return arguments[0].items.map { .integer($0.count) }
    },
    ScalarFunction("contains", "__contains__") { arguments, context throws(Diagnostic) in
      guard let (left, right) = pair(arguments) else { return nil }
      if case .text(let whole) = left, case .text(let part) = right {
        return .boolean(part.isEmpty || whole.contains(part))
      }
      return left.items.map { .boolean($0.contains(right)) }
    },
    ScalarFunction("getitem", "__getitem__") { arguments, context throws(Diagnostic) in
      guard let (left, right) = pair(arguments), let index = right.dimension?.size,
        let items = items(left)
      else { return nil }
      let place = index < 0 ? index + items.count : index
      guard items.indices.contains(place) else {
        throw Diagnostic(
          .atenArgument, "a list of \(items.count) items has no item \(index)",
          at: context.location)
      }
      return items[place]
    },
    ScalarFunction("slice") { arguments, context throws(Diagnostic) in
      try part(arguments, context)
    },
    ScalarFunction("list") { arguments, _ throws(Diagnostic) in
      guard arguments.count == 1 else { return nil }
      return items(arguments[0]).map(ATenValue.list)
    },
    ScalarFunction("sorted") { arguments, _ throws(Diagnostic) in
      guard let items = arguments.first?.items else { return nil }
      let numbers = items.compactMap(\.plainNumber)
      guard numbers.count == items.count else { return nil }
      return .list(zip(items, numbers).sorted { $0.1 < $1.1 }.map(\.0))
    },
    ScalarFunction("format") { arguments, context throws(Diagnostic) in
      guard case .text(let pattern)? = arguments.first else { return nil }
      return .text(try formatted(pattern, arguments.dropFirst(), context))
    },
    ScalarFunction("str") { arguments, _ throws(Diagnostic) in
      arguments.first.map { .text(text($0)) }
    },
    ScalarFunction("__range_length") { arguments, context throws(Diagnostic) in
      guard arguments.count == 3, let start = arguments[0].dimension,
        let end = arguments[1].dimension, let step = arguments[2].dimension?.size, step != 0,
        step != .min
      else { return nil }
      let count =
        step > 0
        ? (end - start).ceilingDivided(by: step) : (start - end).ceilingDivided(by: -step)
      return ATenValue(context.isAtLeast(0, count) ? count : Dimension.maximum(count, 0))
    },
    ScalarFunction("__derive_index") { arguments, _ throws(Diagnostic) in
      guard arguments.count == 3, let index = arguments[0].dimension,
        let start = arguments[1].dimension, let step = arguments[2].dimension
      else { return nil }
      return ATenValue(start + index * step)
    },
  ]

  private static let lengthLimit = 1 << 20

  /// Lists or texts one after the other.
  static func joined(
    _ arguments: [ATenValue], _ context: ATenContext
  ) throws(Diagnostic) -> ATenValue? {
    guard let (left, right) = pair(arguments) else { return nil }
    switch (left, right) {
    case (.text(let a), .text(let b)):
      guard a.utf8.count + b.utf8.count <= lengthLimit else { throw tooLong(context) }
      return .text(a + b)
    case (.list(let a), .list(let b)):
      guard a.count + b.count <= lengthLimit else { throw tooLong(context) }
      return .list(a + b)
    case (.tuple(let a), .tuple(let b)):
      guard a.count + b.count <= lengthLimit else { throw tooLong(context) }
      return .tuple(a + b)
    default: return nil
    }
  }

  /// A list several times.
  static func repeated(
    _ arguments: [ATenValue], _ context: ATenContext
  ) throws(Diagnostic) -> ATenValue? {
    guard let (left, right) = pair(arguments) else { return nil }
    let (list, number) = left.items == nil ? (right, left) : (left, right)
    guard let items = list.items, let count = number.dimension?.size else { return nil }
    let (length, overflow) = items.count.multipliedReportingOverflow(by: max(count, 0))
    guard !overflow, length <= lengthLimit else { throw tooLong(context) }
    let all = [[ATenValue]](repeating: items, count: max(count, 0)).flatMap(\.self)
    if case .tuple = list { return .tuple(all) }
    return .list(all)
  }

  private static func tooLong(_ context: ATenContext) -> Diagnostic {
    Diagnostic(
      .atenOverLimit, "the program makes a list or text of more than \(lengthLimit) items",
      at: context.location)
  }

  /// The items of a list, or the characters of a text.
  private static func items(_ value: ATenValue) -> [ATenValue]? {
    if case .text(let text) = value {
      return text.unicodeScalars.map { .text(String(Character($0))) }
    }
    return value.items
  }

  /// A part of a list: `list[start:end:step]`.
  private static func part(
    _ arguments: [ATenValue], _ context: ATenContext
  ) throws(Diagnostic) -> ATenValue? {
    guard let list = arguments.first, let items = items(list) else { return nil }
    func position(_ index: Int, _ fallback: Int) -> Int? {
      guard arguments.indices.contains(index), arguments[index] != .none else { return fallback }
      guard let given = arguments[index].dimension?.size else { return nil }
      return min(max(given < 0 ? max(given, -items.count) + items.count : given, 0), items.count)
    }
    let step = arguments.indices.contains(3) ? arguments[3].dimension?.size ?? 1 : 1
    guard step > 0, let start = position(1, 0), let end = position(2, items.count) else {
      return nil
    }
    let part = stride(from: start, to: max(start, end), by: step).map { items[$0] }
    switch list {
    case .text: return .text(part.map(text).joined())
    case .tuple: return .tuple(part)
    default: return .list(part)
    }
  }

  /// A text with values in the places of its braces.
  private static func formatted(
    _ pattern: String, _ values: ArraySlice<ATenValue>, _ context: ATenContext
  ) throws(Diagnostic) -> String {
    var result = ""
    var values = values
    var rest = Substring(pattern)
    while let brace = rest.firstRange(of: "{}") {
      result += rest[..<brace.lowerBound]
      if let value = values.popFirst() { result += text(value) }
      guard result.utf8.count <= lengthLimit else { throw tooLong(context) }
      rest = rest[brace.upperBound...]
    }
    return result + rest
  }

  /// A value as Python shows it.
  private static func text(_ value: ATenValue) -> String {
    switch value {
    case .none: "None"
    case .boolean(let flag): flag ? "True" : "False"
    case .integer(let integer): "\(integer)"
    case .number(let number): "\(number)"
    case .text(let text): text
    case .size(let size): "\(size)"
    default: value.kind
    }
  }
}
