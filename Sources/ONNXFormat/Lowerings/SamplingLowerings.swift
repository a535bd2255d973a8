import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators that sample the spatial axes anew.
  mutating func addSampling() {
    add(Resize.self) { (operation, node) throws(Diagnostic) in try node.resize(operation) }
    add(DynamicResize.self) { (operation, node) throws(Diagnostic) in
      let settings = Resize(
        extent: .sizes([]), mode: operation.mode, coordinates: operation.coordinates,
        nearestRounding: operation.nearestRounding, cubicCoefficient: operation.cubicCoefficient,
        isAntialiased: operation.isAntialiased)
      let attributes = try node.resizeAttributes(settings)
      node.result("Resize", node[0], "", "", node[1], attributes: attributes)
    }
    add(GridSample.self) { (operation, node) throws(Diagnostic) in
      guard node.opset >= 16 else { throw node.needs(opset: 16, "GridSample") }
      if node.opset < 20 && node.shape(0).rank > 4 {
        throw node.needs(opset: 20, "GridSample on volumes")
      }
      let isNewer = node.opset >= 20
      let mode =
        switch operation.mode {
        case .linear: isNewer ? "linear" : "bilinear"
        case .nearest: "nearest"
        case .cubic: isNewer ? "cubic" : "bicubic"
        }
      let padding =
        switch operation.padding {
        case .zeros: "zeros"
        case .border: "border"
        case .reflection: "reflection"
        }
      node.result(
        "GridSample", node[0], node[1],
        attributes: [
          .flag("align_corners", operation.alignsCorners), .string("mode", mode),
          .string("padding_mode", padding),
        ])
    }
  }
}

extension NodeLowering {
  fileprivate mutating func resize(_ operation: Resize) throws(Diagnostic) {
    let attributes = try resizeAttributes(operation)
    switch operation.extent {
    case .scales(let factors):
      guard let scales = Weight.array([1, 1] + factors, .float32) else { return }
      result("Resize", self[0], "", constant(scales), attributes: attributes)
    case .sizes(let sizes):
      result("Resize", self[0], "", "", wholeSizes(sizes), attributes: attributes)
    }
  }

  fileprivate func resizeAttributes(
    _ operation: Resize
  ) throws(Diagnostic) -> [ONNXAttribute] {
    if operation.isAntialiased && opset < 18 {
      throw needs(opset: 18, "Resize with antialiasing")
    }
    var attributes: [ONNXAttribute] = [
      .string("coordinate_transformation_mode", operation.coordinates.onnxName)
    ]
    if operation.isAntialiased {
      // A kernel at the edge counts what lies inside alone.
      attributes.append(.flag("antialias", true))
      attributes.append(.flag("exclude_outside", true))
    }
    switch operation.mode {
    case .nearest:
      attributes.append(.string("mode", "nearest"))
      attributes.append(.string("nearest_mode", operation.nearestRounding.onnxName))
    case .linear: attributes.append(.string("mode", "linear"))
    case .cubic:
      attributes.append(.float("cubic_coeff_a", operation.cubicCoefficient))
      attributes.append(.string("mode", "cubic"))
    }
    return attributes
  }

  /// The sizes of every axis, as the first two are looked up where they are not numbers.
  private mutating func wholeSizes(_ spatial: [Int]) -> String {
    if let batch = shape(0)[0].size, let channels = shape(0)[1].size {
      return integers([batch, channels] + spatial)
    }
    let outer = emit("Slice", slice(emit("Shape", self[0]), axis: 0, from: 0, to: 2))
    return emit("Concat", outer, integers(spatial), attributes: [.integer("axis", 0)])
  }
}

extension Resize.Coordinates {
  fileprivate var onnxName: String {
    switch self {
    case .asymmetric: "asymmetric"
    case .halfPixel: "half_pixel"
    case .pytorchHalfPixel: "pytorch_half_pixel"
    case .alignCorners: "align_corners"
    }
  }
}

extension Resize.NearestRounding {
  fileprivate var onnxName: String {
    switch self {
    case .floor: "floor"
    case .ceil: "ceil"
    case .roundPreferFloor: "round_prefer_floor"
    case .roundPreferCeil: "round_prefer_ceil"
    }
  }
}
