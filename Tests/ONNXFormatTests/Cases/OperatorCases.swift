import ModelIR

/// Uses of operators beyond the catalogue's examples: settings that are written in another way.
enum OperatorCases {
  static let list: [OperatorExample] =
    elementwise + activations + linearAlgebra + windows + normalizations + reductions + shaping
    + dynamicShaping + extra + indexing + others

  private static let batch = Dimension.symbol("batch")
  private static let height = Dimension.symbol("height")
  private static let width = Dimension.symbol("width")
  private static let time = Dimension.symbol("time")

  private static func f32(_ dimensions: Dimension...) -> TensorType {
    TensorType(.float32, Shape(dimensions))
  }

  private static func use(
    _ operation: any Operator, _ operands: TensorType?...
  ) -> OperatorExample {
    OperatorExample(operation, operands, gives: [])
  }

  private static let elementwise = [
    use(FloorDivide(), f32(batch, 4), f32(4)),
    use(FloorDivide(), TensorType(.int64, [batch, 4]), TensorType(.int64, [4])),
    use(FloorDivide(), TensorType(.int8, [batch, 4]), TensorType(.int8, [4])),
    use(Modulo(kind: .floored), f32(batch, 4), f32(4)),
    use(Modulo(kind: .truncated), f32(batch, 4), f32(4)),
    use(Modulo(kind: .floored), TensorType(.int32, [batch, 4]), TensorType(.int32, [4])),
    use(Modulo(kind: .truncated), TensorType(.int32, [batch, 4]), TensorType(.int32, [4])),
    use(Add(), TensorType(.int16, [batch, 4]), TensorType(.int16, [4])),
    use(Add(), TensorType(.bfloat16, [batch, 4]), TensorType(.bfloat16, [4])),
    use(Clamp(minimum: -0.5, maximum: 2.5), TensorType(.int32, [batch, 6])),
    use(Clamp(minimum: nil, maximum: 0.5), f32(batch, 6)),
    use(Clamp(minimum: nil, maximum: nil), f32(batch, 6)),
    use(CumulativeSum(axis: 1, isExclusive: true, isReversed: true), f32(batch, 6)),
    use(CumulativeSum(axis: 0), TensorType(.float16, [batch, 6])),
    use(IsInfinite(), TensorType(.float16, [batch, 6])),
    use(Equal(), TensorType(.bool, [batch, 6]), TensorType(.bool, [6])),
    use(Cast(to: .bool), f32(batch, 6)),
    use(Cast(to: .float16), f32(batch, 6)),
    use(Square(), TensorType(.int32, [batch, 6])),
  ]

  private static let activations = [
    use(Relu(), TensorType(.int32, [batch, 4])),
    use(Gelu(approximation: .none), f32(batch, 4)),
    use(Gelu(approximation: .tanh), f32(batch, 4)),
    use(Gelu(approximation: .none), TensorType(.bfloat16, [batch, 4])),
    use(Celu(alpha: 0.7), TensorType(.float64, [batch, 4])),
    use(Celu(alpha: 0.7), f32(batch, 4)),
    use(Softplus(beta: 2, threshold: 0.25), f32(batch, 16)),
    use(Softplus(beta: 0.5, threshold: 20), f32(batch, 16)),
    use(PRelu(), f32(batch, 4, 3), f32(4, 1)),
    use(GLU(axis: 1), f32(batch, 8, 3)),
    use(GLU(axis: 0), f32(width * 2, 3)),
    use(Softmax(axis: 1), f32(batch, 4, 3)),
    use(LogSoftmax(axis: 0), f32(batch, 4, 3)),
    use(HardSwish(), TensorType(.float16, [batch, 4])),
  ]

  private static let linearAlgebra = [
    use(Linear(), f32(batch, 4), f32(4, 3)),
    use(Linear(), f32(batch, 4), f32(4, 3), f32(3)),
    use(Linear(), f32(batch, time, 4), f32(4, 3), f32(3)),
    use(Linear(), f32(4), f32(4, 3), f32(3)),
    use(Bilinear(), f32(batch, 4), f32(batch, 5), f32(3, 4, 5)),
    use(Bilinear(), f32(batch, 4), f32(batch, 5), f32(3, 4, 5), f32(3)),
    use(
      Gemm(alpha: 0.5, beta: 2, transposesA: true, transposesB: true), f32(4, 2), f32(3, 4), f32(3)),
    use(Einsum(equation: "bij,bjk->bik"), f32(batch, 2, 3), f32(batch, 3, 4)),
  ]

