import Diagnostics
import ModelIR

extension FluxFunctionTable {
  /// Adds the operator of a function of one number.
  typealias Unary = @Sendable (ValueID, [Double], inout FluxLowering) throws -> ValueID

  private static func unary(_ operator: some Operator) -> Unary {
    { x, _, lowering in try lowering.builder.add(`operator`, x) }
  }

  /// NNlib's activations and Base's mathematics: functions of one element.
  ///
  /// Further arguments are numbers, the functions' parameters. Formulas and defaults are those of
  /// NNlib's source.
  static let unaryElementwise: [String: Unary] = [
    "relu": unary(Relu()), "relu6": unary(Relu6()),
    "sigmoid": unary(Sigmoid()), "σ": unary(Sigmoid()), "sigmoid_fast": unary(Sigmoid()),
    "tanh": unary(Tanh()), "tanh_fast": unary(Tanh()),
    "gelu": unary(Gelu(approximation: .tanh)), "gelu_tanh": unary(Gelu(approximation: .tanh)),
    "gelu_erf": unary(Gelu(approximation: .none)),
    // x·σ(√(8/π)(x + 0.044715x³)) is the tanh form written with a sigmoid.
    "gelu_sigmoid": unary(Gelu(approximation: .tanh)),
    "swish": unary(Silu()), "silu": unary(Silu()),
    "hardswish": unary(HardSwish()),
    "hardσ": unary(HardSigmoid(alpha: 1 / 6, beta: 0.5)),
    "hardsigmoid": unary(HardSigmoid(alpha: 1 / 6, beta: 0.5)),
    "logσ": unary(LogSigmoid()), "logsigmoid": unary(LogSigmoid()),
    "selu": unary(Selu()), "softplus": unary(Softplus()), "softsign": unary(Softsign()),
    "mish": unary(Mish()), "lisht": unary(Lisht()), "logcosh": unary(LogCosh()),
    "tanhshrink": unary(TanhShrink()),
    "hardtanh": unary(HardTanh()),
    "leakyrelu": { x, p, lowering in
      try lowering.builder.add(LeakyRelu(slope: p.first ?? 0.01), x)
    },
    "elu": { x, p, lowering in
      try lowering.builder.add(Elu(alpha: p.first ?? 1), x)
    },
    "celu": { x, p, lowering in
      try lowering.builder.add(Celu(alpha: p.first ?? 1), x)
    },
    "trelu": { x, p, lowering in
      try lowering.builder.add(ThresholdedRelu(theta: p.first ?? 1), x)
    },
    "softshrink": { x, p, lowering in
      try lowering.builder.add(SoftShrink(lambda: p.first ?? 0.5), x)
    },
    "hardshrink": { x, p, lowering in
      try lowering.builder.add(HardShrink(lambda: p.first ?? 0.5), x)
    },
    "rrelu": { _, _, lowering in
      throw Diagnostic(
        .fluxNotExportable,
        "rrelu draws its slope at random on every call: save the model with leakyrelu and the mean slope, 11/48 by default",
        at: lowering.place)
    },
    "exp": unary(Exp()), "log": unary(Log()), "expm1": unary(Expm1()), "log1p": unary(Log1p()),
    "sqrt": unary(Sqrt()), "abs": unary(Absolute()), "sign": unary(Sign()),
    "sin": unary(Sin()), "cos": unary(Cos()), "tan": unary(Tan()), "sinh": unary(Sinh()),
    "cosh": unary(Cosh()), "asin": unary(Asin()), "acos": unary(Acos()), "atan": unary(Atan()),
    "asinh": unary(Asinh()), "acosh": unary(Acosh()), "atanh": unary(Atanh()),
    "erf": unary(Erf()), "floor": unary(Floor()), "ceil": unary(Ceil()),
    "round": unary(Round()), "trunc": unary(Trunc()), "inv": unary(Reciprocal()),
    "abs2": unary(Square()),
  ]

  /// Applies a function of one element to a tensor.
  static func applyElementwise(
    _ unary: Unary, _ call: FluxFunctionCall, _ lowering: inout FluxLowering
  ) throws -> FluxOperand {
    var parameters: [Double] = []
    for operand in call.arguments.dropFirst() {
      guard let number = operand.knownNumber else {
        throw call.unsupported("its parameters have to be known numbers")
      }
      parameters.append(number)
    }
    if let number = try call.argument(0).knownNumber {
      guard let folded = fold(call.function.name, number), parameters.isEmpty else {
        throw call.unsupported("it is called with a number instead of a tensor")
      }
      return .number(folded)
    }
    return .tensor(try unary(try call.tensor(0), parameters, &lowering))
  }

  /// The value of a function of a known number.
  private static func fold(_ name: String, _ x: Double) -> Double? {
    switch name {
    case "sqrt": x >= 0 ? x.squareRoot() : nil
    case "abs": abs(x)
    case "floor": x.rounded(.down)
    case "ceil": x.rounded(.up)
    case "round": x.rounded(.toNearestOrEven)
    case "inv": x == 0 ? nil : 1 / x
    default: nil
    }
  }
}
