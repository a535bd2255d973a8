import Glibc

extension [UInt8] {
  /// A hash of some of the bytes, seeded anew in every process.
  ///
  /// - Precondition: the range lies inside the array.
  public func seededHash(of range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    var hasher = Hasher()
    unsafe withUnsafeBytes { bytes in
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
    return hasher.finalize()
  }

  /// Whether some of the bytes are the same as some of another array.
  ///
  /// - Precondition: the ranges lie inside their arrays.
  public func hasSameBytes(_ range: Range<Int>, as other: [UInt8], _ otherRange: Range<Int>) -> Bool
  {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    precondition(otherRange.lowerBound >= 0 && otherRange.upperBound <= other.count)
    guard range.count == otherRange.count else { return false }
    return unsafe withUnsafeBytes { left in
      unsafe other.withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return unsafe memcmp(
          first + range.lowerBound, second + otherRange.lowerBound, range.count) == 0
      }
    }
  }
}
