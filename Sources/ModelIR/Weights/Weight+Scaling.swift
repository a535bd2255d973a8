import ByteIO
import Diagnostics

extension Weight {
  /// The elements times a number for each index of an axis, computed while they are written; nothing for
  /// types whose elements are not floating-point numbers that can be computed with.
  package func scaled(by factors: [Double], along axis: Int) -> Weight? {
    guard [.float32, .float64, .float16, .bfloat16].contains(elementType),
      shape.indices.contains(axis), shape[axis] == factors.count
    else { return nil }
    var order = Array(shape.indices)
    order.remove(at: axis)
    order.insert(axis, at: 0)
    let front = axis == 0 ? self : transposed(by: order)
    let result = Weight(
      elementType, .scaled(front, factors), StridedView(rowMajor: front.shape))
    if axis == 0 { return result }
    var inverse = [Int](repeating: 0, count: order.count)
    for (position, axis) in order.enumerated() { inverse[axis] = position }
    return result.transposed(by: inverse)
  }

  /// Writes a range of the bytes, with its outermost slices multiplied, some slices at a time.
  func writeScaled<Sink: ByteSink & ~Copyable>(
    by factors: [Double], from start: Int, count: Int, to sink: inout Sink
  ) throws(Diagnostic) {
    guard count > 0, !factors.isEmpty else { return }
    let rowByteCount = byteCount / factors.count
    guard rowByteCount > 0 else { return }
    let end = start + count
    // What has to be computed as a whole is computed once.
    let step = source.isReadInParts ? max(1, (1 << 20) / rowByteCount) : factors.count
    var row = start / rowByteCount
    while row * rowByteCount < end {
      let next = min(factors.count, row + step, (end + rowByteCount - 1) / rowByteCount)
      var block = MemorySink(capacity: (next - row) * rowByteCount)
      try sliced(along: 0, row..<next).write(to: &block)
      let bytes = Self.multiplied(
        block.bytes, elementType, by: factors[row..<next], rowByteCount: rowByteCount)
      let first = max(start - row * rowByteCount, 0)
      let last = min(end - row * rowByteCount, bytes.count)
      try sink.write(first == 0 && last == bytes.count ? bytes : Array(bytes[first..<last]))
      row = next
    }
  }

  private static func multiplied(
    _ bytes: [UInt8], _ elementType: ElementType, by factors: ArraySlice<Double>, rowByteCount: Int
  ) -> [UInt8] {
    switch elementType {
    case .float16:
      let wide = FloatConversion.float16ToFloat32.apply(to: bytes)
      return FloatConversion.float32ToFloat16.apply(
        to: multiplied(wide, .float32, by: factors, rowByteCount: 2 * rowByteCount))
    case .bfloat16:
      let wide = FloatConversion.bfloat16ToFloat32.apply(to: bytes)
      return FloatConversion.float32ToBFloat16.apply(
        to: multiplied(wide, .float32, by: factors, rowByteCount: 2 * rowByteCount))
    case .float64:
      var result = bytes
      FloatScaling.multiplyFloat64(&result, by: factors, rowByteCount: rowByteCount)
      return result
    default:
      var result = bytes
      FloatScaling.multiplyFloat32(&result, by: factors, rowByteCount: rowByteCount)
      return result
    }
  }
}
