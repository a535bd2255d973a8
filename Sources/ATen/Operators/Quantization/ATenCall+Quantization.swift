import Diagnostics
import ModelIR

/// By which numbers the integers of a quantised tensor are to be read.
///
/// A quantised tensor is a tensor of real numbers here that a `DequantizeLinear` gives, perhaps behind
/// operators that only choose among its elements; so every operator takes it as it is, and runtimes
/// recognise the pairs of both operators around it.
struct ATenQuantization {
  /// The scale.
  let scale: ValueID
  /// The zero point, of the integers' type.
  let zeroPoint: ValueID
  /// The axis along which scales differ; nothing for one of all.
  var axis: Int?
}

extension ATenCall {
  /// The nearest numbers that the integers of a quantised tensor can stand for.
  func quantized(_ x: ValueID, _ quantization: ATenQuantization) throws(Diagnostic) -> ValueID {
    try dequantized(try codes(of: x, quantization), quantization)
  }

  /// The integers that stand for real numbers.
  func codes(of x: ValueID, _ quantization: ATenQuantization) throws(Diagnostic) -> ValueID {
    try add(
      QuantizeLinear(axis: quantization.axis), x, quantization.scale, quantization.zeroPoint)
  }

  /// The real numbers for which integers stand.
  func dequantized(
    _ codes: ValueID, _ quantization: ATenQuantization
  ) throws(Diagnostic) -> ValueID {
    try add(
      DequantizeLinear(axis: quantization.axis), codes, quantization.scale,
      quantization.zeroPoint)
  }

  /// A quantisation by numbers.
  func quantization(
    scale: Double, zeroPoint: Int, _ type: ElementType
  ) throws(Diagnostic) -> ATenQuantization {
    guard scale > 0, scale.isFinite, type == .int8 || type == .uint8 else {
      throw unsupported("integers of type \(type) with the scale \(scale)")
    }
    return ATenQuantization(
      scale: try context.scalar(scale, .float32),
      zeroPoint: try context.scalar(Double(zeroPoint), type))
  }

  /// The quantisation that two arguments say, with integers of the type of another quantised tensor.
  func outputQuantization(
    _ scale: String = "output_scale", _ zeroPoint: String = "output_zero_point", like x: ValueID?
  ) throws(Diagnostic) -> ATenQuantization {
    let type = x.flatMap(quantization).map { elementType(of: $0.zeroPoint) } ?? .uint8
    return try quantization(
      scale: try number(scale), zeroPoint: try integer(zeroPoint), type)
  }

  /// How a value is quantised, if it is a quantised tensor.
  func quantization(of value: ValueID) -> ATenQuantization? {
    let graph = context.builder.graph
    var value = value
    for _ in 0..<64 {
      guard let id = graph.producer(of: value) else { return nil }
      let node = graph[id]
      switch node.operator.base {
      case let dequantize as DequantizeLinear:
        guard node.operands.count == 3, let scale = node.operands[1],
          let zeroPoint = node.operands[2]
        else { return nil }
        return ATenQuantization(scale: scale, zeroPoint: zeroPoint, axis: dequantize.axis)
      case is Reshape, is DynamicReshape, is Flatten, is Transpose, is Slice, is DynamicSlice,
        is Squeeze, is Unsqueeze, is Relu, is MaxPool, is Gather, is Split, is Expand,
        is DynamicExpand, is Concat, is DepthToSpace, is SpaceToDepth, is Flip, is Clamp, is Relu6:
        guard let first = node.operands.first, let first else { return nil }
        value = first
      default: return nil
      }
    }
    return nil
  }

  /// The scale of a quantised tensor, if it is one number that is known.
  func knownScale(of value: ValueID) -> Double? {
    guard let quantization = quantization(of: value), quantization.axis == nil,
      let weight = weight(quantization.scale), weight.elementCount == 1
    else { return nil }
    return (try? weight.doubles())?.first
  }
}
