/// What one release says of an operator: the names of inputs and outputs, and the settings.
struct GEPrototype: Hashable, Sendable {
  /// An input or an output.
  struct Slot: Hashable, Sendable {
    /// How many there are of it.
    enum Kind: Hashable, Sendable { case required, optional, dynamic }

    /// The name; a dynamic one's is followed by a number from 0.
    let name: String
    /// How many there are.
    let kind: Kind
  }

  /// A setting.
  struct Attribute: Hashable, Sendable {
    /// The name.
    let name: String
    /// What it holds.
    let kind: GEAttributeKind
    /// What it holds where it is left out; nothing if it has to be there.
    let standard: GEAttributeValue?
  }

  /// The operator's type.
  let type: String
  /// The inputs in order.
  let inputs: [Slot]
  /// The outputs in order.
  let outputs: [Slot]
  /// The settings in order.
  let attributes: [Attribute]

  /// A setting by its name.
  func attribute(named name: String) -> Attribute? { attributes.first { $0.name == name } }
}

/// What a setting of an operator may hold.
enum GEAttributeKind: String, Hashable, Sendable {
  case integer = "Int"
  case float = "Float"
  case string = "String"
  case flag = "Bool"
  case elementType = "Type"
  case integers = "ListInt"
  case floats = "ListFloat"
  case strings = "ListString"
  case integerLists = "ListListInt"
  case tensor = "Tensor"

  /// Whether a value is of the kind.
  func holds(_ value: GEAttributeValue) -> Bool {
    switch (self, value) {
    case (.integer, .integer), (.float, .float), (.string, .string), (.flag, .flag),
      (.elementType, .elementType), (.integerLists, .integerLists), (.tensor, .tensor):
      true
    case (.integers, .list(let list)): list.kind == 2 || list.kind == 0
    case (.floats, .list(let list)): list.kind == 3 || list.kind == 0
    case (.strings, .list(let list)): list.kind == 1 || list.kind == 0
    default: false
    }
  }
}

extension GEAttributeValue {
  /// What the value is, in the words of prototypes.
  var kindText: String {
    switch self {
    case .string: "String"
    case .integer: "Int"
    case .float: "Float"
    case .flag: "Bool"
    case .integerLists: "ListListInt"
    case .elementType: "Type"
    case .tensor: "Tensor"
    case .descriptor: "TensorDesc"
    case .other(let field): "a value of field \(field)"
    case .none: "nothing"
    case .list(let list):
      switch list.kind {
      case 0: "a list of no stated kind"
      case 1: "ListString"
      case 2: "ListInt"
      case 3: "ListFloat"
      case 4: "ListBool"
      default: "a list of kind \(list.kind)"
      }
    }
  }
}
