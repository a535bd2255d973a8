/// A document or array whose end has not been reached yet.
struct OpenContainer {
  let key: String
  let elementOffset: Int
  let start: Int
  let end: Int
  let isArray: Bool
  var elements: [BSONElement] = []

  /// The names met so far, once there are too many to compare one by one.
  private var names: Set<[UInt8]> = []

  init(key: String, elementOffset: Int, start: Int, end: Int, isArray: Bool) {
    self.key = key
    self.elementOffset = elementOffset
    self.start = start
    self.end = end
    self.isArray = isArray
  }

  var kind: String { isArray ? "array" : "document" }

  /// Whether a name is new to the container; names that differ only in Unicode form are.
  mutating func isNew(_ name: String) -> Bool {
    if elements.count < 16 {
      return !elements.contains { $0.key.utf8.elementsEqual(name.utf8) }
    }
    if names.isEmpty { names = Set(elements.map { Array($0.key.utf8) }) }
    return names.insert(Array(name.utf8)).inserted
  }

  func finished() -> BSONValue {
    let range = start..<end
    return isArray
      ? .array(BSONArray(elements: elements, byteRange: range))
      : .document(BSONDocument(elements: elements, byteRange: range))
  }
}
