import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Activations that are one ONNX operator, or several where the opset lacks it.
  mutating func addActivations() {
    add(Relu.self) { _, node in
      if node.type(0).elementType.isInteger {
        node.result("Max", node[0], node.scalar(0))
      } else {
        node.result("Relu", node[0])
      }
    }
    add(Relu6.self) { _, node in node.clip(from: 0, to: 6) }
    add(LeakyRelu.self) { operation, node in
      node.result("LeakyRelu", node[0], attributes: [.float("alpha", operation.slope)])
    }
    add(PRelu.self) { _, node in node.result("PRelu", node[0], node[1]) }
    add(Elu.self) { operation, node in
      node.result("Elu", node[0], attributes: [.float("alpha", operation.alpha)])
    }
    add(Celu.self) { operation, node in node.celu(alpha: operation.alpha) }
    add(Selu.self) { operation, node in
      node.result(
        "Selu", node[0],
        attributes: [.float("alpha", operation.alpha), .float("gamma", operation.gamma)])
    }
    add(Gelu.self) { operation, node in node.gelu(operation.approximation) }
    add(QuickGelu.self) { _, node in
      let gate = node.emit("Sigmoid", node.emit("Mul", node[0], node.scalar(1.702)))
      node.result("Mul", node[0], gate)
    }
    add(Silu.self) { _, node in
      node.result("Mul", node[0], node.emit("Sigmoid", node[0]))
    }
    add(Sigmoid.self) { _, node in node.result("Sigmoid", node[0]) }
    add(HardSigmoid.self) { operation, node in
      node.result(
        "HardSigmoid", node[0],
        attributes: [.float("alpha", operation.alpha), .float("beta", operation.beta)])
    }
    add(HardSwish.self) { _, node in
      if node.opset >= 14 { return node.result("HardSwish", node[0]) }
      let gate = node.emit(
        "HardSigmoid", node[0], attributes: [.float("alpha", 1.0 / 6), .float("beta", 0.5)])
      node.result("Mul", node[0], gate)
    }
    add(LogSigmoid.self) { _, node in
      node.result("Neg", node.emit("Softplus", node.emit("Neg", node[0])))
    }
    add(Tanh.self) { _, node in node.result("Tanh", node[0]) }
    add(Softplus.self) { operation, node in
      node.softplus(beta: operation.beta, threshold: operation.threshold)
    }
    add(Softsign.self) { _, node in node.result("Softsign", node[0]) }
    add(Mish.self) { _, node in
      if node.opset >= 18 { return node.result("Mish", node[0]) }
      node.result("Mul", node[0], node.emit("Tanh", node.emit("Softplus", node[0])))
    }
    add(Lisht.self) { _, node in
      node.result("Mul", node[0], node.emit("Tanh", node[0]))
    }
    add(LogCosh.self) { _, node in
      let folded = node.emit("Softplus", node.emit("Mul", node[0], node.scalar(-2)))
      let sum = node.emit("Add", node[0], folded)
      node.result("Sub", sum, node.scalar(0.693_147_180_559_945_3))
    }
    add(TanhShrink.self) { _, node in
      node.result("Sub", node[0], node.emit("Tanh", node[0]))
    }
    add(SoftShrink.self) { operation, node in
      node.result(
        "Shrink", node[0],
        attributes: [.float("bias", operation.lambda), .float("lambd", operation.lambda)])
    }
    add(HardShrink.self) { operation, node in
      node.result(
        "Shrink", node[0], attributes: [.float("bias", 0), .float("lambd", operation.lambda)])
    }
    add(ThresholdedRelu.self) { operation, node in
      node.result("ThresholdedRelu", node[0], attributes: [.float("alpha", operation.theta)])
    }
    add(Threshold.self) { operation, node in
      let passes = node.emit("Greater", node[0], node.scalar(operation.threshold))
      node.result("Where", passes, node[0], node.scalar(operation.value))
    }
    add(HardTanh.self) { operation, node in
      node.clip(from: operation.minimum, to: operation.maximum)
    }
    add(GLU.self) { operation, node in
      let halves = node.halves(axis: operation.axis)
      node.result("Mul", halves[0], node.emit("Sigmoid", halves[1]))
    }
    add(Softmax.self) { operation, node in
      node.result("Softmax", node[0], attributes: [.integer("axis", operation.axis)])
    }
    add(LogSoftmax.self) { operation, node in
      node.result("LogSoftmax", node[0], attributes: [.integer("axis", operation.axis)])
    }
  }
}

extension NodeLowering {
  /// ONNX defines Celu for float32 only; elsewhere `max(0, x) + min(0, α·(exp(x/α) − 1))`.
  fileprivate mutating func celu(alpha: Double) {
    if type(0).elementType == .float32 {
      return result("Celu", self[0], attributes: [.float("alpha", alpha)])
    }
    let scaled = emit("Div", self[0], scalar(alpha))
    let negative = emit("Mul", emit("Sub", emit("Exp", scaled), scalar(1)), scalar(alpha))
    result("Add", emit("Max", self[0], scalar(0)), emit("Min", negative, scalar(0)))
  }

  /// `x/2 · (1 + erf(x/√2))`, or `x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³)))`.
  fileprivate mutating func gelu(_ approximation: Gelu.Approximation) {
    if opset >= 20 {
      let name = approximation == .tanh ? "tanh" : "none"
      return result("Gelu", self[0], attributes: [.string("approximate", name)])
    }
    // In the spellings that runtimes recognise and run as one operator.
    let x = self[0]
    let step: String
    switch approximation {
    case .none:
      step = emit("Erf", emit("Div", x, scalar(2.squareRoot())))
    case .tanh:
      let cube = emit("Pow", x, scalar(3))
      let inner = emit("Add", x, emit("Mul", cube, scalar(0.044715)))
      step = emit("Tanh", emit("Mul", inner, scalar((2 / Double.pi).squareRoot())))
    }
    let half = emit("Mul", x, scalar(0.5))
    result("Mul", half, emit("Add", step, scalar(1)))
  }

  /// `log(1 + exp(β·x)) / β`, and x itself above the threshold of β·x.
  fileprivate mutating func softplus(beta: Double, threshold: Double?) {
    // Above 20 the difference to x is below half a unit in the last place of a float32.
    let switches = threshold.map { $0 < 20 || type(0).elementType == .float64 } ?? false
    if beta == 1 && !switches { return result("Softplus", self[0]) }
    let scaled = beta == 1 ? self[0] : emit("Mul", self[0], scalar(beta))
    let soft = emit("Softplus", scaled)
    guard switches, let threshold else { return result("Div", soft, scalar(beta)) }
    let value = beta == 1 ? soft : emit("Div", soft, scalar(beta))
    result("Where", emit("Greater", scaled, scalar(threshold)), self[0], value)
  }

  /// The two halves of the first operand along an axis.
  fileprivate mutating func halves(axis: Int) -> [String] {
    let attributes: [ONNXAttribute] = [.integer("axis", axis)]
    var inputs = [self[0]]
    if let size = shape(0)[axis].size { inputs.append(integers([size / 2, size / 2])) }
    // From opset 18 the number of parts is stated where their sizes are not.
    let counted = inputs.count == 1 && opset >= 18
    return emit(
      "Split", inputs, resultCount: 2,
      attributes: attributes + (counted ? [.integer("num_outputs", 2)] : []))
  }
}