  private static func window(
    _ strides: [Int], _ before: [Int], _ after: [Int], dilations: [Int]? = nil
  ) -> SlidingWindow {
    SlidingWindow(strides: strides, dilations: dilations, padsBefore: before, padsAfter: after)
  }

  private static let windows = [
    use(
      Convolution(window: window([1], [2], [1], dilations: [2])), f32(batch, 3, time), f32(4, 3, 3)),
    use(
      Convolution(window: window([2, 1], [-1, 1], [1, -2])), f32(batch, 3, 9, 8), f32(4, 3, 3, 3)),
    use(
      Convolution(window: window([1, 1, 1], [1, 0, 0], [1, 0, 0])), f32(batch, 2, 4, 5, 6),
      f32(3, 2, 3, 2, 2), f32(3)),
    use(
      Convolution(window: .unit(spatialRank: 2), groups: 4), f32(batch, 4, height, width),
      f32(8, 1, 3, 3)),
    use(
      ConvolutionTranspose(
        window: window([2, 2], [1, 0], [1, 1]), outputPadding: [1, 0], groups: 2),
      f32(batch, 4, 5, 6), f32(4, 3, 3, 3), f32(6)),
    use(
      ConvolutionTranspose(window: window([1], [-1], [2], dilations: [2]), outputPadding: [0]),
      f32(batch, 4, 7), f32(4, 3, 3), f32(3)),
    use(
      ConvolutionTranspose(window: window([2], [0], [0]), outputPadding: [2]), f32(batch, 4, time),
      f32(4, 3, 3)),
    use(MaxPool(kernel: [3, 2], window: window([2, 2], [1, 0], [1, 1])), f32(batch, 3, 9, 8)),
    use(
      MaxPool(kernel: [3, 3], window: window([2, 2], [0, 0], [0, 0]), rounding: .ceiling),
      f32(batch, 3, 8, 10)),
    use(
      MaxPool(kernel: [2], window: window([3], [1], [1], dilations: [2]), rounding: .ceiling),
      f32(batch, 3, 11)),
    use(MaxPool(kernel: [3], window: window([2], [4], [3], dilations: [2])), f32(batch, 3, 11)),
    use(MaxPool(kernel: [2], window: window([2], [-1], [0])), f32(batch, 3, 11)),
    use(
      AveragePool(kernel: [3, 3], window: window([2, 2], [1, 1], [1, 1]), countsPadding: false),
      f32(batch, 3, 9, 8)),
    use(
      AveragePool(kernel: [3, 3], window: window([2, 2], [1, 1], [1, 1]), countsPadding: true),
      f32(batch, 3, 9, 8)),
    use(
      AveragePool(
        kernel: [3, 3], window: window([2, 2], [1, 1], [1, 1]), rounding: .ceiling,
        countsPadding: true), f32(batch, 3, 8, 10)),
    use(
      AveragePool(
        kernel: [3, 3], window: window([2, 2], [0, 1], [0, 1]), rounding: .ceiling,
        countsPadding: false), f32(batch, 3, 8, 10)),
    use(
      AveragePool(
        kernel: [2], window: window([1], [0], [0], dilations: [2]), countsPadding: true),
      f32(batch, 3, 8)),
    use(
      LpPool(kernel: [3, 2], window: window([2, 1], [1, 0], [0, 1]), order: 3), f32(batch, 3, 9, 8)),
    use(
      LpPool(kernel: [3], window: window([2], [0], [0]), rounding: .ceiling), f32(batch, 3, 8)),
    use(
      LpPool(kernel: [3], window: window([2], [0], [0]), rounding: .ceiling), f32(batch, 3, time)),
    use(
      MaxPool(kernel: [3], window: window([2], [0], [0]), rounding: .ceiling), f32(batch, 3, time)),
    use(AdaptiveAveragePool(outputSizes: [3, 4], rule: .pyTorchBins), f32(batch, 3, 7, 10)),
    use(AdaptiveAveragePool(outputSizes: [3, 5], rule: .pyTorchBins), f32(batch, 3, 9, 10)),
    use(AdaptiveAveragePool(outputSizes: [3, 4], rule: .fluxStride), f32(batch, 3, 7, 10)),
    use(AdaptiveAveragePool(outputSizes: [1, 1], rule: .fluxStride), f32(batch, 3, height, width)),
    use(AdaptiveMaxPool(outputSizes: [4, 10], rule: .pyTorchBins), f32(batch, 3, 7, 10)),
    use(AdaptiveMaxPool(outputSizes: [3, 4], rule: .fluxStride), f32(batch, 3, 7, 10)),
    use(GlobalAveragePool(), f32(batch, 3, height, width)),
    use(GlobalMaxPool(), f32(batch, 3, time)),
  ]

