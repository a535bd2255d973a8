import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Pools with windows of one size.
  mutating func addPooling() {
    add(MaxPool.self) { operation, node in
      // Padding of a maximum never wins; ONNX Runtime wants it below the kernel.
      let plan = PoolPlan(operation, of: node.shape(0), result: node.resultType().shape)
      let least = -Double.infinity
      let isFloat = node.type(0).elementType.isFloatingPoint
      let input = isFloat ? node.prepadded(plan, with: least) : node.cropped(by: operation.window)
      node.result(
        "MaxPool", input,
        attributes: [.integers("dilations", operation.window.dilations)]
          + plan.attributes(padsInside: !(isFloat && plan.exceedsKernel)))
    }
    add(AveragePool.self) { (operation, node) throws(Diagnostic) in
      try node.averagePool(operation)
    }
    add(LpPool.self) { (operation, node) throws(Diagnostic) in
      let dilations = operation.window.dilations
      let isDilated = dilations.contains { $0 > 1 }
      if isDilated && node.opset < 18 { throw node.needs(opset: 18, "LpPool with dilations") }
      let plan = PoolPlan(operation, of: node.shape(0), result: node.resultType().shape)
      if plan.roundsUp && node.opset < 18 {
        throw node.needs(opset: 18, "LpPool that rounds unknown sizes up")
      }
      node.result(
        "LpPool", node.prepadded(plan, with: 0),
        attributes: (isDilated ? [.integers("dilations", dilations)] : [])
          + [.integer("p", operation.order)] + plan.attributes(padsInside: !plan.exceedsKernel))
    }
    add(MaxPoolWithIndices.self) { (operation, node) throws(Diagnostic) in
      try node.maxPoolWithIndices(operation)
    }
    add(RoiAlign.self) { (operation, node) throws(Diagnostic) in try node.roiAlign(operation) }
    add(GlobalAveragePool.self) { _, node in node.result("GlobalAveragePool", node[0]) }
    add(GlobalMaxPool.self) { _, node in node.result("GlobalMaxPool", node[0]) }
    add(AdaptiveAveragePool.self) { operation, node in
      node.adaptivePool(
        operation, whole: "GlobalAveragePool", windowed: "AveragePool", "ReduceMean")
    }
    add(AdaptiveMaxPool.self) { operation, node in
      node.adaptivePool(operation, whole: "GlobalMaxPool", windowed: "MaxPool", "ReduceMax")
    }
  }
}

/// The padding and rounding of a pool as ONNX takes them.
///
/// Runtimes disagree about a last, partial window (`ceil_mode`), so it is written as padding wherever
/// the sizes are numbers.
struct PoolPlan {
  /// The sizes of the window.
  let kernel: [Int]
  /// The steps.
  let strides: [Int]
  /// Padding, all beginnings, then all ends, without what completes partial windows.
  let pads: [Int]
  /// What completes a last, partial window of each axis.
  let completion: [Int]
  /// Whether partial windows are left to the runtime, as a size is not known.
  let roundsUp: Bool
  /// What is cut off before.
  let window: SlidingWindow

  init(_ pool: some WindowedPool, of input: Shape, result: Shape) {
    kernel = pool.kernel
    window = pool.window
    strides = window.strides
    pads = window.onnxPads
    var completion = window.strides.map { _ in 0 }
    var isKnown = true
    if pool.rounding == .ceiling {
      for axis in completion.indices {
        guard let size = input[axis + 2].size, let count = result[axis + 2].size else {
          isKnown = false
          continue
        }
        let reach = window.dilations[axis] * (kernel[axis] - 1) + 1
        let needed = (count - 1) * strides[axis] + reach
        let present = size + window.padsBefore[axis] + window.padsAfter[axis]
        completion[axis] = max(0, needed - present)
      }
    }
    self.completion = isKnown ? completion : completion.map { _ in 0 }
    roundsUp = !isKnown
  }

  /// Padding with what completes partial windows.
  var completedPads: [Int] {
    let count = completion.count
    return pads.prefix(count) + zip(pads.suffix(count), completion).map { $0 + $1 }
  }

  /// Whether padding is as long as the kernel, which ONNX Runtime refuses.
  var exceedsKernel: Bool {
    let limits = kernel + kernel
    return zip(completedPads, limits).contains { $0 >= $1 }
  }

