import ModelIR

/// The rectifier.
struct ReLULayer: InPlaceActivation {
  static let kinds = ["ReLU"]

  let inPlace: Bool

  var operation: any Operator { Relu() }
}

/// The rectifier with the ceiling 6.
struct ReLU6Layer: InPlaceActivation {
  static let kinds = ["ReLU6"]

  let inPlace: Bool

  var operation: any Operator { Relu6() }
}

/// The scaled exponential linear unit.
struct SELULayer: InPlaceActivation {
  static let kinds = ["SELU"]

  let inPlace: Bool

  var operation: any Operator { Selu() }
}

/// The sigmoid linear unit, also known as swish.
struct SiLULayer: InPlaceActivation {
  static let kinds = ["SiLU", "SiLUActivation", "Swish", "MemoryEfficientSwish"]

  let inPlace: Bool

  var operation: any Operator { Silu() }
}

/// The self-regularised activation.
struct MishLayer: InPlaceActivation {
  static let kinds = ["Mish", "MishActivation"]

  let inPlace: Bool

  var operation: any Operator { Mish() }
}

/// The swish by pieces of lines.
struct HardswishLayer: InPlaceActivation {
  static let kinds = ["Hardswish"]
  static let printsInPlace = false

  let inPlace: Bool

  var operation: any Operator { HardSwish() }
}

/// The sigmoid by pieces of lines.
struct HardsigmoidLayer: InPlaceActivation {
  static let kinds = ["Hardsigmoid"]
  static let printsInPlace = false

  let inPlace: Bool

  var operation: any Operator { HardSigmoid(alpha: 1.0 / 6, beta: 0.5) }
}
