import Diagnostics

/// Reads what Julia shows of a model of Flux, of every release, on one line or on lines with counts.
///
/// `Chain(Dense(784 => 10, relu), softmax)`, before 0.12 `Dense(784, 10, relu)`; comments behind `# `,
/// which the names of anonymous functions (`#3#4`) are not.
struct FluxText {
  private var cursor: TextCursor
  private var termCount = 0

  private static let mostDepth = 200
  private static let mostTerms = 200_000

  private init(_ cursor: TextCursor) { self.cursor = cursor }

  /// The root of a printed model.
  ///
  /// - Throws: ``DiagnosticCode/printedModelUnreadable`` with the line.
  static func read(_ text: String, file: String?) throws(Diagnostic) -> FluxTerm.Call {
    var reader = FluxText(TextCursor(text, file: file))
    reader.skipFiller()
    let term = try reader.term(depth: 0)
    reader.skipFiller()
    guard reader.cursor.isAtEnd else {
      throw reader.cursor.failure("more text follows the closing parenthesis of the model")
    }
    guard case .call(let root) = term else {
      throw reader.cursor.failure("a layer with its parentheses is expected")
    }
    return root
  }

  /// Steps over spaces, line ends and comments.
  private mutating func skipFiller() {
    while true {
      cursor.skipWhitespace()
      guard cursor.peek() == UInt8(ascii: "#"), cursor.peek(1).map({ $0 <= 0x20 }) ?? true else {
        return
      }
      while let byte = cursor.peek(), byte != 0x0A { cursor.advance() }
    }
  }

  /// A piece with whatever arrows and compositions it is part of.
  private mutating func term(depth: Int) throws(Diagnostic) -> FluxTerm {
    guard depth < Self.mostDepth else {
      throw cursor.failure("layers lie in each other more than \(Self.mostDepth) deep")
    }
    var sides = [try piece(depth: depth)]
    while true {
      skipFiller()
      if cursor.skip("=>") {
        skipFiller()
        sides.append(try piece(depth: depth))
      } else if cursor.skip("∘") {
        // A composition is one function.
        skipFiller()
        _ = try piece(depth: depth)
        sides[sides.count - 1] = .name("∘")
      } else {
        return sides.count == 1 ? sides[0] : .pairs(sides)
      }
      guard sides.count <= 8 else { throw cursor.failure("more than 7 arrows follow each other") }
    }
  }

  private mutating func piece(depth: Int) throws(Diagnostic) -> FluxTerm {
    termCount += 1
    guard termCount <= Self.mostTerms else {
      throw cursor.failure("the model has more than \(Self.mostTerms) parts")
    }
    let start = cursor.position
    switch cursor.peek() {
    case UInt8(ascii: "("):
      cursor.advance()
      return .tuple(try items(closedBy: ")", of: "a tuple", depth: depth))
    case UInt8(ascii: "["):
      cursor.advance()
      return .vector(try items(closedBy: "]", of: "a vector", depth: depth))
    case UInt8(ascii: "\""):
      return .name(try quoted())
    default: break
    }
    var name = cursor.read(while: Self.isWordByte)
    if name == "var", cursor.peek() == UInt8(ascii: "\"") { name = try quoted() }
    guard !name.isEmpty else { throw cursor.failure("a layer or a value is expected here") }
    if cursor.peek() == UInt8(ascii: "{") { try skipTypeParameters() }
    guard cursor.peek() == UInt8(ascii: "("), !Self.isNumber(name) else {
      return Self.constant(name)
    }
    cursor.advance()
    let items = try items(closedBy: ")", of: "'\(name)'", depth: depth)
    let length = cursor.position - start
    let kind = name.split(separator: ".").last.map(String.init) ?? name
    return .call(
      FluxTerm.Call(
        kind: kind, items: items,
        text: length <= 200 ? cursor.text(start..<cursor.position) : kind,
        line: cursor.line(at: start)))
  }

  /// What stands between parentheses, the opening one read already.
  private mutating func items(
    closedBy closing: String, of owner: String, depth: Int
  ) throws(Diagnostic) -> [FluxTerm.Item] {
    var result: [FluxTerm.Item] = []
    while true {
      skipFiller()
      if cursor.skip(closing) { return result }
      if cursor.isAtEnd { throw cursor.failure("the parenthesis of \(owner) is not closed") }
      if cursor.skip(",") || cursor.skip(";") { continue }
      let name = try itemName()
      result.append(FluxTerm.Item(name: name, term: try term(depth: depth + 1)))
    }
  }

  /// The name before `=`, if one stands here.
  private mutating func itemName() throws(Diagnostic) -> String? {
    let start = cursor.position
    let name = cursor.read(while: Self.isWordByte)
    cursor.skipSpaces()
    if !name.isEmpty, cursor.peek() == UInt8(ascii: "="),
      cursor.peek(1) != UInt8(ascii: ">"), cursor.peek(1) != UInt8(ascii: "=")
    {
      cursor.advance()
      skipFiller()
      return name
    }
    cursor.move(to: start)
    return nil
  }

  /// The text between quotation marks.
  private mutating func quoted() throws(Diagnostic) -> String {
    cursor.advance()
    let text = cursor.read { $0 != UInt8(ascii: "\"") && $0 != 0x0A }
    guard cursor.skip("\"") else { throw cursor.failure("a text is not closed") }
    return text
  }

  /// Steps over a type's parameters: `{Int64, 2}`.
  private mutating func skipTypeParameters() throws(Diagnostic) {
    var depth = 0
    while let byte = cursor.peek() {
      cursor.advance()
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return }
    }
    throw cursor.failure("a brace is not closed")
  }

  /// Everything that names, numbers, symbols and operators are made of.
  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F: false
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ";"),
      UInt8(ascii: "="), UInt8(ascii: "\""):
      false
    default: true
    }
  }

  private static func isNumber(_ word: String) -> Bool {
    guard let first = word.utf8.first else { return false }
    return (0x30...0x39).contains(first)
  }

  private static func constant(_ word: String) -> FluxTerm {
    if let integer = Int(word) { return .integer(integer) }
    // Julia marks numbers of 32 bits: 0.5f0, 1f-5.
    if isNumber(word), let number = Double(word.replacing("f", with: "e")) {
      return .number(number)
    }
    return .name(word)
  }
}
