import Checkpoints
import Diagnostics

/// Reads what Python's `print(model)` shows of PyTorch's and MindSpore's modules, on lines or on one.
///
/// `Name(arguments)` is a layer, `Name(` with `(key): Name(…)` inside a module; `(0-11): 12 x Block(`
/// stands for twelve equal ones. PyTorch up to 0.3 puts a space before the parenthesis and prints
/// `Linear (10 -> 5)`; MindSpore up to 2.2 prints `Name<…>`. See `torch.nn.Module.__repr__`,
/// `ModuleList.__repr__` and `mindspore.nn.Cell.__repr__`.
struct PythonText {
  private var cursor: TextCursor
  /// The bracket that closes the innermost module that is being read.
  private var closing = UInt8(ascii: ")")

  /// So deep and so large may a printed model be.
  private static let mostDepth = 200
  private static let mostNodes = 100_000
  /// A range of keys repeats what a module costs without making the text longer.
  private static let mostCost = 16 << 20
  private static let mostArguments = 1000

  private init(_ cursor: TextCursor) { self.cursor = cursor }

  /// The root of a printed model.
  ///
  /// - Throws: ``DiagnosticCode/printedModelUnreadable`` with the line.
  static func read(_ text: String, file: String?) throws(Diagnostic) -> PrintedNode {
    var reader = PythonText(TextCursor(text, file: file))
    reader.cursor.skipWhitespace()
    let nodes = try reader.module(key: "", depth: 0)
    reader.cursor.skipWhitespace()
    guard let root = nodes.first, reader.cursor.isAtEnd else {
      throw reader.cursor.failure("more text follows the closing parenthesis of the model")
    }
    return root
  }

  /// A module behind its key; several where the key is a range.
  private mutating func module(key: String, depth: Int) throws(Diagnostic) -> [PrintedNode] {
    guard depth < Self.mostDepth else {
      throw cursor.failure("modules lie in each other more than \(Self.mostDepth) deep")
    }
    let keys = try repeated(key)
    let start = cursor.position
    let kind = cursor.read(while: TextCursor.isNameByte)
    guard !kind.isEmpty else { throw cursor.failure("a module's class is expected here") }
    var node = PrintedNode(kind: kind, key: key, line: cursor.line(at: start))
    node.cost = kind.utf8.count
    cursor.skipSpaces()
    let outer = closing
    defer { closing = outer }
    if cursor.skip("(") {
      closing = UInt8(ascii: ")")
    } else if cursor.skip("<") {
      closing = UInt8(ascii: ">")
    } else {
      throw cursor.failure("an opening parenthesis is expected behind '\(kind)'")
    }
    while true {
      cursor.skipWhitespace()
      if cursor.peek() == closing {
        cursor.advance()
        break
      }
      if cursor.isAtEnd { throw cursor.failure("the parenthesis of '\(kind)' is not closed") }
      if cursor.skip(",") { continue }
      if let childKey = try childKey() {
        try child(childKey, of: &node, depth: depth)
      } else {
        let start = cursor.position
        // Each is looked up among those before it.
        node.cost += node.arguments.count
        node.arguments.append(try argument())
        node.cost += cursor.position - start
        guard node.arguments.count <= Self.mostArguments else {
          throw cursor.failure("'\(kind)' has more than \(Self.mostArguments) arguments")
        }
      }
    }
    return keys.map { key in
      var copy = node
      copy.key = key
      return copy
    }
  }

  /// What stands behind a child's key: a module, nothing, or a parameter.
  private mutating func child(
    _ key: String, of node: inout PrintedNode, depth: Int
  ) throws(Diagnostic) {
    if cursor.skip("None") { return }
    if cursor.starts(with: "Parameter containing:")
      || cursor.starts(with: "Object of type:")
    {
      let line = cursor.read { $0 != 0x0A }
      node.cost += key.utf8.count + line.utf8.count
      if let shape = Self.size(in: line) { node.parameters.append((key, shape)) }
      return
    }
    for child in try module(key: key, depth: depth + 1) {
      node.append(child)
      guard node.nodeCount <= Self.mostNodes else {
        throw cursor.failure("the model has more than \(Self.mostNodes) modules")
      }
      guard node.cost <= Self.mostCost else {
        throw cursor.failure("the model has more than \(Self.mostCost >> 20) MiB of text and paths")
      }
    }
  }

  /// The key of a child, if one stands here: `(0): `, `(conv1): `, `(0-11): 12 x `.
  private mutating func childKey() throws(Diagnostic) -> String? {
    guard cursor.peek() == UInt8(ascii: "(") else { return nil }
    let start = cursor.position
    cursor.advance()
    let key = cursor.read { ![UInt8(ascii: "("), UInt8(ascii: ")"), 0x0A].contains($0) }
    guard cursor.skip("):") else {
      cursor.move(to: start)
      return nil
    }
    cursor.skipWhitespace()
    return key
  }

