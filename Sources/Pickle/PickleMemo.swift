/// What the pickle has set aside, by index: writers count from 0, and only mischief does not.
struct PickleMemo {
  private var dense: ContiguousArray<PickleValue?> = []
  private var sparse: [Int: PickleValue] = [:]
  /// How many values there are.
  private(set) var count = 0

  mutating func reserveCapacity(_ count: Int) { dense.reserveCapacity(count) }

  /// The value at an index.
  func value(at index: Int) -> PickleValue? {
    if index < dense.count, let value = dense[index] { return value }
    return sparse.isEmpty ? nil : sparse[index]
  }

  /// Sets a value aside, replacing what was there.
  mutating func set(_ value: PickleValue, at index: Int) {
    if index == dense.count {
      dense.append(value)
    } else if index < dense.count {
      if dense[index] != nil { count -= 1 }
      dense[index] = value
    } else if index <= 2 * count + 64 {
      dense.append(contentsOf: repeatElement(nil, count: index - dense.count))
      dense.append(value)
    } else {
      if sparse.updateValue(value, forKey: index) == nil { count += 1 }
      return
    }
    if sparse.isEmpty || sparse.removeValue(forKey: index) == nil { count += 1 }
  }
}