  private static let normalizations = [
    use(BatchNormalization(epsilon: 1e-3), f32(batch, 4), f32(4), f32(4), f32(4), f32(4)),
    use(InstanceNormalization(epsilon: 1e-3), f32(batch, 4, time), f32(4), f32(4)),
    use(GroupNormalization(groups: 2, epsilon: 1e-3), f32(batch, 4, height, width), f32(4), f32(4)),
    use(GroupNormalization(groups: 2, epsilon: 1e-3), f32(batch, 4, 5, 6), f32(4), nil),
    use(GroupNormalization(groups: 4, epsilon: 1e-3), f32(batch, 4, 6)),
    use(LayerNormalization(axes: 1, epsilon: 1e-3), f32(batch, 5, 6), f32(6), f32(6)),
    use(LayerNormalization(axes: 2, epsilon: 1e-3), f32(batch, 5, 6), nil, nil),
    use(LayerNormalization(axes: 2, epsilon: 1e-3), f32(batch, 5, time)),
    use(
      LayerNormalization(axes: 1, epsilon: 1e-1, epsilonPlacement: .outsideRoot, isUnbiased: true),
      f32(batch, 6), f32(6), f32(6)),
    use(LayerNormalization(axes: 1, epsilon: 1e-1, isUnbiased: true), f32(batch, time)),
    use(RMSNormalization(axes: 1, epsilon: 1e-3), f32(batch, 6), f32(6)),
    use(RMSNormalization(axes: 2, epsilon: 1e-3), f32(batch, 5, 6)),
    use(LpNormalization(axis: 1, order: 1), f32(batch, 6)),
    use(LpNormalization(axis: 0, order: 2, epsilon: 3), f32(batch, 6)),
    use(LpNormalization(axis: 1, order: 3, epsilon: 1e-12), f32(batch, 6)),
    use(
      LocalResponseNormalization(size: 3, alpha: 0.5, beta: 0.75, bias: 1), f32(batch, 6, 4, 5)),
  ]

  private static let reductions = [
    use(ReduceSum(axes: [], keepsAxes: false), f32(batch, 4)),
    use(ReduceSum(axes: [0, 2], keepsAxes: true), f32(batch, 4, 5)),
    use(ReduceMean(axes: [1], keepsAxes: false), f32(batch, 4, 5)),
    use(ReduceMax(axes: [1], keepsAxes: true), f32(batch, 4, 5)),
    use(ReduceMin(axes: [2], keepsAxes: false), f32(batch, 4, 5)),
    use(ReduceProduct(axes: [2], keepsAxes: false), f32(batch, 4, 5)),
    use(ReduceL1(axes: [2], keepsAxes: false), f32(batch, 4, 5)),
    use(ReduceL2(axes: [1, 2], keepsAxes: false), f32(batch, 4, 5)),
    use(ReduceSumOfSquares(axes: [1], keepsAxes: false), f32(batch, 4, 5)),
    use(ReduceLogSumExp(axes: [1], keepsAxes: true), f32(batch, 4, 5)),
    use(ReduceAny(axes: [1], keepsAxes: false), TensorType(.bool, [batch, 4])),
    use(ReduceAll(axes: [], keepsAxes: true), TensorType(.bool, [batch, 4])),
    use(ReduceVariance(axes: [1], keepsAxes: false, correction: 0), f32(batch, 4, 5)),
    use(ReduceVariance(axes: [1, 2], keepsAxes: true, correction: 1), f32(batch, 4, time)),
    use(ReduceVariance(axes: [], keepsAxes: false, correction: 1), f32(3, 4)),
    use(ArgMax(axis: 1, keepsAxis: true), f32(batch, 4, 5)),
    use(ArgMin(axis: 0, keepsAxis: false), f32(batch, 4, 5)),
    use(TopK(count: 2, axis: 1, isLargest: false), f32(batch, 6)),
  ]

