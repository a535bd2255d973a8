import ATen
import ByteIO
import TorchScriptSource

/// What may change after it was made: a list, a dictionary, an object.
///
/// In a branch or loop that is decided when the model runs, changes are taken back at the end, and
/// what both branches say is made of them; ``ScriptChanges`` keeps what there was before.
class ScriptContainer {
  /// How many branches and loops decided when the model runs it was made inside of.
  let level: Int

  /// Makes a container.
  init(level: Int) { self.level = level }

  /// What is in it, to be put back.
  var contents: ScriptContents {
    get { ScriptContents() }
    set {}
  }
}

/// The parts of a container at one time.
struct ScriptContents {
  /// The keys of a dictionary, the names of an object's attributes.
  var keys: [ScriptKey] = []
  /// The parts.
  var values: [ScriptValue] = []
  /// What a loop appended to a list.
  var growth: ScriptGrowth?
}

/// A list.
final class ScriptList: ScriptContainer {
  /// The items.
  var items: [ScriptValue]
  /// The items that a loop appended, as often as it ran; there are no others then.
  var growth: ScriptGrowth?

  /// Makes a list.
  init(_ items: [ScriptValue], level: Int, growth: ScriptGrowth? = nil) {
    self.items = items
    self.growth = growth
    super.init(level: level)
  }

  override var contents: ScriptContents {
    get { ScriptContents(values: items, growth: growth) }
    set { (items, growth) = (newValue.values, newValue.growth) }
  }
}

/// The items that a loop appended, which runs as often as the data says.
struct ScriptGrowth {
  /// The items one after the other along a new first axis.
  let stacked: ATenTensor
}

/// A key of a dictionary.
enum ScriptKey: Hashable {
  case text(ExactName)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  /// The name of an object's attribute.
  case attribute(ScriptSymbol)

  /// A value as a key, if it may be one.
  init?(_ value: ScriptValue) {
    switch value {
    case .plain(.text(let text)): self = .text(ExactName(text))
    case .plain(.integer(let integer)): self = .integer(integer)
    case .plain(.number(let number)): self = .number(number)
    case .plain(.boolean(let flag)): self = .boolean(flag)
    default: return nil
    }
  }

  /// The key as a value of the program.
  var value: ScriptValue {
    switch self {
    case .text(let name): .text(name.text)
    case .integer(let integer): .integer(integer)
    case .number(let number): .plain(.number(number))
    case .boolean(let flag): .boolean(flag)
    case .attribute: .nothing
    }
  }

  /// The key as a part of a name.
  var text: String {
    switch self {
    case .text(let name): name.text
    case .integer(let integer): String(integer)
    case .number(let number): "\(number)"
    case .boolean(let flag): flag ? "True" : "False"
    case .attribute(let name): String(name.rawValue)
    }
  }
}

/// A dictionary, its keys in the order in which they were added.
final class ScriptDictionary: ScriptContainer {
  private(set) var keys: [ScriptKey] = []
  private(set) var values: [ScriptValue] = []
  private var places: [ScriptKey: Int] = [:]

  /// The value of a key.
  subscript(key: ScriptKey) -> ScriptValue? { places[key].map { values[$0] } }

  /// Sets the value of a key.
  func set(_ key: ScriptKey, _ value: ScriptValue) {
    if let place = places[key] {
      values[place] = value
    } else {
      places[key] = keys.count
      keys.append(key)
      values.append(value)
    }
  }

  /// Takes a key out and gives its value.
  func remove(_ key: ScriptKey) -> ScriptValue? {
    guard let place = places[key] else { return nil }
    var now = contents
    now.keys.remove(at: place)
    let value = now.values.remove(at: place)
    contents = now
    return value
  }

  override var contents: ScriptContents {
    get { ScriptContents(keys: keys, values: values) }
    set {
      (keys, values) = (newValue.keys, newValue.values)
      places = [:]
      for (index, key) in keys.enumerated() { places[key] = index }
    }
  }
}

/// A module or an instance of another class.
final class ScriptObject: ScriptContainer {
  /// The class with its module: `__torch__.a.b.C`.
  let className: String
  /// The class's text; nothing where the file has none.
  let type: ScriptClassReference?
  /// The path from the model: `layer1.0.conv1`.
  let path: String
  /// The file whose functions are its methods, in archives without classes.
  let methods: ScriptFile?
  /// Whether it is a part of the model, so that its path tells where nodes come from.
  let isPartOfModel: Bool
  /// The attributes as the file holds them, which are read when they are asked for.
  let stored: [ScriptSymbol: TorchNode]
  /// What stands in the place of attributes: the state of packed weights.
  var state: TorchNode?
  /// The attributes that were read or set.
  private var attributes: [ScriptSymbol: ScriptValue] = [:]
  private var order: [ScriptSymbol] = []

  /// Makes an object.
  init(
    className: String, type: ScriptClassReference?, path: String, level: Int,
    methods: ScriptFile? = nil, isPartOfModel: Bool = false, stored: [ScriptSymbol: TorchNode] = [:]
  ) {
    self.className = className
    self.type = type
    self.path = path
    self.methods = methods
    self.isPartOfModel = isPartOfModel
    self.stored = stored
    super.init(level: level)
  }

  /// An attribute that was read or set before.
  subscript(name: ScriptSymbol) -> ScriptValue? { attributes[name] }

  /// Keeps an attribute.
  func set(_ name: ScriptSymbol, _ value: ScriptValue) {
    if attributes.updateValue(value, forKey: name) == nil { order.append(name) }
  }

  override var contents: ScriptContents {
    get {
      ScriptContents(
        keys: order.map(ScriptKey.attribute), values: order.map { attributes[$0] ?? .uninitialized }
      )
    }
    set {
      attributes = [:]
      order = []
      for (key, value) in zip(newValue.keys, newValue.values) {
        if case .attribute(let name) = key { set(name, value) }
      }
    }
  }
}
