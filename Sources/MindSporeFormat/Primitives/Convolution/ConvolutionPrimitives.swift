import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Convolutions and their adjoints.
  static let convolutions: [MindSporePrimitive] = [
    MindSporePrimitive(
      """
      Conv2D(x, w, out_channel=None, kernel_size=None, mode=1, pad_mode='valid', pad=None, \
      pad_list=None, stride=1, dilation=1, group|groups=1, format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in try call.windowedConvolution(spatialRank: 2) },
    MindSporePrimitive(
      """
      Conv3D(x, w, out_channel=None, kernel_size=None, mode=1, pad_mode='valid', pad=None, \
      pad_list=None, stride|strides=1, dilation|dilations=1, group|groups=1, \
      format|data_format='NCDHW')
      """
    ) { call throws(Diagnostic) in try call.windowedConvolution(spatialRank: 3) },
    MindSporePrimitive(
      """
      DepthwiseConv2dNative(x, w, channel_multiplier=None, kernel_size=None, mode=3, \
      pad_mode='valid', pad=None, pad_list|pads=None, stride=1, dilation=1, group|groups=1, \
      format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in try call.depthwiseConvolution() },
    MindSporePrimitive(
      """
      Conv2DTranspose(x, w, input_size, out_channel=None, kernel_size=None, mode=1, \
      pad_mode='valid', pad=None, pad_list=None, stride=1, dilation=1, group|groups=1, \
      format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in try call.transposedConvolution(spatialRank: 2) },
    MindSporePrimitive(
      """
      Conv2DBackpropInput(x, w, input_size=None, out_channel=None, kernel_size=None, mode=1, \
      pad_mode='valid', pad=None, pad_list=None, stride=1, dilation=1, group|groups=1, \
      format|data_format='NCHW')
      """
    ) { call throws(Diagnostic) in try call.transposedConvolution(spatialRank: 2) },
    MindSporePrimitive(
      """
      Conv3DTranspose(x, w, in_channel=None, out_channel=None, kernel_size=None, mode=1, \
      pad_mode='valid', pad=None, pad_list=None, stride|strides=1, dilation|dilations=1, \
      group|groups=1, output_padding=0, format|data_format='NCDHW', input_size=None)
      """
    ) { call throws(Diagnostic) in try call.transposedConvolution(spatialRank: 3) },
    MindSporePrimitive(
      "Conv2DExt(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)",
      is: "conv2d"),
    MindSporePrimitive(
      "Conv1DExt(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)",
      is: "conv1d"),
    MindSporePrimitive(
      "Conv3DExt(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)",
      is: "conv3d"),
    MindSporePrimitive(
      "Conv1DPadding(input, weight, bias=None, stride=1, padding='valid', dilation=1, groups=1)"
    ) { call throws(Diagnostic) in try call.namedConvolution("conv1d") },
    MindSporePrimitive(
      "Conv2DPadding(input, weight, bias=None, stride=1, padding='valid', dilation=1, groups=1)"
    ) { call throws(Diagnostic) in try call.namedConvolution("conv2d") },
    MindSporePrimitive(
      "Conv3DPadding(input, weight, bias=None, stride=1, padding='valid', dilation=1, groups=1)"
    ) { call throws(Diagnostic) in try call.namedConvolution("conv3d") },
    MindSporePrimitive(
      """
      Convolution(input, weight, bias=None, stride=1, padding=0, dilation=1, transposed=False, \
      output_padding=0, groups=1)
      """, is: "convolution"),
    MindSporePrimitive(
      """
      ConvTranspose2D(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, \
      dilation=1)
      """, is: "conv_transpose2d"),
    MindSporePrimitive(
      "Im2Col(x, ksizes, strides=1, dilations=1, pads=0)"
    ) { call throws(Diagnostic) in
      let columns = try call.atenTensor(
        "im2col", call.value("x"), call.value("ksizes"), call.value("dilations"),
        call.value("pads"), call.value("strides"))
      // The elements of a window have an axis of their own behind the channels.
      let count = try call.integerList("ksizes").reduce(1) { $0 &* $1 }
      let shape = call.shape(columns)
      let channels = call.shape(try call.tensor("x"))[1]
      return call.result(
        try call.context.reshape(columns, to: [shape[0], channels, .fixed(count), shape[2]]))
    },
    MindSporePrimitive("Im2ColExt(x, kernel_size, dilation, padding, stride)", is: "im2col"),
    MindSporePrimitive("Col2Im(x, output_size, kernel_size, dilation, padding, stride)") {
      call throws(Diagnostic) in
      let x = try call.tensor("x")
      guard call.rank(x) == 4 else { throw call.problem("takes 4 axes, this is \(call.shape(x))") }
      let shape = call.shape(x)
      let columns = try call.context.reshape(x, to: [shape[0], shape[1] * shape[2], shape[3]])
      let sizes = try call.sizeList("output_size").map(ATenValue.init)
      return try call.aten(
        "col2im",
        [
          call.argument(columns), .list(sizes), call.value("kernel_size"),
          call.value("dilation"), call.value("padding"), call.value("stride"),
        ])
    },
    MindSporePrimitive(
      "Col2ImExt(x, output_size, kernel_size, dilation, padding, stride)", is: "col2im"),
  ]
}

extension ATenCall {
  fileprivate func namedConvolution(_ name: String) throws(Diagnostic) -> [ATenValue] {
    let padding = try choice("padding", ["pad", "same", "valid"])
    return try aten(
      name,
      [
        value("input"), value("weight"), value("bias"), value("stride"), .text(padding),
        value("dilation"), value("groups"),
      ])
  }

  /// A convolution whose padding MindSpore describes by a mode and numbers.
  fileprivate func windowedConvolution(spatialRank: Int) throws(Diagnostic) -> [ATenValue] {
    try requireChannelsFirst("format")
    let x = try tensor("x")
    let weight = try tensor("w")
    guard rank(x) == spatialRank + 2, rank(weight) == spatialRank + 2 else {
      throw problem("takes \(spatialRank + 2) axes, the input is \(shape(x))")
    }
    let window = try paddedWindow(
      of: shape(x), kernel: try kernelSizes(of: weight, spatialRank), strides: "stride",
      dilations: "dilation")
    return result(
      try add(Convolution(window: window, groups: try integer("group")), x, weight))
  }

  /// A convolution of each channel by itself, whose kernel has its multiplier first.
  fileprivate func depthwiseConvolution() throws(Diagnostic) -> [ATenValue] {
    try requireChannelsFirst("format")
    let x = try tensor("x")
    let weight = try tensor("w")
    guard rank(x) == 4, rank(weight) == 4, let channels = shape(weight)[1].size else {
      throw problem("takes 4 axes, the input is \(shape(x))")
    }
    let kernel = try kernelSizes(of: weight, 2)
    let window = try paddedWindow(
      of: shape(x), kernel: kernel, strides: "stride", dilations: "dilation")
    let turned = try add(Transpose(axes: [1, 0, 2, 3]), weight)
    let flat = try context.reshape(
      turned, to: [shape(weight)[0] * channels, 1] + kernel.map(Dimension.fixed))
    return result(try add(Convolution(window: window, groups: channels), x, flat))
  }

  /// The adjoint of a convolution; the size of the result is given or follows from the mode.
  fileprivate func transposedConvolution(spatialRank: Int) throws(Diagnostic) -> [ATenValue] {
    try requireChannelsFirst("format")
    let x = try tensor("x")
    let weight = try tensor("w")
    guard rank(x) == spatialRank + 2, rank(weight) == spatialRank + 2 else {
      throw problem("takes \(spatialRank + 2) axes, the input is \(shape(x))")
    }
    let kernel = try kernelSizes(of: weight, spatialRank)
    let strides = try trailing("stride", count: spatialRank)
    let dilations = try trailing("dilation", count: spatialRank)
    let reaches = try zip(kernel, dilations).map { size, dilation throws(Diagnostic) in
      try reach(size, dilation)
    }
    var before: [Int]
    var after: [Int]
    switch try padMode("pad_mode") {
    case "same":
      // The forward convolution halves exactly, so that its padding does not depend on sizes.
      let totals = zip(reaches, strides).map { max($0 - $1, 0) }
      (before, after) = (totals.map { $0 / 2 }, totals.map { $0 - $0 / 2 })
    case "pad": (before, after) = try listedPads(spatialRank) ?? (reaches.map { _ in 0 }, [])
    default: (before, after) = (reaches.map { _ in 0 }, reaches.map { _ in 0 })
    }
    if after.isEmpty { after = before }
    var output = [Int](repeating: 0, count: spatialRank)
    if let wanted = try wantedSizes(spatialRank) {
      for axis in 0..<spatialRank {
        let natural =
          (shape(x)[axis + 2] - 1) * strides[axis] - before[axis] - after[axis] + reaches[axis]
        guard let extra = (wanted[axis] - natural).size else { continue }
        if extra < 0 { after[axis] -= extra } else { output[axis] = extra }
      }
    } else if has("output_padding") {
      output = try trailing("output_padding", count: spatialRank)
    }
    let window = SlidingWindow(
      strides: strides, dilations: dilations, padsBefore: before, padsAfter: after)
    return result(
      try add(
        ConvolutionTranspose(
          window: window, outputPadding: output, groups: try integer("group")), x, weight))
  }

  private func wantedSizes(_ spatialRank: Int) throws(Diagnostic) -> [Dimension]? {
    guard has("input_size"), isGiven("input_size") else { return nil }
    let sizes = try sizeList("input_size")
    return sizes.count == spatialRank + 2 ? Array(sizes.suffix(spatialRank)) : nil
  }
}
