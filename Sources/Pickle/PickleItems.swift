import ByteIO
/// The values of a list, tuple or set of a ``PickleDocument``, by position from 0.
public struct PickleItems: RandomAccessCollection, Sendable {
  private let contents: PickleContents
  private let start: Int
  public let count: Int

  init(_ contents: PickleContents, start: Int, count: Int) {
    self.contents = contents
    self.start = start
    self.count = count
  }

  public var startIndex: Int { 0 }

  public var endIndex: Int { count }

  public subscript(position: Int) -> PickleValue {
    precondition(position >= 0 && position < count)
    return contents.arena.value(contents.arena.values[start + position])
  }
}

/// The keys and values of a dictionary of a ``PickleDocument``, in the order of their insertion.
public struct PicklePairs: RandomAccessCollection, Sendable {
  /// One entry of a dictionary.
  public typealias Element = (key: PickleValue, value: PickleValue)

  private let flat: PickleItems

  init(flat: PickleItems) {
    self.flat = flat
  }

  public var startIndex: Int { 0 }

  public var endIndex: Int { flat.count / 2 }

  public subscript(position: Int) -> Element {
    (flat[2 * position], flat[2 * position + 1])
  }
}
