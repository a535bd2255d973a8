import ByteIO
import Diagnostics
import ModelIR

extension GEAttributes {
  /// Reads an entry of a map of settings: key 1, value 2.
  mutating func add(
    reading entry: GEMessageReader, _ budget: inout GEReadBudget
  ) throws(Diagnostic) {
    try budget.take()
    var entry = entry
    var name = ""
    var value: GEContent?
    while let field = try entry.next() {
      switch field.number {
      case 1: name = try entry.text(field, "key")
      case 2: value = try entry.content(field, "value")
      default: break
      }
    }
    let read: GEAttributeValue =
      if let value {
        try GEAttributeValue.read(GEMessageReader(value, depth: entry.depth + 1), &budget)
      } else {
        .none
      }
    set(GEAttribute(name: name, value: read))
  }
}

extension GEAttributeValue {
  /// Reads an `AttrDef`; of several alternatives the last counts, as the encoding has it.
  static func read(
    _ message: GEMessageReader, _ budget: inout GEReadBudget
  ) throws(Diagnostic) -> GEAttributeValue {
    var message = message
    var value = GEAttributeValue.none
    while let field = try message.next() {
      switch (field.number, field.value) {
      case (1, .content): value = .list(try GEList.read(message.message(field, "list"), &budget))
      case (2, .content(let content)):
        value =
          content.range.byteCount <= GEContent.mostTextByteCount
          ? .string(try content.text()) : .other(2)
      case (3, .integer(let number)): value = .integer(number)
      case (4, .fixed32(let bits)): value = .float(Float(bitPattern: bits))
      case (5, .integer(let number)): value = .flag(number != 0)
      case (11, .content):
        value = .descriptor(
          try GETensorDescriptor.read(message.message(field, "td"), &budget))
      case (12, .content):
        value = .tensor(try GETensor.read(message.message(field, "t"), &budget))
      case (14, .content):
        value = .integerLists(try readLists(message.message(field, "list_list_int"), &budget))
      case (15, .integer(let number)): value = .elementType(number)
      case (7, .content), (10, .content), (13, .content), (16, .content), (17, .content):
        value = .other(field.number)
      case (1...5, _), (7, _), (10...17, _):
        throw message.malformed("a setting's field \(field.number) is encoded as another kind")
      default: break
      }
    }
    return value
  }

  private static func readLists(
    _ message: GEMessageReader, _ budget: inout GEReadBudget
  ) throws(Diagnostic) -> [[Int]] {
    var message = message
    var lists: [[Int]] = []
    while let field = try message.next(), field.number == 1 {
      try budget.take()
      var inner = try message.message(field, "list_list_i")
      var list: [Int] = []
      while let entry = try inner.next(), entry.number == 1 {
        list += try inner.integers(entry, "list_i", &budget)
      }
      lists.append(list)
    }
    return lists
  }
}

extension GEMessageReader {
  /// The integers of a field, packed or one.
  func integers(
    _ field: Field, _ name: String, _ budget: inout GEReadBudget
  ) throws(Diagnostic) -> [Int] {
    switch field.value {
    case .integer(let number):
      try budget.take()
      return [number]
    case .content(let packed): return try packed.packedIntegers(&budget)
    default: throw malformed("the field '\(name)' is expected to be integers")
    }
  }
}

extension GEList {
  /// Reads a `ListValue`: s 2, i 3, f 4, b 5, dt 12, val_type 20, other kinds between.
  static func read(
    _ message: GEMessageReader, _ budget: inout GEReadBudget
  ) throws(Diagnostic) -> GEList {
    var message = message
    var texts: [String] = []
    var integers: [Int] = []
    var floats: [Float] = []
    var flags: [Bool] = []
    var types: [Int] = []
    var hasOthers = false
    var kind = 0
    while let field = try message.next() {
      switch field.number {
      case 2:
        try budget.take()
        texts.append(try message.text(field, "s"))
      case 3: integers += try message.integers(field, "i", &budget)
      case 4:
        switch field.value {
        case .fixed32(let bits):
          try budget.take()
          floats.append(Float(bitPattern: bits))
        case .content(let packed): floats += try packed.packedFloats(&budget)
        default: throw message.malformed("the field 'f' is expected to be numbers")
        }
      case 5: flags += try message.integers(field, "b", &budget).map { $0 != 0 }
      case 12: types += try message.integers(field, "dt", &budget)
      case 20: kind = try message.integer(field, "val_type")
      case 7...11: hasOthers = true
      default: break
      }
    }
    let contents: [Content] =
      (texts.isEmpty ? [] : [.strings(texts)]) + (integers.isEmpty ? [] : [.integers(integers)])
      + (floats.isEmpty ? [] : [.floats(floats)]) + (flags.isEmpty ? [] : [.flags(flags)])
      + (types.isEmpty ? [] : [.elementTypes(types)]) + (hasOthers ? [.other] : [])
    guard let first = contents.first else { return GEList(emptyContent(of: kind), kind: kind) }
    return GEList(contents.count == 1 ? first : .other, kind: kind)
  }

  /// What a list without values holds, by the kind that it states.
  private static func emptyContent(of kind: Int) -> Content {
    switch kind {
    case 1: .strings([])
    case 2: .integers([])
    case 3: .floats([])
    case 4: .flags([])
    case 10: .elementTypes([])
    default: .empty
    }
  }
}
