import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Pools over windows.
  static let pools: [MindSporePrimitive] = [
    MindSporePrimitive(
      """
      MaxPool(x, kernel_size|ksize=1, strides=1, pad_mode|padding='valid', \
      format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in try call.windowedPool(isMaximum: true, spatialRank: 2) },
    MindSporePrimitive(
      """
      AvgPool(x, kernel_size|ksize=1, strides=1, pad_mode|padding='valid', \
      format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in try call.windowedPool(isMaximum: false, spatialRank: 2) },
    MindSporePrimitive(
      """
      MaxPool3D(x, kernel_size|ksize=1, strides=1, pad_mode='valid', pad_list=None, \
      ceil_mode=None, format|data_format='NCDHW')
      """
    ) { call throws(Diagnostic) in try call.windowedPool(isMaximum: true, spatialRank: 3) },
    MindSporePrimitive(
      """
      AvgPool3D(x, kernel_size=1, strides=1, pad_mode='valid', pad_list|pad=0, ceil_mode=False, \
      count_include_pad=True, divisor_override=0, format|data_format='NCDHW')
      """
    ) { call throws(Diagnostic) in try call.windowedPool(isMaximum: false, spatialRank: 3) },
    MindSporePrimitive(
      """
      MaxPoolWithArgmax(x, kernel_size|ksize=1, strides=1, pad_mode|padding='valid', \
      format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in
      try call.windowedPool(isMaximum: true, spatialRank: 2) + [.failed]
    },
    MindSporePrimitive(
      """
      MaxPoolWithArgmaxV2(x, kernel_size, strides=None, pads=0, dilation=1, ceil_mode=False, \
      argmax_type=None)
      """, build: maxPoolWithIndices),
    MindSporePrimitive(
      """
      MaxPool3DWithArgmax(x, kernel_size|ksize, strides=None, pads=0, dilation=1, \
      ceil_mode=False, argmax_type=None, format|data_format='NCDHW')
      """
    ) { call throws(Diagnostic) in try call.poolWithIndices("max_pool3d_with_indices", 3) },
    MindSporePrimitive(
      """
      MaxPoolWithIndices(x, kernel_size, strides=None, pads=0, dilation=1, ceil_mode=False, \
      argmax_type=None)
      """, build: maxPoolWithIndices),
    MindSporePrimitive(
      """
      MaxPoolWithMask(x, kernel_size, strides=None, pads=0, dilation=1, ceil_mode=False, \
      argmax_type=None)
      """
    ) { call throws(Diagnostic) in
      // The mask of bits that training takes has no use.
      try call.poolWithIndices("max_pool2d_with_indices", 2).prefix(1) + [.failed]
    },
    MindSporePrimitive(
      """
      AvgPool2D(input, kernel_size, stride, padding=0, ceil_mode=False, count_include_pad=True, \
      divisor_override=None)
      """, is: "avg_pool2d"),
    MindSporePrimitive(
      """
      AvgPool1D(input, kernel_size, stride=None, padding=0, ceil_mode=False, \
      count_include_pad=True)
      """, is: "avg_pool1d"),
    MindSporePrimitive(
      """
      AvgPool3DExt(input, kernel_size, stride=None, padding=0, ceil_mode=False, \
      count_include_pad=True, divisor_override=None)
      """, is: "avg_pool3d"),
    MindSporePrimitive(
      "FuncMaxPool2D(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)"
    ) { call throws(Diagnostic) in
      try call.aten("max_pool2d", Array(call.arguments.prefix(6))) + [.failed]
    },
  ]

  /// Pools that give a number of windows.
  static let adaptivePools: [MindSporePrimitive] = [
    MindSporePrimitive("AdaptiveAvgPool1D(x, output_size)", is: "adaptive_avg_pool1d"),
    MindSporePrimitive("AdaptiveAvgPool2D(x, output_size)") { call throws(Diagnostic) in
      try call.adaptivePool("adaptive_avg_pool2d", spatialRank: 2)
    },
    MindSporePrimitive("AdaptiveAvgPool2DExt(x, output_size)") { call throws(Diagnostic) in
      try call.adaptivePool("adaptive_avg_pool2d", spatialRank: 2)
    },
    MindSporePrimitive("AdaptiveAvgPool3D(x, output_size)") { call throws(Diagnostic) in
      try call.adaptivePool("adaptive_avg_pool3d", spatialRank: 3)
    },
    MindSporePrimitive("AdaptiveAvgPool3DExt(x, output_size)") { call throws(Diagnostic) in
      try call.adaptivePool("adaptive_avg_pool3d", spatialRank: 3)
    },
    MindSporePrimitive("AdaptiveMaxPool1D(x, output_size)", is: "adaptive_max_pool1d"),
    MindSporePrimitive("AdaptiveMaxPool2D(x, output_size)") { call throws(Diagnostic) in
      try call.adaptivePool("adaptive_max_pool2d", spatialRank: 2)
    },
    MindSporePrimitive("AdaptiveMaxPool3D(x, output_size)") { call throws(Diagnostic) in
      try call.adaptivePool("adaptive_max_pool3d", spatialRank: 3)
    },
  ]

  private static let maxPoolWithIndices: MindSporePrimitive.Build = { call throws(Diagnostic) in
    try call.poolWithIndices("max_pool2d_with_indices", 2)
  }
}

extension ATenCall {
  /// The greatest element of each window and its place.
  fileprivate func poolWithIndices(
    _ name: String, _ spatialRank: Int
  ) throws(Diagnostic) -> [ATenValue] {
    func spatial(_ argument: String) throws(Diagnostic) -> ATenValue {
      .list(try trailing(argument, count: spatialRank).map(ATenValue.integer))
    }
    return try aten(
      name,
      [
        value("x"), try spatial("kernel_size"),
        isGiven("strides") ? try spatial("strides") : try spatial("kernel_size"),
        try spatial("pads"), try spatial("dilation"), .boolean(try flag("ceil_mode")),
      ])
  }

  /// A pool whose padding MindSpore describes by a mode; padding never counts in a mean in two
  /// dimensions.
  fileprivate func windowedPool(
    isMaximum: Bool, spatialRank: Int
  ) throws(Diagnostic) -> [ATenValue] {
    try requireChannelsFirst("format")
    let x = try tensor("x")
    guard rank(x) == spatialRank + 2 else {
      throw problem("takes \(spatialRank + 2) axes, the input is \(shape(x))")
    }
    let kernel = try trailing("kernel_size", count: spatialRank)
    let window = try paddedWindow(of: shape(x), kernel: kernel, strides: "strides")
    let isCeiling = has("ceil_mode") ? try flag("ceil_mode") : false
    let rounding: SlidingWindow.Rounding = isCeiling ? .ceiling : .floor
    if isMaximum {
      return result(try add(MaxPool(kernel: kernel, window: window, rounding: rounding), x))
    }
    if has("divisor_override"), isGiven("divisor_override"), try integer("divisor_override") != 0 {
      throw unsupported("a divisor of its own")
    }
    let countsPadding = has("count_include_pad") ? try flag("count_include_pad") : false
    return result(
      try add(
        AveragePool(
          kernel: kernel, window: window, rounding: rounding, countsPadding: countsPadding), x))
  }

  /// A pool to a size, of which `None` and numbers below 0 keep the operand's.
  fileprivate func adaptivePool(
    _ name: String, spatialRank: Int
  ) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("x")
    var sizes = value("output_size").items ?? [value("output_size")]
    if sizes.count == 1 { sizes = [ATenValue](repeating: sizes[0], count: spatialRank) }
    guard sizes.count == spatialRank, rank(x) >= spatialRank else {
      throw mismatch("output_size", "\(spatialRank) integers")
    }
    var wanted: [ATenValue] = []
    for (index, size) in sizes.enumerated() {
      let own = shape(x)[rank(x) - spatialRank + index]
      let isOwn =
        if case .integer(let number) = size { number < 0 } else { size == .none }
      wanted.append(isOwn ? ATenValue(own) : size)
    }
    return try aten(name, [value("x"), .list(wanted)])
  }
}
