/// What a call of an operator may look like: its names, its arguments, their defaults.
///
/// The text form is PyTorch's own with the types left out where they are not needed to tell overloads
/// apart: `max.dim(self, dim: int, keepdim=False)`.
public struct ATenSignature: Hashable, Sendable {
  /// Which values an argument may have, where overloads differ by it.
  public enum Kind: String, Hashable, Sendable {
    case any
    case tensor = "Tensor"
    case tensors = "Tensor[]"
    case integer = "int"
    case integers = "int[]"
    case scalar = "Scalar"
    case text = "str"
    case boolean = "bool"
    /// A number that is no integer.
    case number = "float"
  }

  /// One argument.
  public struct Parameter: Hashable, Sendable {
    /// The name.
    public let name: String
    /// Which values it may have.
    public let kind: Kind
    /// Its value where it is left out; nothing if it has to be there.
    public let fallback: ATenValue?
  }

  /// The name without the overload's: `max`, `torchvision::nms`.
  public private(set) var name: String
  /// The overload's name; empty for the only or the first one.
  public let overload: String
  /// The arguments in order.
  public private(set) var parameters: [Parameter]

  /// Reads the text form.
  ///
  /// - Precondition: the text is well formed; it is a literal of the program.
  public init(_ text: StaticString) {
    let text = text.description
    guard let open = text.firstIndex(of: "("), text.hasSuffix(")") else {
      preconditionFailure("the signature '\(text)' has no arguments in parentheses")
    }
    let names = text[..<open].split(separator: ".", maxSplits: 1)
    name = names.first.map(String.init) ?? ""
    overload = names.count > 1 ? String(names[1]) : ""
    let list = text[text.index(after: open)...].dropLast()
    parameters = Self.split(list).map { item in
      let parts = item.split(separator: "=", maxSplits: 1)
      let head = parts.first?.split(separator: ":", maxSplits: 1) ?? []
      guard let name = head.first else {
        preconditionFailure("an argument of '\(text)' has no name")
      }
      var kind = Kind.any
      if head.count > 1 {
        guard let named = Kind(rawValue: Self.trimmed(head[1])) else {
          preconditionFailure("'\(text)' has an argument of kind '\(head[1])', which is not known")
        }
        kind = named
      }
      return Parameter(
        name: Self.trimmed(name), kind: kind,
        fallback: parts.count > 1 ? Self.literal(Self.trimmed(parts[1])) : nil)
    }
  }

  /// The same arguments under another name.
  func renamed(_ name: String) -> ATenSignature {
    var signature = self
    signature.name = name
    return signature
  }

  /// The same arguments, each under another name.
  ///
  /// - Precondition: there is a name for each.
  package func renamingParameters(_ names: [String]) -> ATenSignature {
    precondition(names.count == parameters.count)
    var signature = self
    signature.parameters = zip(parameters, names).map {
      Parameter(name: $1, kind: $0.kind, fallback: $0.fallback)
    }
    return signature
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Cuts at commas that stand outside of brackets.
  private static func split(_ text: Substring) -> [Substring] {
    var items: [Substring] = []
    var depth = 0
    var start = text.startIndex
    for index in text.indices {
      switch text[index] {
      case "[": depth += 1
      case "]": depth -= 1
      case "," where depth == 0:
        items.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    items.append(text[start...])
    return items.filter { !$0.allSatisfy { $0 == " " } }
  }

  private static func literal(_ text: String) -> ATenValue {
    switch text {
    case "None": return .none
    case "True": return .boolean(true)
    case "False": return .boolean(false)
    default: break
    }
    if text.hasPrefix("["), text.hasSuffix("]") {
      return .list(split(text.dropFirst().dropLast()).map { literal(trimmed($0)) })
    }
    if text.hasPrefix("'"), text.hasSuffix("'"), text.count >= 2 {
      return .text(String(text.dropFirst().dropLast()))
    }
    if let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text) else { preconditionFailure("'\(text)' is no default value") }
    return .number(number)
  }

  /// Whether a value can be meant by an argument of a kind.
  static func accepts(_ kind: Kind, _ value: ATenValue) -> Bool {
    switch (kind, value) {
    case (.any, _), (_, .failed): true
    case (.tensor, .tensor), (.tensor, .complexTensor), (.tensor, .none): true
    case (.tensors, .list(let items)), (.tensors, .tuple(let items)):
      items.allSatisfy { item in
        switch item {
        case .tensor, .none, .failed: true
        default: false
        }
      }
    case (.integer, .integer), (.integer, .size), (.integer, .elementType), (.integer, .none): true
    case (.integer, .boolean): true
    case (.integers, .list(let items)), (.integers, .tuple(let items)):
      items.allSatisfy { $0.dimension != nil || $0 == .failed }
    case (.integers, .integer), (.integers, .size), (.integers, .none): true
    case (.scalar, .integer), (.scalar, .size), (.scalar, .number), (.scalar, .boolean),
      (.scalar, .complex), (.scalar, .none), (.scalar, .quotient):
      true
    case (.text, .text), (.text, .none): true
    case (.boolean, .boolean), (.boolean, .none): true
    case (.number, .number), (.number, .quotient): true
    default: false
    }
  }

  /// The values of the arguments in order, or why the call does not fit.
  func bound(
    positional: [ATenValue], named: [(name: String, value: ATenValue)]
  ) -> Result<[ATenValue], ATenBindingFailure> {
    guard positional.count <= parameters.count else {
      return .failure(
        ATenBindingFailure(
          "takes \(parameters.count) arguments, \(positional.count) are given"))
    }
    var values = positional.map(Optional.some)
    values += [ATenValue?](repeating: nil, count: parameters.count - positional.count)
    for (name, value) in named {
      guard let index = parameters.firstIndex(where: { $0.name == name }) else {
        return .failure(ATenBindingFailure("has no argument '\(name)'"))
      }
      guard values[index] == nil else {
        return .failure(ATenBindingFailure("is given the argument '\(name)' twice"))
      }
      values[index] = value
    }
    var result: [ATenValue] = []
    for (parameter, value) in zip(parameters, values) {
      guard let value = value ?? parameter.fallback else {
        return .failure(ATenBindingFailure("lacks its argument '\(parameter.name)'"))
      }
      guard Self.accepts(parameter.kind, value) else {
        return .failure(
          ATenBindingFailure(
            "takes \(parameter.kind.rawValue) as '\(parameter.name)', \(value.kind) is given"))
      }
      result.append(value)
    }
    return .success(result)
  }
}

/// Why a call does not fit a signature.
struct ATenBindingFailure: Error, Hashable {
  /// What is wrong, to follow the operator's name.
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
