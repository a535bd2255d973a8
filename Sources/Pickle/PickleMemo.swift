import ByteIO

/// What the pickle has set aside, by index: writers count from 0, and only mischief does not.
struct PickleMemo: ~Copyable {
  private var dense: GrowingBuffer<PickleWord>
  private var sparse: [Int: PickleWord] = [:]
  /// How many values there are.
  private(set) var count = 0

  /// Makes an empty memo with room for some values.
  init(capacity: Int) { dense = GrowingBuffer(capacity: capacity) }

  /// The value at an index.
  func value(at index: Int) -> PickleWord? {
    if index < dense.count, !dense[index].isA(.unset) { return dense[index] }
    return sparse.isEmpty ? nil : sparse[index]
  }

  /// Sets a value aside, replacing what was there.
  mutating func set(_ value: PickleWord, at index: Int) {
    if index == dense.count {
      dense.append(value)
    } else if index < dense.count {
      if !dense[index].isA(.unset) { count -= 1 }
      dense[index] = value
    } else if index <= 2 * count + 64 {
      dense.append(repeating: .unset, count: index - dense.count)
      dense.append(value)
    } else {
      if sparse.updateValue(value, forKey: index) == nil { count += 1 }
      return
    }
    if sparse.isEmpty || sparse.removeValue(forKey: index) == nil { count += 1 }
  }
}
