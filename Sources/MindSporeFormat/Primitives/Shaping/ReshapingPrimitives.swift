import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// The same elements with other sizes.
  static let reshaping: [MindSporePrimitive] = [
    MindSporePrimitive("Reshape(x, shape)", build: reshape),
    MindSporePrimitive("View(x, shape)", build: reshape),
    MindSporePrimitive("Flatten(x)") { call throws(Diagnostic) in
      let x = try call.tensor("x")
      guard call.rank(x) > 0 else { return call.result(try call.context.reshape(x, to: [1, 1])) }
      if call.rank(x) == 1 { return call.result(try call.add(Unsqueeze(axes: [1]), x)) }
      return call.result(try call.context.reshape(x, to: [call.shape(x)[0], -1]))
    },
    MindSporePrimitive("FlattenExt(x, start_dim=0, end_dim=-1)", is: "flatten"),
    MindSporePrimitive("ExpandDims(x, axis)", build: unsqueeze),
    MindSporePrimitive("ExpandDimsView(x, axis|dim)", build: unsqueeze),
    MindSporePrimitive("Unsqueeze(x, axis)", build: unsqueeze),
    MindSporePrimitive("Squeeze(x, axis=None)") { call throws(Diagnostic) in
      let x = try call.tensor("x")
      let given = call.isGiven("axis") ? try call.integerList("axis") : []
      guard given.isEmpty else {
        let axes = try call.axesOrAll("axis", rank: call.rank(x))
        return axes.isEmpty ? [call.value("x")] : call.result(try call.add(Squeeze(axes: axes), x))
      }
      let axes = call.shape(x).dimensions.indices.filter { call.shape(x)[$0].size == 1 }
      return axes.isEmpty ? [call.value("x")] : call.result(try call.add(Squeeze(axes: axes), x))
    },
  ]

  private static let reshape: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let sizes = try call.sizeList("shape")
    return call.result(try call.context.reshape(try call.tensor("x"), to: sizes))
  }

  private static let unsqueeze: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let x = try call.tensor("x")
    let axes = try call.integerList("axis").map { axis throws(Diagnostic) in
      try call.axis(axis, rank: call.rank(x) + 1)
    }
    return call.result(try call.add(Unsqueeze(axes: axes.sorted()), x))
  }

  /// Axes in another order, elements in another order.
  static let permuting: [MindSporePrimitive] = [
    MindSporePrimitive("Transpose(x, perm|input_perm)", build: transpose),
    MindSporePrimitive("TransposeView(x, perm|input_perm)", build: transpose),
    MindSporePrimitive("TransposeExtView(x, dim0, dim1)", is: "transpose"),
    MindSporePrimitive("TExt(x)", is: "t"),
    MindSporePrimitive("ReverseV2(x, axis)", is: "flip"),
    MindSporePrimitive("Roll(x, shift|shifts, axis|dims=None)") { call throws(Diagnostic) in
      try call.aten(
        "roll",
        [
          call.value("x"), call.value("shift"),
          call.isGiven("axis") ? call.value("axis") : .list([]),
        ])
    },
    MindSporePrimitive("DepthToSpace(x, block_size)") { call throws(Diagnostic) in
      call.result(
        try call.add(
          DepthToSpace(blockSize: try call.integer("block_size"), mode: .depthColumnRow),
          try call.tensor("x")))
    },
    MindSporePrimitive("SpaceToDepth(x, block_size)") { call throws(Diagnostic) in
      call.result(
        try call.add(
          SpaceToDepth(blockSize: try call.integer("block_size")), try call.tensor("x")))
    },
    MindSporePrimitive("PixelShuffle(x, upscale_factor)", is: "pixel_shuffle"),
    MindSporePrimitive("ChannelShuffle(x, group)", is: "channel_shuffle"),
  ]

  private static let transpose: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let x = try call.tensor("x")
    let axes = try call.integerList("perm").map { axis throws(Diagnostic) in
      try call.axis(axis, rank: call.rank(x))
    }
    guard axes.count == call.rank(x), Set(axes).count == axes.count else {
      throw call.problem("orders \(call.rank(x)) axes by \(axes)")
    }
    return call.result(try call.add(Transpose(axes: axes), x))
  }
}
