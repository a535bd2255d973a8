import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators between real numbers and quantised tensors.
  static let quantizing: [ATenOperator] = family(
    named("quantize_per_tensor(self, scale, zero_point, dtype)") { call throws(Diagnostic) in
      let type = try call.quantizedType("dtype")
      return call.result(
        try call.quantized(try call.floating("self"), try call.givenQuantization(type)))
    },
    named("quantize_per_channel(self, scales, zero_points, axis, dtype)") {
      call throws(Diagnostic) in
      let type = try call.quantizedType("dtype")
      let x = try call.floating("self")
      let quantization = ATenQuantization(
        scale: try call.context.cast(try call.tensor("scales"), to: .float32),
        zeroPoint: try call.context.cast(try call.tensor("zero_points"), to: type),
        axis: try call.axis("axis", rank: call.rank(x)))
      return call.result(try call.quantized(x, quantization))
    },
    named("quantize_per_tensor_dynamic(self, dtype, reduce_range)") { call throws(Diagnostic) in
      _ = try call.quantizedType("dtype")
      return call.result(
        try call.dynamicallyQuantized(
          try call.floating("self"), bits: call.boolean("reduce_range") ? 7 : 8))
    },
    named("dequantize(self: Tensor)") { call throws(Diagnostic) in
      // What stands behind is no quantised tensor any more.
      call.result(try call.add(Identity(), try call.tensor("self")))
    },
    named("int_repr(self)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      guard let quantization = call.quantization(of: x) else {
        throw call.problem("takes a quantised tensor")
      }
      return call.result(try call.codes(of: x, quantization))
    },
    named("q_scale(self)") { call throws(Diagnostic) in
      guard let scale = call.knownScale(of: try call.tensor("self")) else {
        throw call.unsupported("a tensor whose scale is not known")
      }
      return [.number(scale)]
    },
    named("q_zero_point(self)") { call throws(Diagnostic) in
      guard let quantization = call.quantization(of: try call.tensor("self")),
        let weight = call.weight(quantization.zeroPoint), weight.elementCount == 1,
        let number = try weight.doubles().first
      else { throw call.unsupported("a tensor whose zero point is not known") }
      return [.integer(Int(number))]
    },
    named("fake_quantize_per_tensor_affine(self, scale, zero_point, quant_min, quant_max)") {
      call throws(Diagnostic) in call.result(try call.roundedByNumbers())
    },
    named(
      "fake_quantize_per_tensor_affine_cachemask(self, scale, zero_point, quant_min, quant_max)"
    ) { call throws(Diagnostic) in call.result(try call.roundedByNumbers()) + [.failed] },
    named(
      """
      _fake_quantize_per_tensor_affine_cachemask_tensor_qparams(self, scale, zero_point, \
      fake_quant_enabled, quant_min, quant_max)
      """
    ) { call throws(Diagnostic) in call.result(try call.roundedByNumbers()) + [.failed] },
    named("fake_quantize_per_channel_affine(self, scale, zero_point, axis, quant_min, quant_max)") {
      call throws(Diagnostic) in call.result(try call.roundedByVectors())
    },
    named(
      """
      fake_quantize_per_channel_affine_cachemask(self, scale, zero_point, axis, quant_min, quant_max)
      """
    ) { call throws(Diagnostic) in call.result(try call.roundedByVectors()) + [.failed] },
    decomposedQuantizing)

  /// The operators of exported programs, between real numbers and plain integers.
  private static let decomposedQuantizing: [ATenOperator] = family(
    named(
      """
      quantized_decomposed::quantize_per_tensor(input, scale, zero_point, quant_min, quant_max, dtype)
      """
    ) { call throws(Diagnostic) in
      let type = try call.plainIntegers("dtype")
      let codes = try call.codes(of: call.floating("input"), try call.givenQuantization(type))
      return call.result(try call.limited(codes))
    },
    named(
      """
      quantized_decomposed::dequantize_per_tensor(input, scale, zero_point, quant_min, quant_max, \
      dtype, out_dtype=None)
      """
    ) { call throws(Diagnostic) in
      let x = try call.tensor("input")
      return call.result(
        try call.dequantized(x, try call.givenQuantization(call.elementType(of: x))))
    },
    named(
      """
      quantized_decomposed::quantize_per_channel(input, scales, zero_points, axis, quant_min, \
      quant_max, dtype)
      """
    ) { call throws(Diagnostic) in
      let x = try call.floating("input")
      let type = try call.plainIntegers("dtype")
      return call.result(
        try call.limited(try call.codes(of: x, try call.channelQuantization(x, type))))
    },
    named(
      """
      quantized_decomposed::dequantize_per_channel(input, scales, zero_points, axis, quant_min, \
      quant_max, dtype, out_dtype=None)
      """
    ) { call throws(Diagnostic) in
      let x = try call.tensor("input")
      return call.result(
        try call.dequantized(x, try call.channelQuantization(x, call.elementType(of: x))))
    })
}

