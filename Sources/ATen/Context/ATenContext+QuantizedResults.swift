import Diagnostics
import ModelIR

/// What an operator on a quantised tensor gives.
enum ATenQuantizedResult {
  /// Numbers that are quantised as the operand is.
  case likeOperand
  /// Numbers between 0 and 1, by a scale of 1/256.
  case unit
  /// Numbers between −1 and 1, by a scale of 2/256.
  case symmetric

  /// Operators whose results are other numbers than the operand's, and yet quantised.
  static let byName: [String: ATenQuantizedResult] = {
    var table: [String: ATenQuantizedResult] = [
      "sigmoid": .unit, "hardsigmoid": .unit, "tanh": .symmetric,
    ]
    for name in [
      "avg_pool1d", "avg_pool2d", "avg_pool3d", "adaptive_avg_pool1d", "adaptive_avg_pool2d",
      "adaptive_avg_pool3d", "_adaptive_avg_pool2d", "_adaptive_avg_pool3d", "mean",
      "upsample_bilinear2d", "upsample_nearest1d", "upsample_nearest2d", "upsample_nearest3d",
      "__interpolate", "hardtanh", "clamp", "leaky_relu", "elu", "threshold",
    ] {
      table[name] = .likeOperand
    }
    return table
  }()
}

extension ATenCall {
  /// A result of an operator on a quantised tensor, quantised as PyTorch's is; nothing for what is not.
  func requantized(_ results: [ATenValue]) throws(Diagnostic) -> [ATenValue]? {
    guard let kind = ATenQuantizedResult.byName[signature.name],
      case .tensor(let operand)? = values.first, results.count == 1,
      case .tensor(let result)? = results.first,
      let own = quantization(of: try context.value(of: operand))
    else { return nil }
    let type = elementType(of: own.zeroPoint)
    let shift = type == .int8 ? 128 : 0
    let quantization =
      switch kind {
      case .likeOperand: own
      case .unit: try quantization(scale: 1.0 / 256, zeroPoint: -shift, type)
      case .symmetric: try quantization(scale: 2.0 / 256, zeroPoint: 128 - shift, type)
      }
    return self.result(try quantized(try context.value(of: result), quantization))
  }
}