  private static let shaping = [
    use(Reshape(target: [.inferred, .copied(fromAxis: 0), .size(2)]), f32(batch, 3, 8)),
    use(
      Reshape(target: [.copied(fromAxis: 2), .copied(fromAxis: 0), .inferred]), f32(batch, 6, time)),
    use(Reshape(target: [.copied(fromAxis: 1), .copied(fromAxis: 0)]), f32(batch, time)),
    use(Flatten(startAxis: 0, endAxis: 2), f32(batch, 3, 4)),
    use(Flatten(startAxis: 1, endAxis: 1), f32(batch, 3, 4)),
    use(Flatten(startAxis: 1, endAxis: 2), f32(batch, 3, 4, time)),
    use(Flatten(startAxis: 1, endAxis: 2), f32(batch, 3, height, width)),
    use(Slice(axis: 1, start: -3, end: nil), f32(batch, 5)),
    use(Slice(axis: 1, start: 0, end: 4, step: 3), f32(batch, 5)),
    use(Flip(axes: [0, 2]), f32(batch, 3, 4)),
    use(Roll(shifts: [1], axes: [1]), f32(batch, 3, 4)),
    use(Roll(shifts: [-1, 5], axes: [0, 2]), f32(batch, 3, 4)),
    use(Roll(shifts: [4], axes: [2]), f32(batch, 3, 4)),
    use(Pad(before: [0, 1], after: [0, 2], mode: .constant(1.5)), f32(batch, 4)),
    use(Pad(before: [0, 1], after: [0, 2], mode: .reflect), f32(batch, 4)),
    use(Pad(before: [0, 1], after: [0, 2], mode: .edge), f32(batch, 4)),
    use(Pad(before: [0, 1, 0], after: [0, 2, -1], mode: .wrap), f32(batch, 4, 3)),
    use(Pad(before: [1, 0], after: [1, 0], mode: .wrap), f32(batch, 4)),
    use(
      Resize(extent: .scales([2, 2]), mode: .nearest, coordinates: .asymmetric),
      f32(batch, 3, height, width)),
    use(
      Resize(extent: .sizes([7, 9]), mode: .linear, coordinates: .halfPixel), f32(batch, 3, 4, 5)),
    use(
      Resize(extent: .sizes([7, 9]), mode: .linear, coordinates: .alignCorners), f32(batch, 3, 4, 5)
    ),
    use(
      Resize(extent: .scales([1.5]), mode: .linear, coordinates: .pytorchHalfPixel),
      f32(batch, 3, 6)),
    use(
      Resize(extent: .sizes([8, 10]), mode: .cubic, coordinates: .halfPixel), f32(2, 3, 4, 5)),
    use(
      Resize(
        extent: .sizes([3, 4]), mode: .nearest, coordinates: .halfPixel,
        nearestRounding: .roundPreferFloor), f32(batch, 3, 7, 9)),
    use(DepthToSpace(blockSize: 2, mode: .columnRowDepth), f32(batch, 8, 3, 4)),
    use(DepthToSpace(blockSize: 2, mode: .depthColumnRow), f32(batch, 8, 3, 4)),
    use(SpaceToDepth(blockSize: 2), f32(batch, 2, 4, 6)),
    use(Triangular(isUpper: true, diagonal: 1), f32(batch, 4, 5)),
    use(Triangular(isUpper: false, diagonal: -1), f32(batch, 4, 5)),
    use(
      GridSample(mode: .nearest, padding: .border, alignsCorners: false), f32(batch, 3, 6, 7),
      f32(batch, 4, 5, 2)),
    use(
      GridSample(mode: .linear, padding: .reflection, alignsCorners: true), f32(batch, 3, 6, 7),
      f32(batch, 4, 5, 2)),
    use(Split(axis: 1, sizes: [1, 3, 2]), f32(batch, 6)),
  ]

