import ByteIO
import Diagnostics

/// Turns tokens into the records of a document.
struct JSONDocumentBuilder {
  private var tokenizer: JSONTokenizer
  private(set) var records: [JSONRecord] = []
  private var open: [Int] = []
  /// The names of the object that is checked, kept for their memory.
  private var names: [Int] = []

  init(_ tokenizer: JSONTokenizer) {
    self.tokenizer = tokenizer
    records.reserveCapacity(tokenizer.bytes.count / 16 + 1)
  }

  mutating func build() throws(Diagnostic) {
    while true {
      switch try tokenizer.next() {
      case .objectStart:
        open.append(records.count)
        append(.object)
      case .arrayStart:
        open.append(records.count)
        append(.array)
      case .objectEnd:
        let index = closeContainer()
        if tokenizer.options.duplicateNames == .refuse { try checkNames(of: index) }
      case .arrayEnd: _ = closeContainer()
      case .name:
        append(tokenizer.hasEscapes ? .escapedString : .string, isName: true)
      case .string: append(tokenizer.hasEscapes ? .escapedString : .string)
      case .number: append(.number)
      case .boolean(let value): append(value ? .yes : .no)
      case .null: append(.null)
      case .end: return
      }
    }
  }

  private mutating func append(_ kind: JSONRecord.Kind, isName: Bool = false) {
    if !isName {
      // The container itself is the last one open when its own record is appended.
      let isContainer = kind == .object || kind == .array
      let parent = isContainer ? open.dropLast().last : open.last
      if let parent { records[parent].count += 1 }
    }
    records.append(
      JSONRecord(
        kind: kind, start: UInt32(tokenizer.range.lowerBound),
        end: UInt32(tokenizer.range.upperBound), next: UInt32(records.count + 1)))
  }

  private mutating func closeContainer() -> Int {
    let index = open.removeLast()
    records[index].end = UInt32(tokenizer.range.upperBound)
    records[index].next = UInt32(records.count)
    return index
  }

  /// Few names are compared one by one, many by a table.
  private mutating func checkNames(of object: Int) throws(Diagnostic) {
    let count = Int(records[object].count)
    guard count > 1 else { return }
    names.removeAll(keepingCapacity: true)
    var index = object + 1
    while index < Int(records[object].next) {
      names.append(index)
      index = Int(records[index + 1].next)
    }
    guard count > 12 else {
      for position in 1..<count {
        for earlier in 0..<position where areEqual(names[earlier], names[position]) {
          throw duplicate(names[position])
        }
      }
      return
    }
    var table = JSONNameTable()
    table.reserveCapacity(count)
    for name in names {
      let record = records[name]
      let isNew = table.insert(
        record.range, hasEscapes: record.kind == .escapedString, in: tokenizer.bytes)
      guard isNew else { throw duplicate(name) }
    }
  }

  private func areEqual(_ first: Int, _ second: Int) -> Bool {
    if records[first].kind == .string, records[second].kind == .string {
      return tokenizer.bytes.hasSameBytes(
        records[first].range, as: tokenizer.bytes, records[second].range)
    }
    return text(of: first).utf8.elementsEqual(text(of: second).utf8)
  }

  private func text(of index: Int) -> String {
    tokenizer.bytes.decodedString(
      records[index].range, hasEscapes: records[index].kind == .escapedString)
  }

  private func duplicate(_ name: Int) -> Diagnostic {
    Diagnostic(
      .jsonDuplicateName, "the name '\(text(of: name).prefix(200))' occurs twice in one object",
      at: tokenizer.location(records[name].range))
  }
}
