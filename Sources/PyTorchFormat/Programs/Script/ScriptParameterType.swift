import TorchScriptSource

/// The type that a parameter of a model's forward is declared with, as far as inputs need it.
indirect enum ScriptParameterType {
  case tensor
  case integer
  case number
  case boolean
  case optional(ScriptParameterType)
  case list(ScriptParameterType)
  case tuple([ScriptParameterType])
  case dictionary(ScriptParameterType)
  /// Any other, as it is written.
  case other(String)

  /// Reads a declared type; what has none is a tensor.
  init(_ type: ScriptExpressionID?, in file: ScriptFile, _ symbols: ScriptSymbolTable) {
    guard let type else {
      self = .tensor
      return
    }
    self.init(type, in: file, symbols, depth: 0)
  }

  private init(
    _ type: ScriptExpressionID, in file: ScriptFile, _ symbols: ScriptSymbolTable, depth: Int
  ) {
    guard depth < 32 else {
      self = .other("a nested type")
      return
    }
    func inner(_ id: ScriptExpressionID) -> ScriptParameterType {
      ScriptParameterType(id, in: file, symbols, depth: depth + 1)
    }
    switch file[type] {
    case .name(let name):
      switch symbols[name] {
      case "Tensor": self = .tensor
      case "int", "number": self = .integer
      case "float": self = .number
      case "bool": self = .boolean
      case let text: self = .other(text)
      }
    case .subscription(let base, let index):
      let name = file.dottedName(base)?.last.map { symbols[$0] } ?? ""
      var arguments = [index]
      if case .tuple(let items) = file[index] { arguments = Array(file[items]) }
      switch name {
      case "Optional": self = .optional(inner(index))
      case "List": self = .list(inner(index))
      case "Tuple": self = .tuple(arguments.map(inner))
      case "Dict": self = arguments.count == 2 ? .dictionary(inner(arguments[1])) : .other(name)
      default: self = .other(name)
      }
    default:
      self = .other((file.dottedName(type) ?? []).map { symbols[$0] }.joined(separator: "."))
    }
  }

  /// Whether it is an integer, or may be one.
  var isInteger: Bool {
    switch self {
    case .integer, .optional(.integer): true
    default: false
    }
  }

  /// How it is written, for messages.
  var text: String {
    switch self {
    case .tensor: "Tensor"
    case .integer: "int"
    case .number: "float"
    case .boolean: "bool"
    case .optional(let type): "Optional[\(type.text)]"
    case .list(let type): "List[\(type.text)]"
    case .tuple(let types): "Tuple[\(types.map(\.text).joined(separator: ", "))]"
    case .dictionary(let type): "Dict[str, \(type.text)]"
    case .other(let text): text
    }
  }
}
