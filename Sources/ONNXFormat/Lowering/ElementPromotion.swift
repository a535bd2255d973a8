import ModelIR

/// An element type that ONNX does not give an operator, and the wider type in which it is computed
/// instead.
///
/// Frameworks compute bfloat16 by themselves and many ONNX operators lack it; a cast to float32, the
/// operator and a cast back give what they give.
struct ElementPromotion: Hashable, Sendable {
  /// The type in the graph.
  let original: ElementType
  /// The type that the operator computes in.
  let computed: ElementType

  /// The promotion that a use of an operator needs, or nothing if ONNX takes the type as it is.
  init?(_ operator: any Operator, elementTypes: [ElementType], opset: Int) {
    let kind = ObjectIdentifier(type(of: `operator`))
    guard !Self.moving.contains(kind) else { return nil }
    for elementType in elementTypes {
      if kind == ObjectIdentifier(Unique.self), elementType.isInteger, elementType != .int64 {
        self.init(original: elementType, computed: .int64)
        return
      }
      switch elementType {
      case .bfloat16 where !Self.takingBFloat16.contains(kind),
        .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ:
        self.init(original: elementType, computed: .float32)
        return
      case .float16 where opset < 14 && kind == ObjectIdentifier(CumulativeSum.self),
        .float16 where opset < 20 && kind == ObjectIdentifier(IsInfinite.self):
        self.init(original: elementType, computed: .float32)
        return
      case .float16 where Self.withoutFloat16.contains(kind),
        .float16 where opset < 19 && Self.withFloat16From19.contains(kind),
        .float64 where Self.withoutFloat64.contains(kind):
        self.init(original: elementType, computed: .float32)
        return
      case .int8, .int16, .uint8, .uint16:
        guard
          Self.withoutSmallIntegers.contains(kind)
            || opset < 14 && Self.withoutSmallIntegersBefore14.contains(kind)
        else { continue }
        self.init(original: elementType, computed: .int32)
        return
      default: continue
      }
    }
    return nil
  }

  private init(original: ElementType, computed: ElementType) {
    self.original = original
    self.computed = computed
  }

  private static func identifiers(_ types: [any Operator.Type]) -> Set<ObjectIdentifier> {
    Set(types.map { ObjectIdentifier($0) })
  }

  /// Whether an operator only moves elements, so that their type does not matter.
  static func moves(_ operator: any Operator) -> Bool {
    moving.contains(ObjectIdentifier(type(of: `operator`)))
  }

  private static let moving = identifiers([
    Identity.self, Cast.self, Reshape.self, Flatten.self, Transpose.self, Squeeze.self,
    Unsqueeze.self, Expand.self, ExpandLike.self, Tile.self, Concat.self, Split.self,
    Slice.self, Flip.self, Roll.self, Pad.self, Gather.self, GatherElements.self, GatherND.self,
    Embedding.self, DepthToSpace.self, SpaceToDepth.self, ShapeOf.self, SizeOf.self,
    Constant.self, DynamicReshape.self, DynamicExpand.self, DynamicTile.self, DynamicSlice.self,
    DynamicPad.self, If.self, Loop.self,
  ])

  private static let takingBFloat16 = identifiers([
    Add.self, Subtract.self, Multiply.self, Divide.self, Negate.self, Absolute.self, Sqrt.self,
    Exp.self, Log.self, Reciprocal.self, Relu.self, Sigmoid.self, Tanh.self, MatMul.self,
    Linear.self, Softmax.self, LogSoftmax.self, Silu.self, QuickGelu.self, Square.self,
    ReduceSum.self, ReduceMean.self,
  ])

  private static let withoutSmallIntegers = identifiers([
    Pow.self, MatMul.self, Linear.self, Gemm.self, CumulativeSum.self, ReduceSum.self,
    ReduceMean.self, ReduceProduct.self, ReduceL1.self, ReduceL2.self, ReduceSumOfSquares.self,
    ReduceLogSumExp.self, ReduceVariance.self, TopK.self, DynamicTopK.self, Sort.self,
    CumulativeProduct.self, BitwiseShift.self,
  ])

  private static let withoutFloat16 = identifiers([
    RandomNormal.self, RandomUniform.self, Bernoulli.self, NonMaxSuppression.self, RoiAlign.self,
    DeformableConvolution.self, TopK.self, DynamicTopK.self, Sort.self, Determinant.self, DFT.self,
    STFT.self,
  ])

  private static let withFloat16From19 = identifiers([
    QuantizeLinear.self, DequantizeLinear.self,
  ])

  private static let withoutFloat64 = identifiers([
    QuantizeLinear.self, DequantizeLinear.self, NonMaxSuppression.self,
  ])

  private static let withoutSmallIntegersBefore14 = identifiers([
    Add.self, Subtract.self, Multiply.self, Divide.self, FloorDivide.self, Square.self, Relu.self,
  ])
}
