import Diagnostics
import ModelIR

extension GETranslationTable {
  /// Pools over planes.
  mutating func addPools() {
    add("MaxPool", "AvgPool") { (node) throws(Diagnostic) in
      let x = try node["x"]
      try node.requireChannelsFirst("data_format")
      let (kernel, strides) = try node.kernelAndStrides("ksize", "strides", x)
      let isMaximum = node.operation.type == "MaxPool"
      let padding = try node.text("padding")
      switch padding {
      case "VALID":
        let window = SlidingWindow(strides: strides, padsBefore: [0, 0], padsAfter: [0, 0])
        return isMaximum
          ? try node.result(MaxPool(kernel: kernel, window: window), x)
          : try node.result(AveragePool(kernel: kernel, window: window, countsPadding: true), x)
      case "SAME":
        let window = try node.sameWindow(x, kernel, strides)
        return isMaximum
          ? try node.result(MaxPool(kernel: kernel, window: window), x)
          : try node.result(
            AveragePool(kernel: kernel, window: window, countsPadding: false), x)
      default:
        throw node.malformed("the padding '\(padding.prefix(100))' is neither SAME nor VALID")
      }
    }
    add("MaxPoolV3", "AvgPoolV2") { (node) throws(Diagnostic) in
      let x = try node["x"]
      try node.requireChannelsFirst("data_format")
      let isMaximum = node.operation.type == "MaxPoolV3"
      if try node.flag("global_pooling") { return try node.globalPool(x, isMaximum: isMaximum) }
      let (kernel, strides) = try node.kernelAndStrides("ksize", "strides", x)
      let window: SlidingWindow
      switch try node.text("padding_mode") {
      case "CALCULATED": window = try node.window(strides, pads: node.integers("pads"))
      case "SAME": window = try node.sameWindow(x, kernel, strides)
      default: window = SlidingWindow(strides: strides, padsBefore: [0, 0], padsAfter: [0, 0])
      }
      let rounding: SlidingWindow.Rounding = try node.flag("ceil_mode") ? .ceiling : .floor
      if isMaximum {
        return try node.result(MaxPool(kernel: kernel, window: window, rounding: rounding), x)
      }
      try node.result(
        AveragePool(
          kernel: kernel, window: window, rounding: rounding,
          countsPadding: !node.flag("exclusive")), x)
    }
    add("Pooling") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let isMaximum = try node.integer("mode") == 0
      if try node.flag("global_pooling") { return try node.globalPool(x, isMaximum: isMaximum) }
      let (kernel, strides) = try node.kernelAndStrides("window", "stride", x)
      let window = try node.window(strides, pads: node.integers("pad"))
      guard try node.integers("dilation").allSatisfy({ $0 == 1 }) else {
        throw node.untranslatable("it has dilations")
      }
      let rounding: SlidingWindow.Rounding = try node.integer("ceil_mode") == 0 ? .ceiling : .floor
      if isMaximum {
        return try node.result(MaxPool(kernel: kernel, window: window, rounding: rounding), x)
      }
      try node.result(
        AveragePool(kernel: kernel, window: window, rounding: rounding, countsPadding: true), x)
    }
    add("GlobalAveragePool") { (node) throws(Diagnostic) in
      try node.globalPool(node["x"], isMaximum: false)
    }
    add("AdaptiveAvgPool2d") { (node) throws(Diagnostic) in
      let sizes = try node.integers("output_size")
      let both = sizes.count == 1 ? sizes + sizes : sizes
      try node.result(
        AdaptiveAveragePool(outputSizes: both, rule: .pyTorchBins), node["x"])
    }
  }
}

extension GETranslation {
  fileprivate mutating func globalPool(_ x: ValueID, isMaximum: Bool) throws(Diagnostic) {
    let rank = shape(of: x).rank
    guard rank > 2 else { throw malformed("the input has no spatial axes") }
    let axes = Array(2..<rank)
    return isMaximum
      ? try result(ReduceMax(axes: axes, keepsAxes: true), x)
      : try result(ReduceMean(axes: axes, keepsAxes: true), x)
  }

  /// The sizes and steps of a window over a plane, of lists with an entry for each of two or four axes.
  fileprivate func kernelAndStrides(
    _ kernel: String, _ strides: String, _ x: ValueID
  ) throws(Diagnostic) -> (kernel: [Int], strides: [Int]) {
    let (sizes, steps) = (try integers(kernel), try integers(strides))
    guard shape(of: x).rank == 4, [1, 2, 4].contains(sizes.count), [1, 2, 4].contains(steps.count),
      sizes.count < 4 || sizes.prefix(2) == [1, 1], steps.count < 4 || steps.prefix(2) == [1, 1],
      (sizes + steps).allSatisfy({ $0 >= 1 && $0 <= Int(Int32.max) })
    else {
      throw malformed("the window \(sizes) with steps \(steps) does not fit \(shape(of: x))")
    }
    func plane(_ list: [Int]) -> [Int] {
      list.count == 1 ? list + list : Array(list.suffix(2))
    }
    return (plane(sizes), plane(steps))
  }

  fileprivate func window(_ strides: [Int], pads: [Int]) throws(Diagnostic) -> SlidingWindow {
    guard pads.count == 4, pads.allSatisfy({ $0 >= 0 && $0 <= Int(Int32.max) }) else {
      throw malformed("the padding \(pads) has no 4 sizes")
    }
    return SlidingWindow(
      strides: strides, padsBefore: [pads[0], pads[2]], padsAfter: [pads[1], pads[3]])
  }

  /// Padding that gives a window for each step.
  fileprivate func sameWindow(
    _ x: ValueID, _ kernel: [Int], _ strides: [Int]
  ) throws(Diagnostic) -> SlidingWindow {
    var before: [Int] = []
    var after: [Int] = []
    for axis in 0..<2 {
      // With a step of 1 the size does not matter.
      let size = shape(of: x)[axis + 2].size ?? (strides[axis] == 1 ? kernel[axis] : nil)
      guard let size, let same = SamePadding(size, kernel: kernel[axis], stride: strides[axis])
      else { throw untranslatable("padding by name needs known sizes") }
      before.append(same.before)
      after.append(same.after)
    }
    return SlidingWindow(strides: strides, padsBefore: before, padsAfter: after)
  }
}
