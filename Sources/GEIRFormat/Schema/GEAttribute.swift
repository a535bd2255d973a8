import ByteIO
import ProtobufWire

/// A named setting of a model, a graph, an operator or a descriptor: an entry of a `map<string, AttrDef>`.
struct GEAttribute: Hashable, Sendable {
  /// The name.
  let name: String
  /// The value.
  let value: GEAttributeValue

  static func string(_ name: String, _ value: String) -> Self {
    Self(name: name, value: .string(value))
  }
  static func integer(_ name: String, _ value: Int) -> Self {
    Self(name: name, value: .integer(value))
  }
  static func float(_ name: String, _ value: Double) -> Self {
    Self(name: name, value: .float(Float(value)))
  }
  static func flag(_ name: String, _ value: Bool) -> Self { Self(name: name, value: .flag(value)) }
  static func integers(_ name: String, _ values: [Int]) -> Self {
    Self(name: name, value: .list(GEList(.integers(values))))
  }
  static func strings(_ name: String, _ values: [String]) -> Self {
    Self(name: name, value: .list(GEList(.strings(values))))
  }
  static func elementType(_ name: String, _ enumerator: Int) -> Self {
    Self(name: name, value: .elementType(enumerator))
  }
  static func integerLists(_ name: String, _ lists: [[Int]]) -> Self {
    Self(name: name, value: .integerLists(lists))
  }
  static func tensor(_ name: String, _ value: GETensor) -> Self {
    Self(name: name, value: .tensor(value))
  }
}

/// What a setting holds: the alternatives of an `AttrDef`.
indirect enum GEAttributeValue: Hashable, Sendable {
  case string(String)
  case integer(Int)
  case float(Float)
  case flag(Bool)
  case list(GEList)
  case integerLists([[Int]])
  /// A type, by the number that attributes have for it.
  case elementType(Int)
  case tensor(GETensor)
  case descriptor(GETensorDescriptor)
  /// Something that is read over: the number of its field.
  case other(Int)
  /// No alternative at all.
  case none

  /// The message: list 1, s 2, i 3, f 4, b 5, td 11, t 12, list_list_int 14, dt 15.
  func message(_ payloads: inout GEPayloads) -> ProtobufWriter {
    var message = ProtobufWriter()
    switch self {
    case .list(let list): message.add(list.message(), field: 1)
    case .string(let text): message.add(text, field: 2)
    case .integer(let number): message.add(number, field: 3)
    case .float(let number): message.add(number, field: 4)
    case .flag(let value): message.add(value ? 1 : 0, field: 5)
    case .descriptor(let descriptor): message.add(descriptor.message(&payloads), field: 11)
    case .tensor(let tensor): message.add(tensor.message(&payloads), field: 12)
    case .integerLists(let lists):
      var outer = ProtobufWriter()
      for list in lists {
        var inner = ProtobufWriter()
        inner.addPacked(list, field: 1)
        outer.add(inner, field: 1)
      }
      message.add(outer, field: 14)
    case .elementType(let number): message.add(number, field: 15)
    case .other, .none: break
    }
    return message
  }
}

/// A list of values of one kind, which the list has to state.
struct GEList: Hashable, Sendable {
  /// The values.
  enum Content: Hashable, Sendable {
    case strings([String])
    case integers([Int])
    case floats([Float])
    case flags([Bool])
    case elementTypes([Int])
    /// Values of kinds that no operator of a framework has.
    case other
    case empty
  }

  /// The values.
  let content: Content
  /// The kind as the list states it; 0 if it does not.
  let kind: Int

  /// Makes a list that states the kind of its values.
  init(_ content: Content) {
    self.content = content
    kind = Self.kind(of: content)
  }

  /// Makes a list that states a kind.
  init(_ content: Content, kind: Int) {
    self.content = content
    self.kind = kind
  }

  /// The kinds: STRING 1, INT 2, FLOAT 3, BOOL 4, DATA_TYPE 10.
  static func kind(of content: Content) -> Int {
    switch content {
    case .strings: 1
    case .integers: 2
    case .floats: 3
    case .flags: 4
    case .elementTypes: 10
    case .other, .empty: 0
    }
  }

  /// The message: s 2, i 3, f 4, b 5, dt 12, val_type 20.
  func message() -> ProtobufWriter {
    var message = ProtobufWriter()
    switch content {
    case .strings(let texts): for text in texts { message.add(text, field: 2) }
    case .integers(let numbers): message.addPacked(numbers, field: 3)
    case .floats(let numbers): message.addPacked(numbers, field: 4)
    case .flags(let values): message.addPacked(values.map { $0 ? 1 : 0 }, field: 5)
    case .elementTypes(let numbers): message.addPacked(numbers, field: 12)
    case .other, .empty: break
    }
    if kind != 0 { message.add(kind, field: 20) }
    return message
  }
}

/// The settings of one thing, by name.
struct GEAttributes: Hashable, Sendable {
  /// The settings in the order in which they were added.
  private(set) var entries: [GEAttribute] = []
  private var indices: [ExactName: Int] = [:]

  /// Makes settings; of two with one name the later counts.
  init(_ entries: [GEAttribute] = []) {
    for entry in entries { set(entry) }
  }

  /// The value under a name.
  subscript(name: String) -> GEAttributeValue? {
    indices[ExactName(name)].map { entries[$0].value }
  }

  /// Sets a value.
  mutating func set(_ attribute: GEAttribute) {
    if let index = indices[ExactName(attribute.name)] {
      entries[index] = attribute
    } else {
      indices[ExactName(attribute.name)] = entries.count
      entries.append(attribute)
    }
  }

  /// Adds the entries to a message, sorted by the bytes of their names as deterministic writers of maps
  /// do: key 1, value 2.
  func add(to message: inout ProtobufWriter, field: Int, _ payloads: inout GEPayloads) {
    let sorted = entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for entry in sorted {
      var pair = ProtobufWriter()
      pair.add(entry.name, field: 1)
      pair.add(entry.value.message(&payloads), field: 2)
      message.add(pair, field: field)
    }
  }
}
