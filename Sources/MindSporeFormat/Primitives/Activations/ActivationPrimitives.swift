import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Activation functions.
  static let activations: [MindSporePrimitive] = [
    MindSporePrimitive("ReLU(x)", is: "relu"),
    MindSporePrimitive("ReLUV3(x)", is: "relu"),
    MindSporePrimitive("ReLUV2(x)") { call throws(Diagnostic) in
      try call.aten("relu", [call.value("x")]) + [.failed]
    },
    MindSporePrimitive("ReLU6(x)", is: "relu6"),
    MindSporePrimitive("Sigmoid(x)", is: "sigmoid"),
    MindSporePrimitive("Tanh(x)", is: "tanh"),
    MindSporePrimitive("GeLU(x)") { call throws(Diagnostic) in
      call.result(try call.add(Gelu(approximation: .tanh), try call.tensor("x")))
    },
    MindSporePrimitive("Gelu(x)") { call throws(Diagnostic) in
      call.result(try call.add(Gelu(approximation: .tanh), try call.tensor("x")))
    },
    MindSporePrimitive("GeluExt(x, approximate='none')") { call throws(Diagnostic) in
      let mode = try call.choice("approximate", ["none", "tanh"])
      return call.result(
        try call.add(Gelu(approximation: mode == "tanh" ? .tanh : .none), try call.tensor("x")))
    },
    MindSporePrimitive("FastGeLU(x)") { call throws(Diagnostic) in
      call.result(try call.add(QuickGelu(), try call.tensor("x")))
    },
    MindSporePrimitive("FastGelu(x)") { call throws(Diagnostic) in
      call.result(try call.add(QuickGelu(), try call.tensor("x")))
    },
    MindSporePrimitive("Elu(x, alpha=1.0)", is: "elu"),
    MindSporePrimitive("EluExt(x, alpha=1.0)", is: "elu"),
    MindSporePrimitive("SeLU(x)", is: "selu"),
    MindSporePrimitive("SeLUExt(x)", is: "selu"),
    MindSporePrimitive("CeLU(x, alpha=1.0)", is: "celu"),
    MindSporePrimitive("HSwish(x)", is: "hardswish"),
    MindSporePrimitive("HSigmoid(x)", is: "hardsigmoid"),
    MindSporePrimitive("LeakyReLU(x, negative_slope=0.01)", is: "leaky_relu"),
    MindSporePrimitive("LeakyReLUExt(x, negative_slope=0.01)", is: "leaky_relu"),
    MindSporePrimitive("PReLU(x, weight)", is: "prelu"),
    MindSporePrimitive("Softplus(x)", is: "softplus"),
    MindSporePrimitive("SoftplusExt(x, beta=1, threshold=20)", is: "softplus"),
    MindSporePrimitive("Softsign(x)", is: "softsign"),
    MindSporePrimitive("Mish(x)", is: "mish"),
    MindSporePrimitive("MishExt(x)", is: "mish"),
    MindSporePrimitive("SiLU(x)", is: "silu"),
    MindSporePrimitive("LogSigmoid(x)") { call throws(Diagnostic) in
      call.result(try call.add(LogSigmoid(), try call.tensor("x"))) + [.failed]
    },
    MindSporePrimitive("HShrink(x, lambd=0.5)", is: "hardshrink"),
    MindSporePrimitive("SoftShrink(x, lambd=0.5)", is: "softshrink"),
    MindSporePrimitive("Softshrink(x, lambd=0.5)", is: "softshrink"),
    MindSporePrimitive("Hardtanh(x, min_val=-1, max_val=1)", is: "hardtanh"),
    MindSporePrimitive("Threshold(x, threshold, value)", is: "threshold"),
    MindSporePrimitive("Logit(x, eps=-1.0)") { call throws(Diagnostic) in
      let epsilon = try call.number("eps")
      return try call.aten("logit", [call.value("x"), epsilon < 0 ? .none : .number(epsilon)])
    },
    MindSporePrimitive("GLU(x, axis=-1)", is: "glu"),
    MindSporePrimitive("Swiglu(x, dim=-1)") { call throws(Diagnostic) in
      guard
        let parts = try call.aten("chunk", [call.value("x"), .integer(2), call.value("dim")])
          .first?.items, parts.count == 2, let gate = try call.aten("silu", [parts[0]]).first
      else { throw call.problem("halves an axis") }
      return try call.aten("mul", [gate, parts[1]])
    },
  ]

  /// Softmax and what is made of it.
  static let softmaxes: [MindSporePrimitive] = [
    MindSporePrimitive("Softmax(x, axis=-1)") { call throws(Diagnostic) in
      let (x, axis) = try normalisedAxis(call)
      return try call.aten("softmax", [call.argument(x), .integer(axis)])
    },
    MindSporePrimitive("LogSoftmax(x, axis=-1)") { call throws(Diagnostic) in
      let (x, axis) = try normalisedAxis(call)
      return try call.aten("log_softmax", [call.argument(x), .integer(axis)])
    },
    MindSporePrimitive("LogSoftmaxExt(x, axis|dim=-1, dtype=None)") { call throws(Diagnostic) in
      let (x, axis) = try normalisedAxis(call)
      return try call.aten("log_softmax", [call.argument(x), .integer(axis)])
    },
  ]

  /// The operand and the axis along which the results sum to 1, which is written as a tuple of one.
  private static func normalisedAxis(
    _ call: ATenCall
  ) throws(Diagnostic) -> (ValueID, Int) {
    let x = try call.tensor("x")
    let axes = try call.integerList("axis")
    guard axes.count == 1 else { throw call.unsupported("\(axes.count) axes") }
    return (x, try call.axis(axes[0], rank: call.rank(x)))
  }
}