  /// The attributes that all pools share.
  func attributes(padsInside: Bool) -> [ONNXAttribute] {
    let written = padsInside ? completedPads : pads.map { _ in 0 }
    var attributes: [ONNXAttribute] = [
      .integers("kernel_shape", kernel), .integers("pads", written), .integers("strides", strides),
    ]
    if roundsUp { attributes.append(.flag("ceil_mode", true)) }
    return attributes
  }
}

extension NodeLowering {
  /// The first operand cut by negative padding, and padded where padding is too long for the pool.
  fileprivate mutating func prepadded(_ plan: PoolPlan, with constant: Double) -> String {
    let input = cropped(by: plan.window)
    guard plan.exceedsKernel else { return input }
    let pads = plan.completedPads
    let count = plan.kernel.count
    return padded(
      input, before: [0, 0] + pads.prefix(count), after: [0, 0] + pads.suffix(count),
      with: constant)
  }

  /// ONNX counts places in the whole of x; what is left of a division by a plane's size is the place in
  /// the plane.
  fileprivate mutating func maxPoolWithIndices(
    _ operation: MaxPoolWithIndices
  ) throws(Diagnostic) {
    let plan = PoolPlan(operation, of: shape(0), result: resultType().shape)
    if plan.exceedsKernel { throw unsupported("the padding is as long as the kernel") }
    let outputs = emit(
      "MaxPool", [self[0]], giving: [.result(0), .intermediate],
      attributes: [.integers("dilations", operation.window.dilations)]
        + plan.attributes(padsInside: true))
    let spatial = shape(0).dimensions.dropFirst(2)
    let count = spatial.reduce(1, *).size.map { integer($0) } ?? planeElementCount()
    result("Mod", outputs[1], count, index: 1)
  }

  /// The number of elements of a plane, when the model runs.
  private mutating func planeElementCount() -> String {
    let sizes = emit("Slice", slice(emit("Shape", self[0]), axis: 0, from: 2, to: nil))
    return reduced("ReduceProd", sizes, axes: [0], keepsAxes: false)
  }

  fileprivate mutating func roiAlign(_ operation: RoiAlign) throws(Diagnostic) {
    if operation.isAligned && opset < 16 { throw needs(opset: 16, "RoiAlign with aligned boxes") }
    let places = emit("Gather", self[1], integer(0), attributes: [.integer("axis", 1)])
    let batch = emit("Cast", places, attributes: [.integer("to", ElementType.int64.onnxDataType)])
    let boxes = emit("Slice", slice(self[1], axis: 1, from: 1, to: 5))
    let alignment: [ONNXAttribute] =
      opset < 16
      ? []
      : [
        .string(
          "coordinate_transformation_mode",
          operation.isAligned ? "half_pixel" : "output_half_pixel")
      ]
    result(
      "RoiAlign", self[0], boxes, batch,
      attributes: alignment + [
        .integer("output_height", operation.height), .integer("output_width", operation.width),
        .integer("sampling_ratio", operation.samplingRatio),
        .float("spatial_scale", operation.spatialScale),
      ])
  }

  fileprivate mutating func averagePool(_ operation: AveragePool) throws(Diagnostic) {
    let dilations = operation.window.dilations
    let isDilated = dilations.contains { $0 > 1 }
    if isDilated && opset < 19 { throw needs(opset: 19, "AveragePool with dilations") }
    let plan = PoolPlan(operation, of: shape(0), result: resultType().shape)
    var input = cropped(by: operation.window)
    var pads = plan.completedPads
    var countsPadding = operation.countsPadding
    // Elements that only complete a window never count, so padding that counts is made real first.
    let completes = plan.completion.contains { $0 > 0 }
    if countsPadding && (completes || plan.exceedsKernel) {
      let count = plan.kernel.count
      if plan.pads.contains(where: { $0 > 0 }) {
        input = padded(
          input, before: [0, 0] + plan.pads.prefix(count), after: [0, 0] + plan.pads.suffix(count),
          with: 0)
      }
      pads = plan.completion.map { _ in 0 } + plan.completion
      countsPadding = false
    }
    var attributes: [ONNXAttribute] = [
      .flag("count_include_pad", countsPadding), .integers("kernel_shape", plan.kernel),
      .integers("pads", pads), .integers("strides", plan.strides),
    ]
    if plan.roundsUp { attributes.append(.flag("ceil_mode", true)) }
    if isDilated { attributes.append(.integers("dilations", dilations)) }
    result("AveragePool", input, attributes: attributes)
  }
}
