extension PickleDocument {
  /// A value as text in Python's spirit, cut off at a depth, a number of items and a length.
  ///
  /// It serves tests, and messages about values that nobody understands.
  package func describe(
    _ value: PickleValue, depth: Int = 6, items: Int = 16, length: Int = 4000
  ) -> String {
    var description = PickleDescription(
      document: self, itemCount: items, length: min(length, 1 << 20))
    description.write(value, depth: min(depth, 64))
    return description.text
  }
}

private struct PickleDescription {
  let document: PickleDocument
  let itemCount: Int
  let length: Int
  var text = ""

  mutating func write(_ value: PickleValue, depth: Int) {
    guard text.utf8.count < length else {
      if !text.hasSuffix("…") { text += "…" }
      return
    }
    switch value {
    case .none: text += "None"
    case .boolean(let value): text += value ? "True" : "False"
    case .integer(let value): text += String(value)
    case .longInteger(let id): write(document.longInteger(id), prefix: "long")
    case .number(let value): text += String(value)
    case .text:
      text += "'"
      if let bytes = document.textBytes(value) { writeEscaped(bytes) }
      text += "'"
    case .byteString: write(document.byteString(value), prefix: "str")
    case .bytes: write(document.byteString(value), prefix: "bytes")
    case .byteArray: write(document.byteString(value), prefix: "bytearray")
    case .list(let id): write(document.items(id), "[", "]", depth)
    case .tuple(let id): write(document.items(id), "(", ")", depth)
    case .set(let id): write(document.items(id), "set(", ")", depth)
    case .frozenSet(let id): write(document.items(id), "frozenset(", ")", depth)
    case .dictionary(let id): write(document.pairs(id), depth)
    case .global:
      let global = document.global(value) ?? ("", "")
      text += "<"
      writeEscaped(Array((global.module + "." + global.name).utf8))
      text += ">"
    case .persistent(let id):
      text += "persistent "
      write(document.persistentIdentifier(id), depth: depth - 1)
    case .object(let id): write(document.object(id), depth)
    }
  }

  private mutating func write(_ object: PickleObject, _ depth: Int) {
    guard depth > 0 else {
      text += "…"
      return
    }
    if object.form != .reduce { text += "new " }
    write(object.callable, depth: depth - 1)
    write(object.arguments, depth: depth)
    if let keywords = object.keywords { write(keywords, depth: depth) }
    for state in object.states {
      text += " state "
      write(state, depth: depth - 1)
    }
    if !object.appended.isEmpty { write(object.appended, " append [", "]", depth) }
    if !object.items.isEmpty {
      text += " set "
      write(object.items, depth)
    }
    if !object.added.isEmpty { write(object.added, " add (", ")", depth) }
  }

  private mutating func write(_ pairs: PicklePairs, _ depth: Int) {
    text += "{"
    writeEach(pairs, depth) { description, pair in
      description.write(pair.key, depth: depth - 1)
      description.text += ": "
      description.write(pair.value, depth: depth - 1)
    }
    text += "}"
  }

  private mutating func write(
    _ values: PickleItems, _ opening: String, _ closing: String, _ depth: Int
  ) {
    text += opening
    writeEach(values, depth) { description, value in
      description.write(value, depth: depth - 1)
    }
    text += closing
  }

  private mutating func writeEach<Values: Collection>(
    _ values: Values, _ depth: Int,
    _ write: (inout PickleDescription, Values.Element) -> Void
  ) {
    guard depth > 0 || values.isEmpty else {
      text += "…"
      return
    }
    for (position, value) in values.prefix(itemCount).enumerated() {
      if position > 0 { text += ", " }
      write(&self, value)
    }
    if values.count > itemCount { text += ", … \(values.count) in all" }
  }

  private mutating func write(_ bytes: PickleBytes?, prefix: String) {
    text += prefix + "'"
    if let bytes { writeEscaped(bytes) }
    text += "'"
  }

  private mutating func writeEscaped(_ bytes: PickleBytes) {
    guard case .memory(let bytes) = bytes else {
      text += "… \(bytes.byteCount) bytes"
      return
    }
    writeEscaped(bytes)
  }

  private mutating func writeEscaped(_ bytes: [UInt8]) {
    for byte in bytes.prefix(max(0, length - text.utf8.count)) {
      switch byte {
      case 0x27, 0x5C: text += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F: text.unicodeScalars.append(UnicodeScalar(byte))
      default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
  }
}
