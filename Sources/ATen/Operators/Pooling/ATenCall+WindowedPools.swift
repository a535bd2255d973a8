import Diagnostics
import ModelIR

/// The window of a pool, how it moves, and how a last, partial one counts.
struct ATenPoolWindow {
  let kernel: [Int]
  let window: SlidingWindow
  let rounding: SlidingWindow.Rounding
}

extension ATenCall {
  /// The greatest element of each window.
  func maxPool(spatialRank: Int) throws(Diagnostic) -> [ATenValue] {
    let pool = try poolWindow(spatialRank: spatialRank)
    return results(
      try withBatch(try tensor("self"), rank: spatialRank + 2) { x throws(Diagnostic) in
        [try add(MaxPool(kernel: pool.kernel, window: pool.window, rounding: pool.rounding), x)]
      })
  }

  /// The mean of each window, or its sum over a given number.
  func averagePool(spatialRank: Int, hasDivisor: Bool = true) throws(Diagnostic) -> [ATenValue] {
    var pool = try poolWindow(spatialRank: spatialRank, hasDilation: false)
    let countsPadding = try boolean("count_include_pad")
    let divisor = hasDivisor ? try optionalInteger("divisor_override") : nil
    if divisor == 0 { throw problem("is given a divisor of 0") }
    return results(
      try withBatch(try tensor("self"), rank: spatialRank + 2) { x throws(Diagnostic) in
        guard let divisor else {
          return [
            try add(
              AveragePool(
                kernel: pool.kernel, window: pool.window, rounding: pool.rounding,
                countsPadding: countsPadding), x)
          ]
        }
        // Every window counts as many elements once the padding is part of the input.
        let padded = try zeroPadded(x, for: &pool)
        let mean = try add(
          AveragePool(
            kernel: pool.kernel, window: pool.window, rounding: .floor, countsPadding: true), padded
        )
        let count = pool.kernel.reduce(1) { $0 &* $1 }
        let factor = Double(count) / Double(divisor)
        return [
          factor == 1 ? mean : try add(Multiply(), mean, try context.scalar(factor, like: mean))
        ]
      })
  }

  /// The window that the arguments describe; steps that are left out are the kernel's sizes.
  func poolWindow(
    spatialRank: Int, hasDilation: Bool = true
  ) throws(Diagnostic) -> ATenPoolWindow {
    let kernel = try integers("kernel_size", count: spatialRank)
    let isOpen = !isGiven("stride") || value("stride").items?.isEmpty ?? false
    let padding = try integers("padding", count: spatialRank)
    let window = SlidingWindow(
      strides: isOpen ? kernel : try integers("stride", count: spatialRank),
      dilations: hasDilation ? try integers("dilation", count: spatialRank) : nil,
      padsBefore: padding, padsAfter: padding)
    return ATenPoolWindow(
      kernel: kernel, window: window, rounding: try boolean("ceil_mode") ? .ceiling : .floor)
  }

  /// The input with the pool's padding around it, so that every window is whole.
  private func zeroPadded(
    _ x: ValueID, for pool: inout ATenPoolWindow
  ) throws(Diagnostic) -> ValueID {
    let window = pool.window
    var after = window.padsAfter
    if pool.rounding == .ceiling {
      for axis in after.indices {
        guard let size = shape(x)[axis + 2].size else {
          throw unsupported("a divisor with partial windows over a size that is open")
        }
        let stride = max(window.strides[axis], 1)
        let rest = (size + window.padsBefore[axis] + after[axis] - pool.kernel[axis]) % stride
        // A window that would begin behind the input and its front padding does not count.
        let last = size + window.padsBefore[axis] + after[axis] - pool.kernel[axis] - rest + stride
        if rest > 0, last < size + window.padsBefore[axis] { after[axis] += stride - rest }
      }
    }
    let zeros = window.padsBefore.map { _ in 0 }
    pool = ATenPoolWindow(
      kernel: pool.kernel,
      window: SlidingWindow(strides: window.strides, padsBefore: zeros, padsAfter: zeros),
      rounding: .floor)
    if (window.padsBefore + after).allSatisfy({ $0 == 0 }) { return x }
    return try add(
      Pad(before: [0, 0] + window.padsBefore, after: [0, 0] + after, mode: .constant(0)), x)
  }
}
