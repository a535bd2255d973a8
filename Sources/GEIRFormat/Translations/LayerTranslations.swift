import Diagnostics
import ModelIR

extension GETranslationTable {
  /// Products of matrices.
  mutating func addProducts() {
    add("MatMul", "MatMulV2") { (node) throws(Diagnostic) in
      try node.matrixProduct(node.flag("transpose_x1"), node.flag("transpose_x2"))
    }
    add("BatchMatMul", "BatchMatMulV2") { (node) throws(Diagnostic) in
      let a = try node.turned(node["x1"], node.flag("adj_x1"))
      let b = try node.turned(node["x2"], node.flag("adj_x2"))
      guard let bias = try node.optional("bias") else {
        return try node.result(MatMul(), a, b)
      }
      try node.result(Add(), node.emit(MatMul(), a, b), bias)
    }
    add("BiasAdd", "Bias") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let bias = try node.alignedWithChannels(node["bias"], x)
      try node.result(Add(), x, bias)
    }
  }

  /// Convolutions over planes and volumes.
  mutating func addConvolutions() {
    add("Conv2D", "Conv3D") { (node) throws(Diagnostic) in
      let (x, filter) = (try node["x"], try node["filter"])
      let groups = node.operation.type == "Conv2D" ? try node.integer("groups") : try node.groups()
      try node.result(
        Convolution(window: node.window(of: x), groups: groups), x, filter, node.optional("bias"))
    }
    add("DepthwiseConv2D") { (node) throws(Diagnostic) in
      let x = try node["x"]
      guard let filter = node.weight("filter"), filter.shape.count == 4 else {
        throw node.untranslatable("the kernel is no constant")
      }
      // One kernel a channel, then further ones for the same channels.
      let (count, channels) = (filter.shape[0], filter.shape[1])
      let turned = filter.transposed(by: [1, 0, 2, 3]).reshaped(
        to: [channels * count, 1] + filter.shape.suffix(2))
      let kernel = node.stored(turned, named: node.weightName("filter"))
      try node.result(
        Convolution(window: node.window(of: x), groups: channels), x, kernel,
        node.optional("bias"))
    }
    add("Conv2DTransposeD", "Conv2DTranspose") { (node) throws(Diagnostic) in
      let (x, filter) = (try node["x"], try node["filter"])
      let extra = try node.integers("output_padding")
      guard extra.count == 4 else { throw node.malformed("'output_padding' has no 4 entries") }
      try node.result(
        ConvolutionTranspose(
          window: node.window(of: x), outputPadding: Array(extra.suffix(2)),
          groups: node.integer("groups")), x, filter, node.optional("bias"))
    }
  }

  /// Normalisations.
  mutating func addNormalizations() {
    add("BatchNorm") { (node) throws(Diagnostic) in
      guard try !node.flag("is_training") else {
        throw node.untranslatable("it computes for training")
      }
      try node.requireChannelsFirst("data_format")
      try node.result(
        BatchNormalization(epsilon: node.float("epsilon")), node["x"], node["scale"],
        node["offset"], node["mean"], node["variance"])
    }
    add("LayerNorm") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let first = try node.axis(node.integer("begin_norm_axis"), of: x)
      guard try node.axis(node.integer("begin_params_axis"), of: x) == first else {
        throw node.untranslatable("scales begin at another axis than the normalisation")
      }
      try node.result(
        LayerNormalization(
          axes: node.shape(of: x).rank - first, epsilon: node.float("epsilon")), x,
        node["gamma"], node["beta"])
    }
    add("InstanceNorm") { (node) throws(Diagnostic) in
      try node.result(
        InstanceNormalization(epsilon: node.float("epsilon")), node["x"], node["gamma"],
        node["beta"])
    }
    add("LRN") { (node) throws(Diagnostic) in
      let size = try 2 * node.radius() + 1
      try node.result(
        LocalResponseNormalization(
          size: size, alpha: node.float("alpha") * Double(size), beta: node.float("beta"),
          bias: node.float("bias")), node["x"])
    }
    add("Scale") { (node) throws(Diagnostic) in
      let x = try node["x"]
      guard try node.integer("axis") == 1 else { throw node.untranslatable("its axis is not 1") }
      let scale = try node.alignedWithChannels(node["scale"], x)
      guard let bias = try node.optional("bias") else {
        return try node.result(Multiply(), x, scale)
      }
      let product = try node.emit(Multiply(), x, scale)
      try node.result(Add(), product, node.alignedWithChannels(bias, x))
    }
  }
}

