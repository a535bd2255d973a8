import ATen
import Diagnostics
import ModelIR

extension ATenCall {
  /// The padding modes in the order of their numbers.
  private static var padModes: [String] { ["pad", "same", "valid", "full"] }

  /// How much is padded: `pad`, `same` or `valid`.
  func padMode(_ argument: String) throws(Diagnostic) -> String {
    // Pools of the first releases call it CALCULATED where numbers say it.
    if case .text(let text) = value(argument), text.lowercased() == "calculated" { return "pad" }
    let mode = try choice(argument, Self.padModes)
    guard mode != "full" else { throw unsupported("the padding mode 'full'") }
    return mode
  }

  /// The spatial sizes of a kernel.
  func kernelSizes(of weight: ValueID, _ spatialRank: Int) throws(Diagnostic) -> [Int] {
    let sizes = shape(weight).dimensions.suffix(spatialRank).compactMap(\.size)
    guard sizes.count == spatialRank else {
      throw problem("needs the kernel's sizes as numbers, it is \(shape(weight))")
    }
    return sizes
  }

  /// Numbers of the spatial axes: one for all, one each, or one for every axis of the tensor.
  func trailing(_ argument: String, count: Int) throws(Diagnostic) -> [Int] {
    let given = try integerList(argument)
    if given.count == 1 { return [Int](repeating: given[0], count: count) }
    guard given.count == count || given.count == count + 2 else {
      throw mismatch(argument, "\(count) integers")
    }
    return Array(given.suffix(count))
  }

  /// How many elements a window spans.
  func reach(_ kernel: Int, _ dilation: Int) throws(Diagnostic) -> Int {
    guard kernel >= 1, dilation >= 1, kernel <= 1 << 20, dilation <= 1 << 20 else {
      throw problem("has a kernel of \(kernel) with a dilation of \(dilation)")
    }
    return (kernel - 1) * dilation + 1
  }

  /// The padding that numbers say: top, bottom, left, right, or front and back before these.
  func listedPads(_ spatialRank: Int) throws(Diagnostic) -> (before: [Int], after: [Int])? {
    for argument in ["pad_list", "pad"] where has(argument) && isGiven(argument) {
      var numbers = try integerList(argument)
      if numbers.count == 1 {
        numbers = [Int](repeating: numbers[0], count: 2 * spatialRank)
      }
      guard numbers.count == 2 * spatialRank, numbers.allSatisfy({ $0 >= 0 && $0 <= 1 << 20 })
      else { continue }
      return (
        stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] },
        stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
      )
    }
    return nil
  }

  /// The movement of a window with MindSpore's padding.
  ///
  /// - Throws: ``DiagnosticCode/mindSporePrimitiveUnsupported`` where the padding of the mode `same`
  ///   depends on a size that is open.
  func paddedWindow(
    of input: Shape, kernel: [Int], strides strideArgument: String,
    dilations dilationArgument: String? = nil
  ) throws(Diagnostic) -> SlidingWindow {
    let count = kernel.count
    let strides = try trailing(strideArgument, count: count)
    let dilations =
      try dilationArgument.map { argument throws(Diagnostic) in
        try trailing(argument, count: count)
      } ?? kernel.map { _ in 1 }
    guard strides.allSatisfy({ (1...1 << 20).contains($0) }) else {
      throw problem("moves its window by \(strides)")
    }
    let zeros = kernel.map { _ in 0 }
    var pads: (before: [Int], after: [Int]) = (zeros, zeros)
    switch try padMode("pad_mode") {
    case "pad": pads = try listedPads(count) ?? pads
    case "same":
      for axis in 0..<count {
        let reach = try reach(kernel[axis], dilations[axis])
        let total = try samePadding(input[axis + input.rank - count], reach, strides[axis], axis)
        pads.before[axis] = total / 2
        pads.after[axis] = total - total / 2
      }
    default: break
    }
    return SlidingWindow(
      strides: strides, dilations: dilations, padsBefore: pads.before, padsAfter: pads.after)
  }

  /// How much is padded so that there are as many windows as steps.
  private func samePadding(
    _ size: Dimension, _ reach: Int, _ stride: Int, _ axis: Int
  ) throws(Diagnostic) -> Int {
    if let size = size.size {
      let count = (size + stride - 1) / stride
      let (span, overflow) = (count - 1).multipliedReportingOverflow(by: stride)
      guard size > 0, !overflow else { throw problem("has an input of \(size) elements") }
      return max(span + reach - size, 0)
    }
    if stride == 1 { return reach - 1 }
    // Every size that is a multiple of the step needs the same.
    if size.modulo(.fixed(stride)).size == 0 { return max(reach - stride, 0) }
    throw unsupported(
      "the padding mode 'same' with steps of \(stride) along axis \(axis), whose size \(size) is "
        + "open; give it with --input-shape")
  }
}
