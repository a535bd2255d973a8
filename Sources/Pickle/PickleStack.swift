/// The operands of the machine; taking values away leaves their room for the next.
struct PickleStack {
  private var values: ContiguousArray<PickleWord> = []
  /// How many values there are.
  private(set) var count = 0

  /// A value by its position from the bottom, which is below ``count``.
  @inline(__always)
  subscript(position: Int) -> PickleWord { values[position] }

  @inline(__always)
  mutating func append(_ value: PickleWord) {
    if count < values.count {
      values[count] = value
    } else {
      values.append(value)
    }
    count += 1
  }

  /// Takes the top away; there is one.
  @inline(__always)
  mutating func removeLast() -> PickleWord {
    count -= 1
    return values[count]
  }

  /// Takes so many values away; there are as many.
  @inline(__always)
  mutating func removeLast(_ count: Int) { self.count -= count }
}
