import ModelIR

/// Which layout the descriptors of an operator state.
///
/// Release 0.6 stated NCHW everywhere; later ones state it for operators over planes, NCDHW for those
/// over volumes, and ND for all others.
struct GELayoutRule {
  private let layout: GELayout

  init(_ type: String, _ target: CANNTarget) {
    if target == .release(.early) {
      layout = type == "Conv3D" ? .ncdhw : .nchw
    } else if Self.planes.contains(type) {
      layout = .nchw
    } else {
      layout = type == "Conv3D" ? .ncdhw : .nd
    }
  }

  /// The layout of a tensor.
  func layout(rank: Int) -> GELayout {
    layout == .ncdhw && rank != 5 ? .nd : layout
  }

  private static let planes: Set<String> = [
    "Conv2D", "DepthwiseConv2D", "Conv2DTransposeD", "BatchNorm", "BNInferenceD", "PRelu", "Scale",
    "MaxPool", "AvgPool", "MaxPoolV3", "AvgPoolV2", "Pooling", "ResizeBilinearV2D",
    "ResizeNearestNeighborV2D", "LRN",
  ]
}

extension GETensorDescriptor {
  /// The descriptor of an input that nothing is connected to.
  static let unconnected: GETensorDescriptor = {
    var descriptor = GETensorDescriptor()
    descriptor.layout = GELayout.reserved.rawValue
    return descriptor
  }()

  /// The descriptor of a type, or nothing if the format does not have its elements.
  init?(_ type: TensorType, _ layout: GELayout, _ target: CANNTarget) {
    guard let dataType = type.elementType.geDataType else { return nil }
    self.dataType = dataType
    self.layout = layout.rawValue
    shape = type.shape.dimensions.map { $0.size ?? -1 }
    attributes.set(.string("origin_format", layout.rawValue))
    attributes.set(.integer("origin_format_for_int", layout.number))
    attributes.set(.integer("format_for_int", layout.number))
    attributes.set(.integers("origin_shape", shape))
    attributes.set(.flag("origin_shape_initialized", true))
    if shape.contains(-1) {
      let range = shape.map { $0 < 0 ? [1, -1] : [$0, $0] }
      attributes.set(.integerLists("shape_range", range))
      attributes.set(.integerLists("origin_shape_range", range))
    }
    if target == .release(.early) {
      // The first release kept these two among the settings; later ones read both.
      attributes.set(.string("device_type", "NPU"))
      attributes.set(.integer("real_dim_cnt", shape.count))
    } else {
      deviceType = "NPU"
      realDimensionCount = shape.count
    }
  }
}

extension GEAttributes {
  /// Sets what an operator's inputs and outputs are called, sorted by name.
  mutating func addNames(inputs: [String], outputs: [String]) {
    for (names, kind) in [(inputs, "input"), (outputs, "output")] where !names.isEmpty {
      let sorted = names.enumerated().sorted {
        $0.element.utf8.lexicographicallyPrecedes($1.element.utf8)
      }
      set(.strings("_\(kind)_name_key", sorted.map(\.element)))
      set(.integers("_\(kind)_name_value", sorted.map(\.offset)))
    }
  }
}
