import ModelIR

/// The logistic function.
struct SigmoidLayer: PlainActivation {
  static let kinds = ["Sigmoid"]

  var operation: any Operator { Sigmoid() }
}

/// The hyperbolic tangent.
struct TanhLayer: PlainActivation {
  static let kinds = ["Tanh"]

  var operation: any Operator { Tanh() }
}

/// A sigmoid with slow tails.
struct SoftsignLayer: PlainActivation {
  static let kinds = ["Softsign"]

  var operation: any Operator { Softsign() }
}

/// What the hyperbolic tangent takes away.
struct TanhshrinkLayer: PlainActivation {
  static let kinds = ["Tanhshrink"]

  var operation: any Operator { TanhShrink() }
}

/// The logarithm of the logistic function.
struct LogSigmoidLayer: PlainActivation {
  static let kinds = ["LogSigmoid"]

  var operation: any Operator { LogSigmoid() }
}

/// The Gaussian error linear unit by the error function, as transformers names it.
struct GELUActivationLayer: PlainActivation {
  static let kinds = ["GELUActivation"]

  var operation: any Operator { Gelu(approximation: .none) }
}

/// The Gaussian error linear unit by a hyperbolic tangent, as transformers names it.
struct TanhGELULayer: PlainActivation {
  static let kinds = [
    "NewGELUActivation", "PytorchGELUTanh", "GELUTanh", "FastGELUActivation", "FastGELU",
    "AccurateGELUActivation",
  ]

  var operation: any Operator { Gelu(approximation: .tanh) }
}

/// The Gaussian error linear unit by the logistic function, as transformers names it.
struct QuickGELULayer: PlainActivation {
  static let kinds = ["QuickGELUActivation", "QuickGELU"]

  var operation: any Operator { QuickGelu() }
}
