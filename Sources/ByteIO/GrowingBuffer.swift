import CByteIO

/// Plain values in one piece of memory that grows: an array without sharing, for the inner loops of
/// readers that append millions.
///
/// Every access is checked, as an array's is. Big buffers live in pages of their own, large ones where
/// the kernel has them, and grow without being copied; room that is not used costs nothing.
@safe public struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  @usableFromInline var storedCount = 0

  /// Makes an empty buffer with room for some values.
  public init(capacity: Int = 16) {
    self.capacity = max(capacity, 16)
    unsafe base = Self.allocate(self.capacity)
  }

  deinit { unsafe Self.release(base, capacity) }

  /// How many values there are.
  @inlinable @inline(__always)
  public var count: Int { storedCount }

  /// The positions of the values.
  @inlinable @inline(__always)
  public var indices: Range<Int> { 0..<storedCount }

  /// A value by its position.
  @inlinable @inline(__always)
  public subscript(position: Int) -> Element {
    get {
      precondition(UInt(bitPattern: position) < UInt(bitPattern: storedCount), "no such position")
      return unsafe base[position]
    }
    _modify {
      precondition(UInt(bitPattern: position) < UInt(bitPattern: storedCount), "no such position")
      yield unsafe &base[position]
    }
  }

  /// Adds a value.
  @inlinable @inline(__always)
  public mutating func append(_ value: Element) {
    if storedCount == capacity { grow(by: 1) }
    unsafe (base + storedCount).initialize(to: value)
    storedCount += 1
  }

  /// Adds a value several times.
  @inlinable
  public mutating func append(repeating value: Element, count: Int) {
    precondition(count >= 0)
    if count > capacity - storedCount { grow(by: count) }
    unsafe (base + storedCount).initialize(repeating: value, count: count)
    storedCount += count
  }

  /// The last value, if there is one.
  @inlinable @inline(__always)
  public var last: Element? { storedCount == 0 ? nil : unsafe base[storedCount - 1] }

  /// Takes the last value away; there is one.
  @inlinable @inline(__always)
  public mutating func removeLast() -> Element {
    precondition(storedCount > 0)
    storedCount -= 1
    return unsafe base[storedCount]
  }

  /// Takes the last values away; there are as many.
  @inlinable @inline(__always)
  public mutating func removeLast(_ count: Int) {
    precondition(count >= 0 && count <= storedCount)
    storedCount -= count
  }

  @usableFromInline @inline(never)
  mutating func grow(by count: Int) {
    let needed = max(storedCount + count, 2 * capacity)
    unsafe base = Self.reallocate(base, capacity, to: needed, used: storedCount)
    capacity = needed
  }
}

// Values are plain, and only one holder can change them.
extension GrowingBuffer: @unchecked Sendable where Element: Sendable {}

// MARK: - Memory

extension GrowingBuffer {
  /// From here on a buffer has pages of its own.
  private static var pagedByteCount: Int { 2 << 20 }

  private static func byteCount(_ capacity: Int) -> Int {
    let (count, overflow) = capacity.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    precondition(!overflow && count < 1 << 46, "more values than memory can have")
    return count
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
    let count = byteCount(capacity)
    guard count >= pagedByteCount else { return .allocate(capacity: capacity) }
    guard let pages = unsafe recast_pages_allocate(Int64(count)) else { fullMemory() }
    return unsafe pages.assumingMemoryBound(to: Element.self)
  }

  private static func release(_ base: UnsafeMutablePointer<Element>, _ capacity: Int) {
    let count = byteCount(capacity)
    if count >= pagedByteCount {
      unsafe recast_pages_release(base, Int64(count))
    } else {
      unsafe base.deallocate()
    }
  }

  private static func reallocate(
    _ base: UnsafeMutablePointer<Element>, _ capacity: Int, to larger: Int, used: Int
  ) -> UnsafeMutablePointer<Element> {
    if byteCount(capacity) >= pagedByteCount {
      let moved = unsafe recast_pages_grow(
        base, Int64(byteCount(capacity)), Int64(byteCount(larger)))
      guard let moved = unsafe moved else { fullMemory() }
      return unsafe moved.assumingMemoryBound(to: Element.self)
    }
    let moved = unsafe allocate(larger)
    unsafe moved.initialize(from: base, count: used)
    unsafe release(base, capacity)
    return unsafe moved
  }

  private static func fullMemory() -> Never { preconditionFailure("out of memory") }
}
