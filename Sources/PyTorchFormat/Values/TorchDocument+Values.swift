import Diagnostics
import Pickle

extension TorchDocument {
  /// What a value means.
  ///
  /// - Parameter depth: how many values that stood for this one were followed.
  /// - Throws: a diagnostic for a tensor that contradicts itself or its storage.
  func value(_ value: PickleValue, depth: Int = 0) throws(Diagnostic) -> TorchValue {
    switch value {
    case .none: return .none
    case .boolean(let truth): return .boolean(truth)
    case .integer(let integer): return .integer(integer)
    case .longInteger(let id):
      return .longInteger(bitCount: pickle.longInteger(id).byteCount * 8)
    case .number(let number): return .number(number)
    case .text: return .text(text(value))
    case .byteString:
      if let text = pickle.text(value) { return .text(text) }
      return pickle.byteString(value).map { .bytes($0) } ?? .note("bytes")
    case .bytes, .byteArray:
      return pickle.byteString(value).map { .bytes($0) } ?? .note("bytes")
    case .list: return sequence("list", value)
    case .tuple: return sequence("tuple", value)
    case .set: return sequence("set", value)
    case .frozenSet: return sequence("frozenset", value)
    case .dictionary(let id): return .mapping(mapping("dict", pickle.pairs(id)))
    case .global: return global(value)
    case .persistent: return try persistent(value)
    case .object(let id):
      guard depth < Self.mostIndirections else { return .note("a value that stands for itself") }
      return try object(pickle.object(id), value, depth: depth + 1)
    }
  }

  /// A text in full; lone surrogates, which no Unicode text has, are written as Python escapes them.
  func text(_ value: PickleValue) -> String {
    if let text = pickle.text(value) { return text }
    guard let bytes = try? pickle.textBytes(value)?.bytes() else { return "" }
    var text = ""
    var start = bytes.startIndex
    var index = bytes.startIndex
    // UTF-8 as Python's "surrogatepass" writes it: ED, A0 to BF, 80 to BF.
    while index + 2 < bytes.endIndex {
      if bytes[index] == 0xED, bytes[index + 1] >= 0xA0 {
        let unit =
          0xD000 | (Int(bytes[index + 1]) & 0x3F) << 6 | (Int(bytes[index + 2]) & 0x3F)
        text += String(decoding: bytes[start..<index], as: UTF8.self)
        text += "\\u" + String(unit, radix: 16)
        index += 3
        start = index
      } else {
        index += 1
      }
    }
    return text + String(decoding: bytes[start...], as: UTF8.self)
  }

  /// Items under a class's name.
  func sequence(_ className: String, _ value: PickleValue) -> TorchValue {
    .sequence(TorchSequence(className: className, items: items(value)))
  }

  /// Entries under a class's name.
  func mapping(
    _ className: String, _ pairs: PicklePairs, attributes: [TorchAttribute] = []
  ) -> TorchMapping {
    TorchMapping(
      className: className, entries: TorchEntries(pairs, in: self), attributes: attributes)
  }

  /// The items of a list, tuple or set; none of anything else.
  func items(_ value: PickleValue) -> [TorchNode] { pickle.items(value).map { nodes($0) } ?? [] }

  /// The attributes that states set: of a dictionary, or of a pair of two.
  func attributes(_ states: some Sequence<PickleValue>) -> [TorchAttribute] {
    var attributes: [TorchAttribute] = []
    func add(_ value: PickleValue) {
      guard let pairs = pickle.pairs(value) else { return }
      for pair in pairs {
        attributes.append(TorchAttribute(name: text(pair.key), value: node(pair.value)))
      }
    }
    for state in states {
      if let parts = pickle.items(state), parts.count == 2, isState(parts[0]), isState(parts[1]) {
        add(parts[0])
        add(parts[1])
      } else {
        add(state)
      }
    }
    return attributes
  }

  private func isState(_ value: PickleValue) -> Bool {
    value.isNone || pickle.pairs(value) != nil
  }

  private func global(_ value: PickleValue) -> TorchValue {
    let name = className(value)
    switch meaning(value) {
    case .elementType(let type): return .name("torch.\(type.rawValue)")
    case .namedConstant(let text): return .name(text)
    case .ellipsis: return .name("Ellipsis")
    default: return .global(name)
    }
  }

  private func persistent(_ value: PickleValue) throws(Diagnostic) -> TorchValue {
    switch try container.resolve(value) {
    case .storage(let storage): .storage(storage)
    case .moduleClass(let module):
      .global(TorchClassName(module: module.module, name: module.name))
    case .tensor(let tensor): .tensor(try tensor.tensor())
    }
  }
}