  /// The keys that a key stands for: `0-11` behind which `12 x ` follows.
  private mutating func repeated(_ key: String) throws(Diagnostic) -> [String] {
    let start = cursor.position
    let digits = cursor.read { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !digits.isEmpty, cursor.skip(" x ") else {
      cursor.move(to: start)
      return [key]
    }
    let ends = key.split(separator: "-").compactMap { Int($0) }
    guard let count = Int(digits), let first = ends.first, let last = ends.last,
      first >= 0, last >= first, last - first == count - 1, count <= Self.mostNodes
    else { throw cursor.failure("'(\(key)): \(digits) x' is no range of as many modules") }
    return (first...last).map(String.init)
  }

  /// One argument of a layer.
  private mutating func argument() throws(Diagnostic) -> PrintedNode.Argument {
    let start = cursor.position
    let name = cursor.read(while: TextCursor.isNameByte)
    cursor.skipSpaces()
    if !name.isEmpty, cursor.peek() == UInt8(ascii: "="), cursor.peek(1) != UInt8(ascii: ">") {
      cursor.advance()
      cursor.skipSpaces()
      return PrintedNode.Argument(name: name, value: try value(depth: 0))
    }
    cursor.move(to: start)
    let first = try value(depth: 0)
    cursor.skipSpaces()
    // Linear (10 -> 5)
    if cursor.skip("->") {
      cursor.skipSpaces()
      return PrintedNode.Argument(name: "->", value: .list([first, try value(depth: 0)]))
    }
    return PrintedNode.Argument(name: nil, value: first)
  }

  private mutating func value(depth: Int) throws(Diagnostic) -> HyperparameterValue {
    guard depth < 16 else { throw cursor.failure("tuples lie in each other too deep") }
    for (opening, closing) in [("(", ")"), ("[", "]")] where cursor.skip(opening) {
      var items: [HyperparameterValue] = []
      while true {
        cursor.skipWhitespace()
        if cursor.skip(closing) { return .list(items) }
        if cursor.isAtEnd { throw cursor.failure("a tuple is not closed") }
        if cursor.skip(",") { continue }
        items.append(try value(depth: depth + 1))
      }
    }
    for quote in ["'", "\""] where cursor.skip(quote) {
      let text = cursor.read { $0 != quote.utf8.first && $0 != 0x0A }
      guard cursor.skip(quote) else { throw cursor.failure("a text is not closed") }
      return .text(text)
    }
    return try word()
  }

  /// A number, a constant or a text without quotes, with whatever parentheses it has of its own:
  /// `<function relu at 0x7f>`, `torch.Size([3])`, `Parameter (name=fc.weight)`.
  private mutating func word() throws(Diagnostic) -> HyperparameterValue {
    let start = cursor.position
    var depth = 0
    reading: while let byte = cursor.peek() {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ">") where depth == 0 && closing != byte: break
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: ">"):
        if depth == 0 { break reading }
        depth -= 1
      case UInt8(ascii: ","), 0x0A:
        if depth == 0 { break reading }
      case 0x20 where depth == 0:
        let isParameter =
          cursor.peek(1) == UInt8(ascii: "(")
          && cursor.text(start..<cursor.position).hasSuffix("Parameter")
        if !isParameter { break reading }
      case UInt8(ascii: "-") where depth == 0 && cursor.peek(1) == UInt8(ascii: ">"):
        break reading
      default: break
      }
      cursor.advance()
    }
    let text = cursor.text(start..<cursor.position)
    guard !text.isEmpty else { throw cursor.failure("a value is expected here") }
    return Self.constant(text)
  }

  /// A word as Python means it.
  static func constant(_ text: String) -> HyperparameterValue {
    switch text {
    case "True": return .boolean(true)
    case "False": return .boolean(false)
    case "None": return .none
    default:
      if let integer = Int(text) { return .integer(integer) }
      if let first = text.utf8.first, (0x2B...0x39).contains(first), let number = Double(text) {
        return .number(number)
      }
      return .text(text)
    }
  }

  /// The sizes in `[torch.FloatTensor of size 3x4]`; a scalar's are none.
  private static func size(in line: String) -> [Int]? {
    guard let found = line.firstRange(of: "of size ") else { return nil }
    let text = line[found.upperBound...].prefix { $0.isNumber || $0 == "x" }
    let sizes = text.split(separator: "x").compactMap { Int($0) }
    return sizes
  }
}