  private static func i64(_ dimensions: Dimension...) -> TensorType {
    TensorType(.int64, Shape(dimensions))
  }

  private static let dynamicShaping = [
    use(
      DynamicReshape(shape: [batch * 2, 6]), TensorType(.bfloat16, [batch, 4, 3]), i64(2)),
    use(DynamicExpand(shape: [batch, time, 5]), f32(time, 1), i64(3)),
    use(DynamicSlice(axis: 1, step: 2, size: time), f32(batch, time * 2 + 1), i64(1), i64()),
    use(DynamicPad(mode: .reflect, shape: [batch, time + 3]), f32(batch, time), i64(4)),
    use(DynamicPad(mode: .edge, shape: [batch, time + 3]), f32(batch, time), i64(4)),
    use(DynamicPad(mode: .wrap, shape: [batch, time + 3]), f32(batch, time), i64(4)),
    use(
      DynamicPad(mode: .constant(2), shape: [batch, time - 2]), TensorType(.int32, [batch, time]),
      i64(4)),
    use(
      DynamicResize(
        shape: [batch, 3, height, 7], mode: .nearest, coordinates: .asymmetric),
      f32(batch, 3, 4, 5), i64(4)),
    use(
      DynamicResize(shape: [2, 3, height, 7], mode: .cubic, coordinates: .alignCorners),
      f32(2, 3, 4, 5), i64(4)),
    use(DynamicFill(shape: [batch, .minimum(time, 2)], value: 1, elementType: .bool), i64(2)),
    use(DynamicFill(shape: [batch, time.modulo(3)], value: 7, elementType: .float16), i64(2)),
    use(DynamicRange(size: 3), i64(), i64(), i64()),
  ]

  private static let extra = [
    use(Sort(axis: 0, isDescending: true), f32(time, batch)),
    use(Sort(axis: 1), TensorType(.int64, [batch, 6])),
    use(Sort(axis: 1), TensorType(.int8, [batch, 6])),
    use(DynamicTopK(axis: 1, isLargest: false, count: 3), f32(batch, 6), i64(1)),
    use(
      NonMaxSuppression(iouThreshold: 0.2), TensorType(.float64, [20, 4]),
      TensorType(.float64, [20])),
    use(Unique(axis: 1), f32(3, batch)),
    use(Unique(), TensorType(.int32, [batch, 6])),
    use(RoiAlign(height: 3, width: 2, isAligned: true), f32(batch, 3, 10, 11), f32(time, 5)),
    use(
      RoiAlign(height: 3, width: 2, spatialScale: 0.25, samplingRatio: 1), f32(batch, 3, 10, 11),
      f32(time, 5)),
    use(
      DeformableConvolution(window: .unit(spatialRank: 2), groups: 2),
      f32(batch, 4, 6, 7), f32(2, 2, 3, 3), f32(batch, 18, 4, 5)),
    use(
      MaxPoolWithIndices(
        kernel: [3, 3],
        window: SlidingWindow(strides: [2, 2], padsBefore: [1, 1], padsAfter: [1, 1]),
        rounding: .ceiling), f32(batch, 3, 8, 8)),
    use(
      MaxPoolWithIndices(
        kernel: [3],
        window: SlidingWindow(strides: [2], dilations: [2], padsBefore: [1], padsAfter: [0])),
      f32(batch, 3, 11)),
    use(BitwiseShift(isLeft: false), TensorType(.uint8, [batch, 4]), TensorType(.uint8, [4])),
    use(BitwiseShift(isLeft: false), TensorType(.uint64, [batch, 4]), TensorType(.uint64, [4])),
    use(BitwiseShift(isLeft: false), TensorType(.int64, [batch, 4]), TensorType(.int64, [4])),
    use(CumulativeProduct(axis: 0), f32(5, batch)),
    use(CumulativeProduct(axis: 1), TensorType(.int64, [batch, 4])),
    use(CumulativeLogSumExp(axis: 1), f32(batch, 4, 3)),
    use(DFT(axis: 0), f32(6, batch, 2)),
    use(DFT(axis: 1, isInverse: true), f32(batch, 7, 2)),
    use(DFT(axis: 1), f32(batch, 8, 1)),
    use(STFT(frameLength: 6, frameStep: 2, isOneSided: false), f32(batch, 15)),
    use(
      DequantizeLinear(axis: 1), TensorType(.int8, [batch, 4]), TensorType(.float64, [4]),
      TensorType(.int8, [4])),
    use(
      QuantizeLinear(), TensorType(.float16, [batch, 4]), TensorType(.float16, []),
      TensorType(.uint8, [])),
    use(
      Im2Col(
        kernel: [3, 2],
        window: SlidingWindow(
          strides: [1, 2], dilations: [2, 1], padsBefore: [1, 0], padsAfter: [2, 1])),
      f32(batch, 2, height, width)),
    use(
      Col2Im(
        imageSize: [7, 8], kernel: [3, 2],
        window: SlidingWindow(
          strides: [2, 3], dilations: [1, 2], padsBefore: [1, 0], padsAfter: [1, 0])),
      f32(batch, 12, 8)),
    use(RandomNormal(shape: [2, 3], mean: 1, deviation: 2, elementType: .float16)),
  ]