extension GETranslation {
  /// A product of two matrices, as the operator that says the same in fewest words.
  fileprivate mutating func matrixProduct(_ turnsA: Bool, _ turnsB: Bool) throws(Diagnostic) {
    let (a, b) = (try self["x1"], try self["x2"])
    let bias = try optional("bias")
    guard shape(of: a).rank == 2, shape(of: b).rank == 2 else {
      throw untranslatable("the operands are no matrices")
    }
    if !turnsA, !turnsB {
      guard bias != nil || weight("x2") != nil else { return try result(MatMul(), a, b) }
      if bias.map({ shape(of: $0).rank == 1 }) ?? true { return try result(Linear(), a, b, bias) }
    }
    try result(Gemm(transposesA: turnsA, transposesB: turnsB), a, b, bias)
  }

  /// A stack of matrices, turned if that is asked for.
  fileprivate mutating func turned(
    _ value: ValueID, _ isTurned: Bool
  ) throws(Diagnostic) -> ValueID {
    guard isTurned else { return value }
    let rank = shape(of: value).rank
    guard rank >= 2 else { throw malformed("an operand is no matrix") }
    var order = Array(0..<rank)
    order.swapAt(rank - 1, rank - 2)
    return try emit(Transpose(axes: order), value)
  }

  /// A vector of one number a channel with axes added behind.
  fileprivate mutating func alignedWithChannels(
    _ vector: ValueID, _ x: ValueID
  ) throws(Diagnostic) -> ValueID {
    let rank = shape(of: x).rank
    guard rank > 2, shape(of: vector).rank == 1 else { return vector }
    if case .string("NHWC")? = operation.attributes["data_format"], rank == 4 { return vector }
    return try emit(Unsqueeze(axes: Array(1..<rank - 1)), vector)
  }

  /// Checks that channels come before spatial axes.
  func requireChannelsFirst(_ name: String) throws(Diagnostic) {
    let format = try text(name)
    guard ["NCHW", "NCDHW", "ND"].contains(format) else {
      throw untranslatable("the layout \(format) is not read, NCHW is")
    }
  }

  /// The groups of a convolution of volumes, which the first release does not have.
  fileprivate func groups() throws(Diagnostic) -> Int {
    operation.attributes["groups"] == nil ? 1 : try integer("groups")
  }

  fileprivate func radius() throws(Diagnostic) -> Int {
    let radius = try integer("depth_radius")
    guard radius >= 0, radius <= 1 << 20 else {
      throw malformed("the radius \(radius) is out of range")
    }
    return radius
  }

  /// How a convolution's window moves.
  fileprivate func window(of x: ValueID) throws(Diagnostic) -> SlidingWindow {
    try requireChannelsFirst("data_format")
    let rank = shape(of: x).rank
    let count = rank - 2
    let (strides, dilations) = (try integers("strides"), try integers("dilations"))
    let pads = try integers("pads")
    guard count == 2 || count == 3, strides.count == rank, dilations.count == rank,
      pads.count == 2 * count, strides.prefix(2) == [1, 1], dilations.prefix(2) == [1, 1]
    else {
      throw malformed(
        "strides \(strides), dilations \(dilations) and pads \(pads) do not fit \(rank) axes")
    }
    return SlidingWindow(
      strides: Array(strides.suffix(count)), dilations: Array(dilations.suffix(count)),
      padsBefore: stride(from: 0, to: 2 * count, by: 2).map { pads[$0] },
      padsAfter: stride(from: 1, to: 2 * count, by: 2).map { pads[$0] })
  }
}