extension ATenCall {
  /// The integers of a quantised type: TorchScript's number of `quint8` or `qint8`.
  fileprivate func quantizedType(_ argument: String) throws(Diagnostic) -> ElementType {
    switch value(argument) {
    case .integer(12): return .int8
    case .integer(13): return .uint8
    default: throw unsupported("another quantised type than qint8 and quint8")
    }
  }

  fileprivate func plainIntegers(_ argument: String) throws(Diagnostic) -> ElementType {
    guard let type = try elementType(argument), type == .int8 || type == .uint8 else {
      throw unsupported("integers of another type than i8 and u8")
    }
    return type
  }

  /// The arguments `scale` and `zero_point`, which are numbers or tensors.
  fileprivate func givenQuantization(_ type: ElementType) throws(Diagnostic) -> ATenQuantization {
    guard [.int8, .uint8, .int32].contains(type) else {
      throw unsupported("integers of type \(type)")
    }
    return ATenQuantization(
      scale: try flat(try context.operand(value("scale"), .float32)),
      zeroPoint: try flat(try context.operand(value("zero_point"), type)))
  }

  private func flat(_ x: ValueID) throws(Diagnostic) -> ValueID {
    rank(x) == 0 ? x : try context.reshape(x, to: [])
  }

  fileprivate func channelQuantization(
    _ x: ValueID, _ type: ElementType
  ) throws(Diagnostic) -> ATenQuantization {
    let scale = try context.cast(try tensor("scales"), to: .float32)
    let zeroPoint: ValueID
    if let given = try optionalTensor("zero_points") {
      zeroPoint = try context.cast(given, to: type)
    } else {
      zeroPoint = try context.cast(try add(FillLike(value: 0), scale), to: type)
    }
    return ATenQuantization(
      scale: scale, zeroPoint: zeroPoint, axis: try axis("axis", rank: rank(x)))
  }

  /// Integers between the arguments `quant_min` and `quant_max`, where these are less than the type has.
  fileprivate func limited(_ codes: ValueID) throws(Diagnostic) -> ValueID {
    let least = try integer("quant_min")
    let most = try integer("quant_max")
    let isWhole =
      elementType(of: codes) == .int8 ? least <= -128 && most >= 127 : least <= 0 && most >= 255
    return isWhole
      ? codes : try add(Clamp(minimum: Double(least), maximum: Double(most)), codes)
  }

  fileprivate func roundedByNumbers() throws(Diagnostic) -> ValueID {
    let x = try floating("self")
    return try rounded(
      x, try context.operand(value("scale"), elementType(of: x)),
      try context.operand(value("zero_point"), elementType(of: x)))
  }

  fileprivate func roundedByVectors() throws(Diagnostic) -> ValueID {
    let x = try floating("self")
    let axis = try axis("axis", rank: rank(x))
    let behind = Array(1..<max(1, rank(x) - axis))
    let vectors = try ["scale", "zero_point"].map { name throws(Diagnostic) in
      let vector = try context.cast(try tensor(name), to: elementType(of: x))
      return behind.isEmpty ? vector : try add(Unsqueeze(axes: behind), vector)
    }
    return try rounded(x, vectors[0], vectors[1])
  }

  /// `(clamp(round(x / scale) + zero, least, most) − zero) · scale`.
  private func rounded(
    _ x: ValueID, _ scale: ValueID, _ zero: ValueID
  ) throws(Diagnostic) -> ValueID {
    let shifted = try add(Add(), try add(Round(), try add(Divide(), x, scale)), zero)
    let limited = try add(
      Clamp(minimum: try number("quant_min"), maximum: try number("quant_max")), shifted)
    return try add(Multiply(), try add(Subtract(), limited, zero), scale)
  }

  /// A tensor by the scale of its own largest and smallest numbers, as integers of so many bits.
  func dynamicallyQuantized(_ x: ValueID, bits: Int) throws(Diagnostic) -> ValueID {
    let axes = Array(0..<rank(x))
    let zero = try context.scalar(0, like: x)
    let least = try add(
      Minimum(), zero, rank(x) == 0 ? x : try add(ReduceMin(axes: axes, keepsAxes: false), x))
    let most = try add(
      Maximum(), zero, rank(x) == 0 ? x : try add(ReduceMax(axes: axes, keepsAxes: false), x))
    let span = try add(Subtract(), most, least)
    let divided = try scaled(span, by: 1 / Double((1 << bits) - 1))
    // A tensor of zeros has any scale.
    let scale = try add(
      Where(), try compare(divided, Equal(), 0), try context.scalar(0.1, like: x), divided)
    let shift = try add(Round(), try add(Negate(), try add(Divide(), least, scale)))
    let zeroPoint = try context.cast(
      try add(Clamp(minimum: 0, maximum: Double((1 << bits) - 1)), shift), to: .uint8)
    return try quantized(x, ATenQuantization(scale: scale, zeroPoint: zeroPoint))
  }
}