  private static let indexing = [
    use(Gather(axis: 1), f32(batch, 6, 3), TensorType(.int32, [2, 2])),
    use(Embedding(), f32(6, 3), TensorType(.int64, [batch, time])),
    use(OneHot(depth: 6, axis: 0, elementType: .int64), TensorType(.int64, [batch, 3])),
    use(OneHot(depth: 6, axis: 2, elementType: .bool), TensorType(.int32, [batch, 3])),
    use(
      ScatterElements(axis: 1, reduction: .add), f32(batch, 6), TensorType(.int64, [batch, 3]),
      f32(batch, 3)),
    use(
      ScatterElements(axis: 1, reduction: .maximum), f32(batch, 6), TensorType(.int64, [batch, 3]),
      f32(batch, 3)),
    use(ScatterND(reduction: .none), f32(6, 3), TensorType(.int64, [2, 1]), f32(2, 3)),
  ]

  private static let others = [
    use(FixedRange(start: 1, end: 8, step: 3, elementType: .uint8)),
    use(ShapeOf(start: 1, end: 2), f32(batch, 3, 4)),
    use(Fill(shape: [2, 3], value: 2.5, elementType: .float16)),
    use(
      RNN(hiddenSize: 5, direction: .bidirectional, activation: .relu), f32(time, batch, 3),
      f32(2, 5, 3), f32(2, 5, 5), f32(2, 5), f32(2, batch, 5)),
    use(
      RNN(hiddenSize: 5, direction: .reverse, activation: .identity), f32(time, batch, 3),
      f32(1, 5, 3), f32(1, 5, 5)),
    use(
      LSTM(hiddenSize: 5, direction: .bidirectional), f32(time, batch, 3), f32(2, 20, 3),
      f32(2, 20, 5), f32(2, 20), f32(2, batch, 5), f32(2, batch, 5)),
    use(
      LSTM(hiddenSize: 5, direction: .forward), f32(time, batch, 3), f32(1, 20, 3), f32(1, 20, 5)),
    use(
      GRU(hiddenSize: 5, direction: .bidirectional, resetsAfterMultiplication: true),
      f32(time, batch, 3), f32(2, 15, 3), f32(2, 15, 5), f32(2, 15), f32(2, 15), f32(2, batch, 5)),
    use(
      GRU(hiddenSize: 5, direction: .forward, resetsAfterMultiplication: false),
      f32(time, batch, 3), f32(1, 15, 3), f32(1, 15, 5), f32(1, 15)),
    use(
      GRU(hiddenSize: 5, direction: .forward, resetsAfterMultiplication: true),
      f32(time, batch, 3), f32(1, 15, 3), f32(1, 15, 5), nil, f32(1, 15)),
    use(
      ScaledDotProductAttention(scale: 0.3, isCausal: true), f32(batch, 2, 5, 4),
      f32(batch, 2, 6, 4), f32(batch, 2, 6, 3)),
    use(
      ScaledDotProductAttention(isCausal: true), f32(batch, time, width), f32(batch, time, width),
      f32(batch, time, 3), f32(time, time)),
  ]
}
