import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Activation functions of one tensor.
  static let activations: [ATenOperator] = family(
    named("relu(self)") { call throws(Diagnostic) in
      call.result(try call.add(Relu(), try call.tensor("self")))
    },
    activation("relu6(self)", Relu6()),
    activation("silu(self)", Silu()),
    activation("mish(self)", Mish()),
    activation("selu(self)", Selu()),
    activation("hardswish(self)", HardSwish()),
    activation("hardsigmoid(self)", HardSigmoid(alpha: 1 / 6, beta: 0.5)),
    activation("log_sigmoid(self)", LogSigmoid()),
    activation("softsign(self)", Softsign()),
    activation("tanhshrink(self)", TanhShrink()),
    named("log_sigmoid_forward(self)") { call throws(Diagnostic) in
      [call.context.tensor(try call.add(LogSigmoid(), try call.floating("self"))), .failed]
    },
    named("gelu(self, approximate='none')") { call throws(Diagnostic) in
      let approximation = try call.text("approximate")
      guard approximation == "none" || approximation == "tanh" else {
        throw call.problem("has the approximation '\(approximation)'")
      }
      return call.result(
        try call.add(
          Gelu(approximation: approximation == "tanh" ? .tanh : .none), try call.floating("self")))
    },
    named("celu(self, alpha=1.0)") { call throws(Diagnostic) in
      call.result(
        try call.add(Celu(alpha: try call.number("alpha")), try call.floating("self")))
    },
    named("elu(self, alpha=1, scale=1, input_scale=1)") { call throws(Diagnostic) in
      call.result(try call.exponentialUnit())
    },
    named("hardtanh(self, min_val=-1, max_val=1)") { call throws(Diagnostic) in
      let least = try call.number("min_val")
      let most = try call.number("max_val")
      let x = try call.tensor("self")
      if call.elementType(of: x).isInteger {
        return call.result(try call.add(Clamp(minimum: least, maximum: most), x))
      }
      if least == 0, most == 6 { return call.result(try call.add(Relu6(), x)) }
      return call.result(try call.add(HardTanh(minimum: least, maximum: most), x))
    },
    named("leaky_relu(self, negative_slope=0.01)") { call throws(Diagnostic) in
      call.result(
        try call.add(
          LeakyRelu(slope: try call.number("negative_slope")), try call.floating("self")))
    },
    named("softplus(self, beta=1, threshold=20)") { call throws(Diagnostic) in
      call.result(try call.softplus())
    },
    named("softshrink(self, lambd=0.5)") { call throws(Diagnostic) in
      call.result(
        try call.add(SoftShrink(lambda: try call.number("lambd")), try call.floating("self")))
    },
    named("hardshrink(self, lambd=0.5)") { call throws(Diagnostic) in
      call.result(
        try call.add(HardShrink(lambda: try call.number("lambd")), try call.floating("self")))
    },
    named("threshold(self, threshold, value)") { call throws(Diagnostic) in
      let threshold = try call.number("threshold")
      return call.result(
        try call.add(
          Threshold(threshold: threshold, value: try call.number("value")),
          try call.floating("self")))
    },
    named("glu(self, dim=-1)") { call throws(Diagnostic) in
      let x = try call.floating("self")
      return call.result(
        try call.add(GLU(axis: try call.axis("dim", rank: call.rank(x))), x))
    },
    named("prelu(self, weight)", "_prelu_kernel(self, weight)") { call throws(Diagnostic) in
      call.result(try call.parametricRectifier())
    },
    named("rrelu(self, lower=0.125, upper=0.3333333333333333, training=False, generator=None)") {
      call throws(Diagnostic) in
      call.result(try call.randomRectifier())
    },
    named(
      """
      rrelu_with_noise(self, noise, lower=0.125, upper=0.3333333333333333, training=False, \
      generator=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.randomRectifier())
    },
    named(
      """
      rrelu_with_noise_functional(self, noise, lower=0.125, upper=0.3333333333333333, \
      training=False, generator=None)
      """
    ) { call throws(Diagnostic) in
      [call.context.tensor(try call.randomRectifier()), call.value("noise")]
    })

  private static func activation(
    _ signature: StaticString, _ operator: some Operator
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      call.result(try call.add(`operator`, try call.floating("self")))
    }
  }
}

extension ATenCall {
  /// The exponential linear unit with the factors that `selu` and `celu` give it.
  fileprivate func exponentialUnit() throws(Diagnostic) -> ValueID {
    let x = try floating("self")
    let alpha = try number("alpha")
    let scale = try number("scale")
    let inner = try number("input_scale")
    if inner == 1 { return try scaled(try add(Elu(alpha: alpha), x), by: scale) }
    let below = try scaled(try add(Expm1(), try scaled(x, by: inner)), by: alpha * scale)
    return try add(Where(), try compare(x, Greater(), 0), try scaled(x, by: scale), below)
  }

  /// Softplus; the threshold above which it is the identity changes nothing that counts where it is
  /// PyTorch's usual one.
  fileprivate func softplus() throws(Diagnostic) -> ValueID {
    let beta = try number("beta")
    let threshold = try number("threshold")
    return try add(
      Softplus(beta: beta, threshold: threshold >= 20 ? nil : threshold), try floating("self"))
  }

  /// The rectifier whose slopes belong to the second axis.
  fileprivate func parametricRectifier() throws(Diagnostic) -> ValueID {
    let operands = try promotedFloating("self", "weight")
    let (x, slope) = (operands[0], operands[1])
    guard rank(slope) == 1, rank(x) != 2 else { return try add(PRelu(), x, slope) }
    let ones = [Dimension](repeating: 1, count: max(0, rank(x) - 2))
    let isSingle = shape(slope)[0].size == 1
    let sizes = isSingle ? [] : [shape(slope)[0]] + ones
    return try add(PRelu(), x, try context.reshape(slope, to: sizes))
  }

  /// The rectifier with a random slope, which is the mean one outside of training.
  fileprivate func randomRectifier() throws(Diagnostic) -> ValueID {
    guard try !boolean("training") else {
      throw unsupported("slopes are drawn at random in training")
    }
    let slope = (try number("lower") + (try number("upper"))) / 2
    return try add(LeakyRelu(slope: slope), try floating("self"))
  }
}
