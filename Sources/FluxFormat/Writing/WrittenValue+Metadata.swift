import Checkpoints
import ModelIR

extension WrittenValue {
  private static let mostDepth = 64

  /// A value of metadata as Julia has it: vectors of numbers, dictionaries by symbols; nothing for a
  /// dictionary that BSON.jl would take for something else.
  init?(_ value: HyperparameterValue) { self.init(value, depth: 0) }

  private init?(_ value: HyperparameterValue, depth: Int) {
    guard depth < Self.mostDepth else { return nil }
    switch value {
    case .none: self = .nothing
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .float64(value)
    case .text(let text): self = .text(text)
    case .list(let items):
      if let array = Self.numbers(items) {
        self = .array(array)
        return
      }
      var values: [WrittenValue] = []
      for item in items {
        guard let value = WrittenValue(item, depth: depth + 1) else { return nil }
        values.append(value)
      }
      self = .list(values)
    case .mapping(let entries):
      var members: [(name: String, value: WrittenValue)] = []
      for entry in entries.entries {
        guard Self.isKey(entry.name), let value = WrittenValue(entry.value, depth: depth + 1)
        else { return nil }
        members.append((entry.name, value))
      }
      self = .dictionary(members)
    }
  }

  /// Whether a dictionary may have the key.
  static func isKey(_ name: String) -> Bool {
    !NamedCollection.isReserved(name) && !name.utf8.contains(0)
  }

  /// Numbers of one type, which Julia keeps as an array.
  private static func numbers(_ items: [HyperparameterValue]) -> WrittenArray? {
    guard !items.isEmpty else { return nil }
    let integers = items.compactMap { if case .integer(let value) = $0 { value } else { nil } }
    if integers.count == items.count { return WrittenArray(.integers(integers)) }
    let numbers = items.compactMap(\.number)
    guard numbers.count == items.count else { return nil }
    return Weight.array(numbers, .float64).flatMap { WrittenArray($0) }
  }
}
