import Diagnostics
import ModelIR

/// The weights of a convolution as they were packed, with how the kernel moves.
private struct PackedConvolution {
  let weight: ValueID
  let bias: ValueID?
  let strides: [Int]
  let padding: [Int]
  let dilations: [Int]
  let outputPadding: [Int]
  let groups: Int
  let isTransposed: Bool
}

extension ATenCall {
  // MARK: - Dense layers

  func quantizedLinear(
    _ activation: (ValueID) throws(Diagnostic) -> ValueID
  ) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("X")
    let y = try activation(try packedLinear(x, scale: knownScale(of: x)))
    return result(
      try quantized(y, try outputQuantization("Y_scale_i", "Y_zero_point_i", like: x)))
  }

  func dynamicLinear() throws(Diagnostic) -> ValueID {
    let x = try dynamicallyQuantized(
      try floating("X"), bits: try boolean("reduce_range") ? 7 : 8)
    return try packedLinear(x, scale: nil)
  }

  /// A dense layer with packed weights.
  ///
  /// - Parameter scale: that of the input; where it is known, the bias is rounded as PyTorch does it.
  func packedLinear(_ x: ValueID, scale: Double?) throws(Diagnostic) -> ValueID {
    guard let items = value("W_prepack").items, items.count >= 2,
      case .tensor(let tensor) = items[0]
    else { throw problem("takes packed weights") }
    let weight = try context.value(of: tensor)
    guard rank(weight) == 2 else {
      throw problem("takes a weight of 2 axes, this is \(shape(weight))")
    }
    let bias = try packedBias(items[1], weight, inputScale: scale)
    // The integers change their places, so that the real numbers need not when the model runs.
    guard let (codes, quantization) = storedCodes(of: weight) else {
      return try dense(x, weight, bias)
    }
    let columns = ATenQuantization(
      scale: quantization.scale, zeroPoint: quantization.zeroPoint,
      axis: quantization.axis.map { 1 - $0 })
    let turned = addWeight(codes.transposed(by: [1, 0]), like: weight)
    return try add(Linear(), x, try dequantized(turned, columns), bias)
  }

  /// The integers of a quantised weight, and how they are to be read.
  private func storedCodes(of value: ValueID) -> (codes: Weight, ATenQuantization)? {
    let graph = context.builder.graph
    guard let id = graph.producer(of: value), graph[id].operator.base is DequantizeLinear,
      let codes = graph[id].operands[0], let stored = graph[codes].weight,
      let quantization = quantization(of: value)
    else { return nil }
    return (stored, quantization)
  }

  /// A bias as integers by the product of both scales, which is how PyTorch computes; as it is where
  /// these are not known.
  private func packedBias(
    _ value: ATenValue, _ weight: ValueID, inputScale: Double?, outputAxis: Int = 0
  ) throws(Diagnostic) -> ValueID? {
    guard case .tensor(let tensor) = value else { return nil }
    let bias = try context.value(of: tensor)
    guard let inputScale, let numbers = try self.weight(bias)?.doubles(),
      let (_, quantization) = storedCodes(of: weight),
      let scales = try self.weight(quantization.scale)?.doubles(),
      quantization.axis == nil || quantization.axis == outputAxis,
      scales.count == 1 || scales.count == numbers.count
    else { return bias }
    let products = numbers.indices.map { inputScale * scales[scales.count == 1 ? 0 : $0] }
    let codes = zip(numbers, products).map { ($0 / $1).rounded(.toNearestOrEven) }
    guard codes.allSatisfy({ $0.magnitude < 0x1p31 }) else { return bias }
    return try dequantized(
      try constant(codes, shape: [codes.count], .int32),
      ATenQuantization(
        scale: try constant(products, shape: [products.count], .float32),
        zeroPoint: try constant(codes.map { _ in 0 }, shape: [codes.count], .int32), axis: 0))
  }

  // MARK: - Convolutions

  func quantizedConvolution(
    _ activation: (ValueID) throws(Diagnostic) -> ValueID
  ) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("qx")
    let y = try activation(try packedConvolution(x, scale: knownScale(of: x)))
    return result(try quantized(y, try outputQuantization(like: x)))
  }

  /// A convolution with packed weights.
  func packedConvolution(_ x: ValueID, scale: Double?) throws(Diagnostic) -> ValueID {
    let packed = try packedParts(scale)
    // A line is packed as a picture of one row.
    let isLine = rank(packed.weight) == rank(x) + 1
    let input = isLine ? try add(Unsqueeze(axes: [2]), x) : x
    let window = SlidingWindow(
      strides: packed.strides, dilations: packed.dilations, padsBefore: packed.padding,
      padsAfter: packed.padding)
    let y: ValueID
    if packed.isTransposed {
      let operation = ConvolutionTranspose(
        window: window, outputPadding: packed.outputPadding, groups: packed.groups)
      y = try add(operation, input, packed.weight, packed.bias)
    } else {
      let operation = Convolution(window: window, groups: packed.groups)
      y = try add(operation, input, packed.weight, packed.bias)
    }
    return isLine ? try add(Squeeze(axes: [2]), y) : y
  }

  private func packedParts(_ scale: Double?) throws(Diagnostic) -> PackedConvolution {
    guard let items = value("packed_weight").items, items.count == 8,
      case .tensor(let tensor) = items[0], case .integer(let groups) = items[6],
      case .boolean(let isTransposed) = items[7]
    else { throw problem("takes packed weights") }
    let weight = try context.value(of: tensor)
    guard (3...5).contains(rank(weight)) else {
      throw problem("takes a kernel of 3 to 5 axes, this is \(shape(weight))")
    }
    let count = rank(weight) - 2
    func numbers(_ index: Int, _ fallback: Int) throws(Diagnostic) -> [Int] {
      let given = items[index].items?.compactMap(\.dimension?.size) ?? []
      switch given.count {
      case count: return given
      case 0: return [Int](repeating: fallback, count: count)
      case 1: return [Int](repeating: given[0], count: count)
      default: throw problem("has \(given.count) numbers for \(count) axes")
      }
    }
    return PackedConvolution(
      weight: weight,
      bias: try packedBias(
        items[1], weight, inputScale: isTransposed ? nil : scale),
      strides: try numbers(2, 1), padding: try numbers(3, 0), dilations: try numbers(4, 1),
      outputPadding: try numbers(5, 0), groups: groups, isTransposed: isTransposed)
  }
}
