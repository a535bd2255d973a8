import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Spelling {
  /// Products of matrices.
  mutating func addProducts() {
    add(Linear.self) { (_, node) throws(Diagnostic) in
      try node.write("MatMulV2", [node[0], node[1], node[2]])
    }
    add(Gemm.self) { (operation, node) throws(Diagnostic) in
      try node.write(
        "MatMulV2", [node[0], node[1], node[2]],
        [
          .flag("transpose_x1", operation.transposesA),
          .flag("transpose_x2", operation.transposesB),
        ])
    }
    add(MatMul.self) { (_, node) throws(Diagnostic) in
      try node.write(
        node.shape(0).rank == 2 ? "MatMulV2" : "BatchMatMul", [node[0], node[1]])
    }
  }

  /// Convolutions over planes and volumes.
  mutating func addConvolutions() {
    add(Convolution.self) { (operation, node) throws(Diagnostic) in
      let window = operation.window
      let isVolume = node.shape(0).rank == 5
      if isVolume, operation.groups > 1, node.target.oldest < .middle, node.target != .portable {
        throw node.unsupported("volumes in groups are written for CANN 1.8 and later")
      }
      try node.write(
        isVolume ? "Conv3D" : "Conv2D", [node[0], node[1], node[2]],
        window.settings(isVolume ? "NCDHW" : "NCHW") + [.integer("groups", operation.groups)])
    }
    add(ConvolutionTranspose.self) { (operation, node) throws(Diagnostic) in
      let sizes = node.resultType().shape.dimensions.map { $0.size ?? -1 }
      try node.write(
        "Conv2DTransposeD", [node[0], node[1], node[2]],
        operation.window.settings("NCHW") + [
          .integers("input_size", sizes), .integer("groups", operation.groups),
          .integers("output_padding", [0, 0] + operation.outputPadding),
        ])
    }
  }

  /// Normalisations.
  mutating func addNormalizations() {
    add(BatchNormalization.self) { (operation, node) throws(Diagnostic) in
      let vector = node.type(3)
      let isOldest = node.target.oldest == .early
      try node.write(
        "BatchNorm", [node[0], node[1], node[2], node[3], node[4]],
        [
          .float("epsilon", operation.epsilon), .string("data_format", "NCHW"),
          .flag("is_training", false),
        ], extra: [TensorType](repeating: vector, count: isOldest ? 4 : 5))
    }
    add(LayerNormalization.self) { (operation, node) throws(Diagnostic) in
      let rank = node.shape(0).rank
      var mean = node.type(0)
      for axis in rank - operation.axes..<rank { mean.shape[axis] = 1 }
      let first = rank - operation.axes
      try node.write(
        "LayerNorm", [node[0], node[1], node[2]],
        [
          .integer("begin_norm_axis", first), .integer("begin_params_axis", first),
          .float("epsilon", operation.epsilon),
        ], extra: [mean, mean])
    }
    add(LocalResponseNormalization.self) { (operation, node) throws(Diagnostic) in
      try node.write(
        "LRN", [node[0]],
        [
          .integer("depth_radius", (operation.size - 1) / 2), .float("bias", operation.bias),
          .float("alpha", operation.alpha / Double(operation.size)),
          .float("beta", operation.beta),
        ])
    }
  }

  /// Layers that go through time.
  mutating func addSequences() {
    add(LSTM.self) { (operation, node) throws(Diagnostic) in
      let bias = try node.biases(of: operation, [3, nil])
      try node.write(
        "CommonLSTM",
        [node[0], node[1], node[2], bias, .one(nil), node[4], node[5]],
        operation.settings)
    }
    add(GRU.self) { (operation, node) throws(Diagnostic) in
      let bias = try node.biases(of: operation, [3, 4])
      try node.write(
        "CommonGRU", [node[0], node[1], node[2], bias, .one(nil), node[5]],
        operation.settings
          + [.integer("linear_before_reset", operation.resetsAfterMultiplication ? 1 : 0)])
    }
  }
}

extension SlidingWindow {
  /// Settings that convolutions share; lists have an entry for each axis, padding both ends in turn.
  fileprivate func settings(_ format: String) -> [GEAttribute] {
    [
      .integers("strides", [1, 1] + strides), .integers("dilations", [1, 1] + dilations),
      .integers("pads", interleavedPads), .string("data_format", format),
    ]
  }

  /// Padding as GE lists it: for each axis its beginning, then its end.
  var interleavedPads: [Int] { zip(padsBefore, padsAfter).flatMap { [$0, $1] } }
}

extension RecurrentOperator {
  fileprivate var settings: [GEAttribute] {
    let name =
      switch direction {
      case .forward: "forward"
      case .reverse: "reverse"
      case .bidirectional: "bidirectional"
      }
    return [.integer("hidden_size", hiddenSize), .string("direction", name)]
  }
}

extension Spelling {
  /// The biases of inputs and states in one tensor; a part that is left out is zeros.
  fileprivate mutating func biases(
    of operation: some RecurrentOperator, _ operands: [Int?]
  ) throws(Diagnostic) -> GEArgument {
    guard operands.contains(where: { $0.map(has) ?? false }) else { return .one(nil) }
    let elementType = type(0).elementType
    let rows = shape(1)[1].size ?? 0
    var parts: [Weight] = []
    for operand in operands {
      guard let operand, has(operand) else {
        guard
          let zeros = Weight.scalar(0, elementType)?.expanded(
            to: [operation.direction.count, rows])
        else { throw unsupported("biases of type \(elementType) are not written") }
        parts.append(zeros)
        continue
      }
      guard let weight = weight(operand) else { throw unsupported("the bias is computed") }
      parts.append(weight)
    }
    return try constant(.concatenated(parts, along: 1), named: "bias")
  }
}
