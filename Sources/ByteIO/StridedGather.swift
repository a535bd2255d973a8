import CByteIO

/// Writes a strided box of elements as contiguous row-major bytes.
///
/// - Parameters:
///   - source: the bytes that hold every element of the view.
///   - elementOffset: where element (0, …, 0) is, in elements from the start of `source`.
///   - shape: the view's sizes.
///   - strides: the view's strides in elements; negative for flipped axes, 0 for repeated ones.
///   - elementByteCount: 1, 2, 4, 8 or 16.
/// - Precondition: every element of the view lies inside `source`.
package func gatherStrided(
  _ source: [UInt8], elementOffset: Int, shape: [Int], strides: [Int], elementByteCount: Int
) -> [UInt8] {
  let count = shape.reduce(1, *)
  guard count > 0 else { return [] }
  var lowest = elementOffset
  var highest = elementOffset
  for (size, stride) in zip(shape, strides) {
    let reach = (size - 1) * stride
    if reach < 0 { lowest += reach } else { highest += reach }
  }
  precondition(lowest >= 0 && (highest + 1) * elementByteCount <= source.count)
  let sizes = shape.map(Int64.init)
  let steps = strides.map(Int64.init)
  return unsafe source.withUnsafeBufferPointer { from in
    unsafe [UInt8](unsafeUninitializedCapacity: count * elementByteCount) {
      (target: inout UnsafeMutableBufferPointer<UInt8>, size: inout Int) in
      guard let from = from.baseAddress, let to = target.baseAddress else { return }
      unsafe recast_gather_strided(
        from + elementOffset * elementByteCount, to, Int32(sizes.count), sizes, steps,
        elementByteCount)
      size = count * elementByteCount
    }
  }
}
