import ModelIR

/// A part of a function's lowered code.
indirect enum LoweredNode: Sendable {
  /// What an earlier statement computed, counted from 1.
  case result(Int)
  /// A local variable, counted from 1: the function itself, its arguments, then the others.
  case slot(Int)
  /// A name in a module.
  case global(JuliaFunction)
  /// A value in the code.
  case value(JuliaValue)
  /// An expression by its head: `call`, `=`, …
  case expression(head: String, [LoweredNode])
  /// Going on elsewhere.
  case jump(to: Int)
  /// Going on elsewhere if a condition is false.
  case jumpUnless(LoweredNode, to: Int)
  /// The end, with the function's value.
  case returning(LoweredNode)
  /// Something without effect on the value: line numbers, hints to the compiler.
  case note
}

/// One method of an anonymous function as Julia's front end lowered it.
struct LoweredCode: Sendable {
  /// The function's name: `#3#4`.
  let name: String
  /// The file it was written in.
  let file: String
  /// The line in that file.
  let line: Int
  /// The names of the local variables: the function itself, its arguments, then the others.
  let slotNames: [String]
  /// How many of them are the function itself and its arguments.
  let argumentCount: Int
  /// Whether the last argument takes all that are left.
  let isVariadic: Bool
  /// The statements in order.
  let statements: [LoweredNode]

  /// Where the function was written: `network.jl:12`.
  var place: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.isEmpty ? "an unknown place" : "\(name):\(line)"
  }
}

// MARK: - Text

extension LoweredCode: CustomStringConvertible {
  /// The statements as Julia's `@code_lowered` prints them, on one line.
  var description: String {
    var parts: [String] = []
    var length = 0
    for (index, statement) in statements.enumerated() {
      let text: String
      switch statement {
      case .note: continue
      case .returning, .jump, .jumpUnless, .expression(head: "=", _):
        text = self.text(of: statement)
      default: text = "%\(index + 1) = \(self.text(of: statement))"
      }
      parts.append(text)
      length += text.utf8.count
      if length > 1000 {
        parts.append("…")
        break
      }
    }
    return parts.joined(separator: "; ")
  }

  private func text(of node: LoweredNode, depth: Int = 0) -> String {
    guard depth < 8 else { return "…" }
    func list(_ nodes: some Sequence<LoweredNode>) -> String {
      nodes.prefix(12).map { text(of: $0, depth: depth + 1) }.joined(separator: ", ")
    }
    switch node {
    case .result(let number): return "%\(number)"
    case .slot(let number):
      return number >= 1 && number <= slotNames.count ? slotNames[number - 1] : "_\(number)"
    case .global(let name): return name.description
    case .value(let value): return value.literalText
    case .expression(head: "call", let parts) where !parts.isEmpty:
      return "\(text(of: parts[0], depth: depth + 1))(\(list(parts.dropFirst())))"
    case .expression(head: "=", let parts) where parts.count == 2:
      return "\(text(of: parts[0], depth: depth + 1)) = \(text(of: parts[1], depth: depth + 1))"
    case .expression(let head, let parts): return "$(Expr(:\(head), \(list(parts))))"
    case .jump(let target): return "goto %\(target)"
    case .jumpUnless(let condition, let target):
      return "goto %\(target) if not \(text(of: condition, depth: depth + 1))"
    case .returning(let value): return "return \(text(of: value, depth: depth + 1))"
    case .note: return ""
    }
  }
}

extension JuliaValue {
  /// The value as it would be written in code.
  var literalText: String {
    switch self {
    case .integer(let value): "\(value)"
    case .float(let value, .float32): "\(value)f0"
    case .float(let value, _): "\(value)"
    case .string(let text): "\"\(text)\""
    case .symbol(let name): ":\(name)"
    case .tuple(let list):
      "(" + list.smallValues.map(\.literalText).joined(separator: ", ")
        + (list.count == 1 ? ",)" : ")")
    case .function(let function): function.description
    default: kindDescription
    }
  }
}

extension JuliaList {
  /// The values of a short list; nothing of a long or an unreadable one.
  var smallValues: [JuliaValue] {
    guard count <= 16 else { return [] }
    return (try? values()) ?? []
  }
}
