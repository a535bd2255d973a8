import ATen
import ModelIR
import TorchScriptSource

/// A value of a TorchScript program while it is being evaluated.
indirect enum ScriptValue {
  /// A tensor of the graph, or a value without parts: a number, a text, `None`.
  case plain(ATenValue)
  /// A tensor that the file holds; it becomes part of the graph when something needs it.
  case stored(ScriptTensor)
  case list(ScriptList)
  case dictionary(ScriptDictionary)
  case tuple(ScriptTuple)
  /// A module, or an instance of another class.
  case object(ScriptObject)
  /// A function outside of classes, or one inside of another with its variables.
  case function(ScriptFunctionReference)
  /// A class.
  case type(ScriptClassReference)
  /// What the program says is never read.
  case uninitialized
  /// What is known only when the model runs and cannot be kept in a graph, and why.
  case undetermined(String)

  static var nothing: ScriptValue { .plain(.none) }

  static func integer(_ value: Int) -> ScriptValue { .plain(.integer(value)) }
  static func boolean(_ value: Bool) -> ScriptValue { .plain(.boolean(value)) }
  static func text(_ value: String) -> ScriptValue { .plain(.text(value)) }

  /// What it is, for messages.
  var kind: String {
    switch self {
    case .plain(let value): value.kind
    case .stored: "a tensor"
    case .list: "a list"
    case .dictionary: "a dictionary"
    case .tuple: "a tuple"
    case .object(let object): "an object of class \(object.className)"
    case .function: "a function"
    case .type: "a class"
    case .uninitialized: "a value that is not set"
    case .undetermined: "a value that is known only when the model runs"
    }
  }

  /// Whether it is `None`.
  var isNone: Bool {
    if case .plain(.none) = self { return true }
    return false
  }

  /// Whether it is a tensor.
  var isTensor: Bool {
    switch self {
    case .plain(.tensor), .stored: true
    default: false
    }
  }

  /// Whether there are values in it.
  var hasParts: Bool {
    switch self {
    case .list, .dictionary, .tuple, .object, .function: true
    default: false
    }
  }

  /// Whether it could not be converted.
  var isFailed: Bool {
    if case .plain(.failed) = self { return true }
    return false
  }

  /// The text, if it is one.
  var text: String? {
    if case .plain(.text(let text)) = self { return text }
    return nil
  }

  /// The integer, if it is one that is known.
  var integer: Int? {
    switch self {
    case .plain(.integer(let value)): value
    case .plain(.size(let size)): size.size
    case .plain(.boolean(let flag)): flag ? 1 : 0
    default: nil
    }
  }

  /// The items, if it is a list or a tuple whose length is known.
  var items: [ScriptValue]? {
    switch self {
    case .list(let list): list.growth == nil ? list.items : nil
    case .tuple(let tuple): tuple.items
    default: nil
    }
  }
}

/// A tuple, which may name its items.
struct ScriptTuple {
  /// The items.
  var items: [ScriptValue]
  /// The class, where it is a named tuple.
  var type: ScriptClassReference?
  /// The items' names; none for a plain tuple.
  var names: [String] = []

  /// Makes a tuple.
  init(_ items: [ScriptValue], type: ScriptClassReference? = nil, names: [String] = []) {
    self.items = items
    self.type = type
    self.names = names
  }
}

/// A function of a code file.
final class ScriptFunctionReference {
  /// The file that it stands in.
  let file: ScriptFile
  /// Its number there.
  let id: ScriptFunctionID
  /// The variables around it, where it stands in another function.
  let variables: [ScriptSymbol: ScriptValue]

  /// Refers to a function.
  init(_ file: ScriptFile, _ id: ScriptFunctionID, variables: [ScriptSymbol: ScriptValue] = [:]) {
    self.file = file
    self.id = id
    self.variables = variables
  }
}

/// A class of a code file.
final class ScriptClassReference {
  /// Its name with the module's: `__torch__.a.b.C`.
  let name: String
  /// The file that it stands in.
  let file: ScriptFile
  /// Its text.
  let declaration: ScriptClass
  /// The methods by name.
  let methods: [ScriptSymbol: ScriptFunctionID]
  /// The name of what it is made from: `Module`, `NamedTuple`, `Enum`; nothing for a plain class.
  let base: String?

  /// Refers to a class.
  init(
    name: String, file: ScriptFile, declaration: ScriptClass, symbols: ScriptSymbolTable
  ) {
    self.name = name
    self.file = file
    self.declaration = declaration
    var methods: [ScriptSymbol: ScriptFunctionID] = [:]
    for method in declaration.methods { methods[file[method].name] = method }
    self.methods = methods
    base = declaration.bases.first.flatMap { file.dottedName($0)?.last }.map { symbols[$0] }
  }
}
