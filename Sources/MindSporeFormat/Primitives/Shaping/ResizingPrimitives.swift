import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Other resolutions.
  static let resizing: [MindSporePrimitive] = [
    MindSporePrimitive(
      "ResizeBilinear(x, size, align_corners=False, half_pixel_centers=False)"
    ) { call throws(Diagnostic) in try call.resized(.linear) },
    MindSporePrimitive(
      "ResizeBilinearV2(x, size, align_corners=False, half_pixel_centers=False)"
    ) { call throws(Diagnostic) in try call.resized(.linear) },
    MindSporePrimitive(
      "ResizeNearestNeighbor(x, size, align_corners=False, half_pixel_centers=False)"
    ) { call throws(Diagnostic) in try call.resized(.nearest) },
    MindSporePrimitive(
      "ResizeNearestNeighborV2(x, size, align_corners=False, half_pixel_centers=False)"
    ) { call throws(Diagnostic) in try call.resized(.nearest) },
    MindSporePrimitive(
      "ResizeBicubic(x, size, align_corners=False, half_pixel_centers=False)"
    ) { call throws(Diagnostic) in try call.resized(.cubic) },
    MindSporePrimitive(
      "ResizeLinear1D(x, size, coordinate_transformation_mode='align_corners')"
    ) { call throws(Diagnostic) in
      let mode = try call.choice(
        "coordinate_transformation_mode", ["asymmetric", "align_corners", "half_pixel"])
      let coordinates: Resize.Coordinates =
        switch mode {
        case "align_corners": .alignCorners
        case "half_pixel": .halfPixel
        default: .asymmetric
        }
      let sizes = try call.integerList("size")
      return call.result(
        try call.add(
          Resize(extent: .sizes(sizes), mode: .linear, coordinates: coordinates),
          try call.tensor("x")))
    },
    MindSporePrimitive("UpsampleNearest1D(x, output_size=None, scales=None)") {
      call throws(Diagnostic) in
      try call.aten("upsample_nearest1d", call.arguments, overload: "vec")
    },
    MindSporePrimitive("UpsampleNearest2D(x, output_size=None, scales=None)") {
      call throws(Diagnostic) in
      try call.aten("upsample_nearest2d", call.arguments, overload: "vec")
    },
    MindSporePrimitive("UpsampleNearest3D(x, output_size=None, scales=None)") {
      call throws(Diagnostic) in
      try call.aten("upsample_nearest3d", call.arguments, overload: "vec")
    },
    MindSporePrimitive(
      "UpsampleLinear1D(x, output_size=None, scales=None, align_corners=False)"
    ) { call throws(Diagnostic) in try call.upsampled("upsample_linear1d") },
    MindSporePrimitive(
      "UpsampleBilinear2D(x, output_size=None, scales=None, align_corners=False)"
    ) { call throws(Diagnostic) in try call.upsampled("upsample_bilinear2d") },
    MindSporePrimitive(
      "UpsampleTrilinear3D(x, output_size=None, scales=None, align_corners=False)"
    ) { call throws(Diagnostic) in try call.upsampled("upsample_trilinear3d") },
    MindSporePrimitive(
      "UpsampleBicubic2D(x, output_size=None, scales=None, align_corners=False)"
    ) { call throws(Diagnostic) in try call.upsampled("upsample_bicubic2d") },
    MindSporePrimitive(
      """
      GridSampler2D(x, grid, interpolation_mode='bilinear', padding_mode='zeros', \
      align_corners=False)
      """, build: gridSample),
    MindSporePrimitive("AffineGrid(theta, output_size, align_corners=False)") {
      call throws(Diagnostic) in
      let sizes = try call.sizeList("output_size").map(ATenValue.init)
      return try call.aten(
        "affine_grid_generator",
        [call.value("theta"), .list(sizes), .boolean(try call.flag("align_corners"))])
    },
    MindSporePrimitive(
      """
      GridSampler3D(x, grid, interpolation_mode='bilinear', padding_mode='zeros', \
      align_corners=False)
      """, build: gridSample),
  ]

  private static let gridSample: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let modes = ["bilinear", "nearest"]
    let paddings = ["zeros", "border", "reflection"]
    let mode = try call.choice("interpolation_mode", modes)
    let padding = try call.choice("padding_mode", paddings)
    return try call.aten(
      "grid_sampler",
      [
        call.value("x"), call.value("grid"), .integer(modes.firstIndex(of: mode) ?? 0),
        .integer(paddings.firstIndex(of: padding) ?? 0),
        .boolean(try call.flag("align_corners")),
      ])
  }
}

extension ATenCall {
  fileprivate func upsampled(_ name: String) throws(Diagnostic) -> [ATenValue] {
    try aten(
      name,
      [
        value("x"), value("output_size"), .boolean(try flag("align_corners")), value("scales"),
      ], overload: "vec")
  }

  /// The operand at another resolution; MindSpore's nearest neighbour is the one below, or the closer
  /// one where corners are aligned.
  fileprivate func resized(_ mode: Resize.Mode) throws(Diagnostic) -> [ATenValue] {
    let alignsCorners = try flag("align_corners")
    let hasHalfPixels = try flag("half_pixel_centers")
    let sizes = try integerList("size")
    let coordinates: Resize.Coordinates =
      alignsCorners ? .alignCorners : hasHalfPixels ? .halfPixel : .asymmetric
    if mode == .nearest, hasHalfPixels, !alignsCorners {
      // The neighbour is the pixel in which the sample's centre lies.
      return try aten(
        "_upsample_nearest_exact2d", [value("x"), .list(sizes.map(ATenValue.integer))])
    }
    if mode == .cubic, let sampled = try sampledCubic(sizes) { return result(sampled) }
    return result(
      try add(
        Resize(
          extent: .sizes(sizes), mode: mode, coordinates: coordinates,
          nearestRounding: alignsCorners ? .roundPreferCeil : .floor,
          cubicCoefficient: hasHalfPixels ? -0.5 : -0.75), try tensor("x")))
  }

  /// The operand sampled by matrices of weights; nothing where its sizes are open or large.
  private func sampledCubic(_ sizes: [Int]) throws(Diagnostic) -> ValueID? {
    var x = try tensor("x")
    guard rank(x) == 4, sizes.count == 2, let height = shape(x)[2].size,
      let width = shape(x)[3].size,
      [height, width, sizes[0], sizes[1]].allSatisfy({ (1...4096).contains($0) })
    else { return nil }
    let alignsCorners = try flag("align_corners")
    let hasHalfPixels = try flag("half_pixel_centers")
    func weights(_ from: Int, _ to: Int) throws(Diagnostic) -> ValueID {
      let matrix = BicubicWeights(
        inputSize: from, outputSize: to, alignsCorners: alignsCorners,
        hasHalfPixels: hasHalfPixels
      ).matrix
      guard let weight = Weight.array(matrix, elementType(of: x)) else {
        throw unsupported("elements of type \(elementType(of: x))")
      }
      return context.constant(weight.reshaped(to: [to, from]))
    }
    let columns = try add(Transpose(axes: [1, 0]), try weights(width, sizes[1]))
    x = try add(MatMul(), x, columns)
    return try add(MatMul(), try weights(height, sizes[0]), x)
  }
}
