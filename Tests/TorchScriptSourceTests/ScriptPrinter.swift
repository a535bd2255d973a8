import TorchScriptSource

/// Prints a syntax tree as code that parses to the same tree.
struct ScriptPrinter {
  let file: ScriptFile
  let symbols: ScriptSymbolTable
  private var lines: [String] = []
  private var indentation = 0

  /// The code of a whole file.
  static func print(_ file: ScriptFile, _ symbols: ScriptSymbolTable) -> String {
    var printer = ScriptPrinter(file: file, symbols: symbols)
    printer.printFile()
    return printer.lines.joined(separator: "\n") + "\n"
  }

  /// The code of one expression.
  static func print(
    _ id: ScriptExpressionID, of file: ScriptFile, _ symbols: ScriptSymbolTable
  ) -> String {
    ScriptPrinter(file: file, symbols: symbols).text(id)
  }

  private init(file: ScriptFile, symbols: ScriptSymbolTable) {
    self.file = file
    self.symbols = symbols
  }

  private mutating func line(_ text: String) {
    lines.append(String(repeating: " ", count: indentation) + text)
  }

  // MARK: - Definitions

  private mutating func printFile() {
    if let version = file.operatorSetVersion { line("op_version_set = \(version)") }
    for scriptClass in file.classes { printClass(scriptClass) }
    for function in file.functions { printFunction(file[function]) }
  }

  private mutating func printClass(_ scriptClass: ScriptClass) {
    let bases = scriptClass.bases.map { text($0) }.joined(separator: ", ")
    line("class \(symbols[scriptClass.name])\(bases.isEmpty ? "" : "(\(bases))"):")
    indentation += 2
    if scriptClass.attributes.isEmpty, scriptClass.methods.isEmpty { line("pass") }
    for attribute in scriptClass.attributes {
      let name = symbols[attribute.name]
      switch (attribute.type, attribute.value) {
      case (let type?, let value?): line("\(name) : \(text(type)) = \(text(value))")
      case (let type?, nil) where name.utf8.allSatisfy(Self.isNameByte) && !startsWithDigit(name):
        line("\(name) : \(text(type))")
      case (let type?, nil): line("__annotations__[\(string(attribute.name))] = \(text(type))")
      case (nil, let value?): line("\(name) = \(text(value))")
      case (nil, nil): break
      }
    }
    for method in scriptClass.methods { printFunction(file[method]) }
    indentation -= 2
  }

  private mutating func printFunction(_ function: ScriptFunction) {
    let parameters = file[function.parameters].map { parameter in
      let stars =
        switch parameter.kind {
        case .plain: ""
        case .positionalRest: "*"
        case .namedRest: "**"
        }
      let type = parameter.type.map { ": \(text($0))" } ?? ""
      let value = parameter.defaultValue.map { "=\(text($0))" } ?? ""
      return stars + symbols[parameter.name] + type + value
    }
    let result = function.returnType.map { " -> \(text($0))" } ?? ""
    line("def \(symbols[function.name])(\(parameters.joined(separator: ", ")))\(result):")
    printBlock(function.body)
  }

  // MARK: - Statements

  private mutating func printBlock(_ block: ScriptBlock) {
    indentation += 2
    if block.isEmpty { line("0") }
    for id in block { printStatement(file[id]) }
    indentation -= 2
  }

  private mutating func printStatement(_ statement: ScriptStatement) {
    switch statement {
    case .evaluate(let value): line(text(value))
    case .assign(let target, let value): line("\(text(target)) = \(text(value))")
    case .declare(let target, let type, let value):
      line("\(text(target)) : \(text(type))\(suffix(" = ", value))")
    case .update(let target, let symbol, let value):
      line("\(text(target)) \(symbol.text)= \(text(value))")
    case .return(let value): line("return \(text(value))")
    case .raise(let value): line("raise\(suffix(" ", value))")
    case .assert(let condition, let message):
      line("assert \(text(condition))\(suffix(", ", message))")
    case .delete(let items): line("del \(list(items))")
    case .define(let function): printFunction(file[function])
    case .pass: line("pass")
    case .break: line("break")
    case .continue: line("continue")
    case .if(let condition, let then, let otherwise):
      line("if \(text(condition)):")
      printBlock(then)
      if !otherwise.isEmpty {
        line("else:")
        printBlock(otherwise)
      }
    case .for(let target, let iterable, let body):
      line("for \(text(target)) in \(text(iterable)):")
      printBlock(body)
    case .while(let condition, let body):
      line("while \(text(condition)):")
      printBlock(body)
    case .with(let context, let target, let body):
      line("with \(text(context))\(suffix(" as ", target)):")
      printBlock(body)
    }
  }

