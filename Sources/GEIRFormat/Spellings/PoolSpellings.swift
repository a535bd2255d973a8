import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Spelling {
  /// Pools over planes.
  mutating func addPools() {
    add(MaxPool.self) { (operation, node) throws(Diagnostic) in
      if let padding = node.namedPadding(operation) {
        return try node.write("MaxPool", [node[0]], operation.settings(padding))
      }
      let isCeiling = operation.rounding == .ceiling
      if node.allHave("MaxPoolV3") {
        return try node.write(
          "MaxPoolV3", [node[0]],
          operation.calculated + [.flag("ceil_mode", isCeiling)])
      }
      try node.write(
        "Pooling", [node[0]],
        [
          .integer("mode", 0), .integers("window", operation.kernel),
          .integers("stride", operation.window.strides),
          .integers("pad", operation.window.interleavedPads),
          .integer("ceil_mode", isCeiling ? 0 : 1), .string("data_format", "NCHW"),
        ])
    }
    add(AveragePool.self) { (operation, node) throws(Diagnostic) in
      if let padding = node.namedPadding(operation),
        padding == "VALID" || !operation.countsPadding
      {
        return try node.write("AvgPool", [node[0]], operation.settings(padding))
      }
      try node.write(
        "AvgPoolV2", [node[0]],
        operation.calculated + [
          .flag("ceil_mode", operation.rounding == .ceiling),
          .flag("exclusive", !operation.countsPadding),
        ])
    }
  }
}

extension WindowedPool {
  /// Settings of a pool whose padding has a name.
  fileprivate func settings(_ padding: String) -> [GEAttribute] {
    [
      .integers("ksize", [1, 1] + kernel), .integers("strides", [1, 1] + window.strides),
      .string("padding", padding), .string("data_format", "NCHW"),
    ]
  }

  /// Settings of a pool whose padding is stated.
  fileprivate var calculated: [GEAttribute] {
    [
      .integers("ksize", [1, 1] + kernel), .integers("strides", [1, 1] + window.strides),
      .string("padding_mode", "CALCULATED"), .integers("pads", window.interleavedPads),
      .string("data_format", "NCHW"),
    ]
  }
}

extension Spelling {
  /// The name of a pool's padding, where it has one: none at all, or as much as gives a window for each
  /// step.
  fileprivate func namedPadding(_ pool: some WindowedPool) -> String? {
    let window = pool.window
    if !window.pads, pool.rounding == .floor { return "VALID" }
    guard window.pads || pool.rounding == .ceiling else { return nil }
    for axis in 0..<2 {
      guard let size = shape(0)[axis + 2].size, let count = resultType().shape[axis + 2].size,
        let same = SamePadding(size, kernel: pool.kernel[axis], stride: window.strides[axis]),
        same.count == count, same.before == window.padsBefore[axis],
        pool.rounding == .ceiling || same.after == window.padsAfter[axis]
      else { return nil }
    }
    return "SAME"
  }
}

/// What padding by name means along one axis.
struct SamePadding {
  /// The number of windows.
  let count: Int
  /// Elements added before the first.
  let before: Int
  /// Elements added after the last.
  let after: Int

  /// The padding for a size; nothing where numbers are out of range.
  init?(_ size: Int, kernel: Int, stride: Int) {
    guard size >= 1, stride >= 1, kernel >= 1, size <= 1 << 40, kernel <= 1 << 40 else {
      return nil
    }
    count = (size - 1) / stride + 1
    let (reach, overflow) = (count - 1).multipliedReportingOverflow(by: stride)
    guard !overflow else { return nil }
    let total = max(0, reach + kernel - size)
    before = total / 2
    after = total - total / 2
  }
}
