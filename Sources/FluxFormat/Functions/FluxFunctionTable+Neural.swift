import Diagnostics
import ModelIR

extension FluxFunctionTable {
  /// NNlib's functions of whole tensors.
  static let neural: [String: Body] = [
    "softmax": { call, lowering in
      let x = try call.tensor(0)
      let axis = try lowering.axis(ofDimension: try softmaxDimension(call), in: x)
      return .tensor(try lowering.builder.add(Softmax(axis: axis), x))
    },
    "logsoftmax": { call, lowering in
      let x = try call.tensor(0)
      let axis = try lowering.axis(ofDimension: try softmaxDimension(call), in: x)
      return .tensor(try lowering.builder.add(LogSoftmax(axis: axis), x))
    },
    "glu": { call, lowering in
      // x₁ ⊙ σ(x₂) of the two halves of dimension 1 unless another is given.
      let x = try call.tensor(0)
      let dimension = call.arguments.count > 1 ? try call.integer(1) : 1
      let axis = try lowering.axis(ofDimension: dimension, in: x)
      return .tensor(try lowering.builder.add(GLU(axis: axis), x))
    },
    "maxpool": { call, lowering in
      let pool = try pooling(call, lowering)
      lowering.usesSpatialAxes = true
      return .tensor(
        try lowering.builder.add(
          ModelIR.MaxPool(kernel: pool.kernel, window: pool.window), try call.tensor(0)))
    },
    "meanpool": { call, lowering in
      let pool = try pooling(call, lowering)
      lowering.usesSpatialAxes = true
      return .tensor(
        try lowering.builder.add(
          AveragePool(kernel: pool.kernel, window: pool.window, countsPadding: true),
          try call.tensor(0)))
    },
    "batched_mul": { call, lowering in
      try call.requireCount(2...2)
      guard let product = try lowering.matrixProduct(call.arguments) else {
        throw call.unsupported("two arrays are expected")
      }
      return product
    },
    "⊠": { call, lowering in
      guard let product = try lowering.matrixProduct(call.arguments) else {
        throw call.unsupported("two arrays are expected")
      }
      return product
    },
    "normalise": { call, lowering in
      // (x − μ) / (σ + ϵ) with the biased deviation over `dims`.
      let x = try call.tensor(0)
      let axes = try lowering.axes(
        of: call.keyword("dims") ?? .integer(.fixed(lowering.rank(x))), in: x, call)
      let epsilon =
        call.keyword("ϵ")?.normalised.knownNumber
        ?? call.keyword("eps")?.normalised.knownNumber ?? 1e-5
      let mean = try lowering.builder.add(ReduceMean(axes: axes, keepsAxes: true), x)
      let centred = try lowering.builder.add(Subtract(), x, mean)
      let variance = try lowering.builder.add(
        ReduceVariance(axes: axes, keepsAxes: true, correction: 0), x)
      let deviation = try lowering.builder.add(Sqrt(), variance)
      let shifted = try lowering.builder.add(
        Add(), deviation, try lowering.scalar(epsilon, like: x))
      return .tensor(try lowering.builder.add(Divide(), centred, shifted))
    },
  ]

  /// Functions that change nothing at inference, or only where an array lives or what type it has.
  static let passing: [String: Body] = {
    let same: Body = { call, lowering in try call.argument(0) }
    var table: [String: Body] = [
      "Float32": cast(.float32), "f32": cast(.float32), "Float64": cast(.float64),
      "f64": cast(.float64), "Float16": cast(.float16), "f16": cast(.float16),
    ]
    for name in [
      "identity", "gpu", "cpu", "param", "data", "collect", "copy", "float", "Array", "materialize",
      "dropout", "todevice", "track", "deepcopy", "convert_f32", "Tuple",
    ] {
      table[name] = same
    }
    let eachElement: Body = { call, lowering in
      // Fix1(broadcast, f): a function of elements over a whole tensor.
      guard case .julia(let function) = try call.argument(0) else {
        throw call.unsupported("a function is expected first")
      }
      return try lowering.call(function, Array(call.arguments.dropFirst()), keywords: [])
    }
    table["broadcast"] = eachElement
    table["map"] = eachElement
    table["Int"] = { call, lowering in
      let operand = try call.argument(0)
      guard case .integer = operand.normalised else { return .integer(.fixed(try call.integer(0))) }
      return operand.normalised
    }
    table["convert"] = { call, lowering in try call.argument(1) }
    return table
  }()

  private static func cast(_ type: ElementType) -> Body {
    { call, lowering in
      guard case .tensor(let id) = try call.argument(0) else { return try call.argument(0) }
      return .tensor(try lowering.cast(id, to: type))
    }
  }

  private static func softmaxDimension(_ call: FluxFunctionCall) throws(Diagnostic) -> Int {
    guard let dims = dims(call) else { return 1 }
    guard let dimension = dims.fixedInteger else {
      throw call.unsupported("'dims' has to be one known dimension")
    }
    return dimension
  }

  /// The window of `maxpool(x, k; pad, stride)` or `maxpool(x, PoolDims)`.
  private static func pooling(
    _ call: FluxFunctionCall, _ lowering: FluxLowering
  ) throws(Diagnostic) -> (kernel: [Int], window: SlidingWindow) {
    let x = try call.tensor(0)
    let spatialRank = lowering.rank(x) - 2
    func integers(_ operand: FluxOperand?, _ count: Int, _ fallback: [Int]) throws(Diagnostic)
      -> [Int]
    {
      guard let operand = operand?.normalised else { return fallback }
      guard let values = operand.fixedIntegers else {
        throw call.unsupported("its sizes have to be known")
      }
      return values.count == 1 ? [Int](repeating: values[0], count: count) : values
    }
    guard spatialRank >= 1, call.arguments.count == 2 else {
      throw call.unsupported("a tensor with spatial dimensions and a window are expected")
    }
    let kernel = try integers(call.arguments[1], spatialRank, [])
    let stride = try integers(call.keyword("stride"), spatialRank, kernel)
    var pad = try integers(
      call.keyword("pad"), spatialRank, [Int](repeating: 0, count: spatialRank))
    if pad.count == spatialRank { pad = pad.flatMap { [$0, $0] } }
    guard kernel.count == spatialRank, stride.count == spatialRank, pad.count == 2 * spatialRank
    else { throw call.unsupported("its window does not fit \(spatialRank) spatial dimensions") }
    let window = SlidingWindow(
      strides: stride.reversed(),
      padsBefore: (0..<spatialRank).reversed().map { pad[2 * $0] },
      padsAfter: (0..<spatialRank).reversed().map { pad[2 * $0 + 1] })
    return (kernel.reversed(), window)
  }
}