  private func suffix(_ separator: String, _ id: ScriptExpressionID) -> String {
    file[id] == .omitted ? "" : separator + text(id)
  }

  // MARK: - Expressions

  func text(_ id: ScriptExpressionID) -> String {
    switch file[id] {
    case .name(let symbol): symbols[symbol]
    case .integer(let value): "\(value)"
    case .wideInteger(let digits): symbols[digits]
    case .float(let value): number(value)
    case .imaginary(let value): number(value) + "j"
    case .string(let symbol): string(symbol)
    case .boolean(let value): value ? "True" : "False"
    case .none: "None"
    case .ellipsis: "..."
    case .omitted: ""
    case .attribute(let base, let name): "\(operand(base, isBase: true)).\(symbols[name])"
    case .call(let callee, let arguments):
      "\(operand(callee, isBase: true))(\(file[arguments].map(argument).joined(separator: ", ")))"
    case .subscription(let base, let index): "\(operand(base, isBase: true))[\(indices(index))]"
    case .slice(let lower, let upper, let step):
      file[step] == .omitted
        ? "\(text(lower)):\(text(upper))" : "\(text(lower)):\(text(upper)):\(text(step))"
    case .list(let items): "[\(list(items))]"
    case .tuple(let items): "(\(list(items))\(items.count == 1 ? "," : ""))"
    case .set(let items): "{\(list(items))}"
    case .dictionary(let items): "{\(pairs(Array(file[items])))}"
    case .comprehension(let comprehension): text(comprehension)
    case .conditional(let condition, let then, let otherwise):
      "\(operand(then)) if \(operand(condition)) else \(operand(otherwise))"
    case .unary(.not, let value): "not \(operand(value))"
    case .unary(let symbol, let value): "\(symbol.text)\(operand(value))"
    case .binary(let symbol, let left, let right):
      "\(operand(left)) \(symbol.text) \(operand(right))"
    case .starred(let value): "*\(operand(value))"
    case .doubleStarred(let value): "**\(operand(value))"
    }
  }

  private func argument(_ argument: ScriptArgument) -> String {
    argument.name.map { "\(symbols[$0])=\(text(argument.value))" } ?? text(argument.value)
  }

  /// An operand, in parentheses if it is more than one token could be.
  private func operand(_ id: ScriptExpressionID, isBase: Bool = false) -> String {
    let isPlain =
      switch file[id] {
      case .conditional, .unary, .binary: false
      case .integer(let value): value >= 0 && !isBase
      case .float(let value): value.sign == .plus && !isBase
      case .imaginary(let value): value.sign == .plus && !isBase
      case .wideInteger: !isBase
      default: true
      }
    return isPlain ? text(id) : "(\(text(id)))"
  }

  private func list(_ items: ScriptItems) -> String {
    file[items].map { text($0) }.joined(separator: ", ")
  }

  private func pairs(_ items: [ScriptExpressionID]) -> String {
    stride(from: 0, to: items.count - 1, by: 2)
      .map { "\(text(items[$0])): \(text(items[$0 + 1]))" }.joined(separator: ", ")
  }

  private func indices(_ id: ScriptExpressionID) -> String {
    guard case .tuple(let items) = file[id], items.count > 0 else { return text(id) }
    return items.count == 1 ? "\(list(items))," : list(items)
  }

  private func text(_ comprehension: ScriptComprehension) -> String {
    var parts = Array(file[comprehension.parts])
    let condition = parts.removeLast()
    let iterable = parts.removeLast()
    let target = parts.removeLast()
    let element = parts.map { operand($0) }.joined(separator: ": ")
    let text =
      "\(element) for \(text(target)) in \(operand(iterable))"
      + (file[condition] == .omitted ? "" : " if \(operand(condition))")
    return switch comprehension.kind {
    case .list: "[\(text)]"
    case .set, .dictionary: "{\(text)}"
    case .generator: "(\(text))"
    }
  }

  // MARK: - Literals

  private func number(_ value: Double) -> String {
    value.isInfinite ? (value < 0 ? "-1e999" : "1e999") : "\(value)"
  }

  private func string(_ symbol: ScriptSymbol) -> String {
    let bytes = Array(symbols.bytes(of: symbol))
    let isText = String(validating: bytes, as: UTF8.self) != nil
    var result: [UInt8] = [UInt8(ascii: "\"")]
    for byte in bytes {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        result += [UInt8(ascii: "\\"), byte]
      } else if byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !isText) {
        let digits = String(byte, radix: 8)
        result += Array("\\".utf8) + Array(String(repeating: "0", count: 3 - digits.count).utf8)
        result += Array(digits.utf8)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self) + "\""
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private func startsWithDigit(_ name: String) -> Bool {
    name.utf8.first.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? true
  }
}
