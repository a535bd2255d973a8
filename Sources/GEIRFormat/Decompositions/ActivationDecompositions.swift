import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Decomposition {
  /// Activations that GE does not have, or not in every release.
  mutating func addActivations() {
    add(Relu.self) { (_, node) throws(Diagnostic) in
      if node.type(0).elementType.isFloatingPoint { return try node.keep() }
      try node.result(Maximum(), node[0], node.scalar(0))
    }
    add(Celu.self) { (operation, node) throws(Diagnostic) in
      let scaled = try node.emit(Divide(), node[0], node.scalar(operation.alpha))
      try node.exponentialUnit(of: node.emit(Exp(), scaled), times: operation.alpha)
    }
    add(Selu.self) { (operation, node) throws(Diagnostic) in
      if operation == Selu() { return try node.keep() }
      let negative = try node.emit(Elu(alpha: operation.alpha), node[0])
      try node.result(Multiply(), negative, node.scalar(operation.gamma))
    }
    add(Gelu.self) { (operation, node) throws(Diagnostic) in
      if operation.approximation == .tanh { return try node.keep() }
      let step = try node.emit(
        Erf(), node.emit(Multiply(), node[0], node.scalar(0.5.squareRoot())))
      let half = try node.emit(Multiply(), node[0], node.scalar(0.5))
      try node.result(Multiply(), half, node.emit(Add(), step, node.scalar(1)))
    }
    add(QuickGelu.self) { (_, node) throws(Diagnostic) in
      let gate = try node.emit(
        Sigmoid(), node.emit(Multiply(), node[0], node.scalar(1.702)))
      try node.result(Multiply(), node[0], gate)
    }
    add(Silu.self) { (_, node) throws(Diagnostic) in
      if node.allHave("Swish") { return try node.keep() }
      try node.result(Multiply(), node[0], node.emit(Sigmoid(), node[0]))
    }
    add(HardSigmoid.self) { (operation, node) throws(Diagnostic) in
      if node.allHave("HardSigmoid") { return try node.keep() }
      let scaled = try node.emit(Multiply(), node[0], node.scalar(operation.alpha))
      let shifted = try node.emit(Add(), scaled, node.scalar(operation.beta))
      try node.result(Clamp(minimum: 0, maximum: 1), shifted)
    }
    add(HardSwish.self) { (_, node) throws(Diagnostic) in
      if node.allHave("HardSwish") { return try node.keep() }
      let gate = try node.emit(Relu6(), node.emit(Add(), node[0], node.scalar(3)))
      let product = try node.emit(Multiply(), node[0], gate)
      try node.result(Divide(), product, node.scalar(6))
    }
    add(LogSigmoid.self) { (_, node) throws(Diagnostic) in
      let soft = try node.emit(Softplus(), node.emit(Negate(), node[0]))
      try node.result(Negate(), soft)
    }
    add(Softplus.self) { (operation, node) throws(Diagnostic) in try node.softplus(operation) }
    add(Mish.self) { (_, node) throws(Diagnostic) in
      let gate = try node.emit(Tanh(), node.emit(Softplus(), node[0]))
      try node.result(Multiply(), node[0], gate)
    }
    add(Lisht.self) { (_, node) throws(Diagnostic) in
      try node.result(Multiply(), node[0], node.emit(Tanh(), node[0]))
    }
    add(LogCosh.self) { (_, node) throws(Diagnostic) in
      let folded = try node.emit(
        Softplus(), node.emit(Multiply(), node[0], node.scalar(-2)))
      let sum = try node.emit(Add(), node[0], folded)
      try node.result(Subtract(), sum, node.scalar(0.693_147_180_559_945_3))
    }
    add(TanhShrink.self) { (_, node) throws(Diagnostic) in
      try node.result(Subtract(), node[0], node.emit(Tanh(), node[0]))
    }
    add(SoftShrink.self) { (operation, node) throws(Diagnostic) in
      let kept = try node.emit(
        Clamp(minimum: -operation.lambda, maximum: operation.lambda), node[0])
      try node.result(Subtract(), node[0], kept)
    }
    add(HardShrink.self) { (operation, node) throws(Diagnostic) in
      let passes = try node.emit(
        Greater(), node.emit(Absolute(), node[0]), node.scalar(operation.lambda))
      try node.result(Where(), passes, node[0], node.scalar(0))
    }
    add(ThresholdedRelu.self) { (operation, node) throws(Diagnostic) in
      let passes = try node.emit(Greater(), node[0], node.scalar(operation.theta))
      try node.result(Where(), passes, node[0], node.scalar(0))
    }
    add(Threshold.self) { (operation, node) throws(Diagnostic) in
      let passes = try node.emit(Greater(), node[0], node.scalar(operation.threshold))
      try node.result(Where(), passes, node[0], node.scalar(operation.value))
    }
    add(HardTanh.self) { (operation, node) throws(Diagnostic) in
      try node.result(
        Clamp(minimum: operation.minimum, maximum: operation.maximum), node[0])
    }
    add(Clamp.self) { (operation, node) throws(Diagnostic) in try node.clamp(operation) }
    add(GLU.self) { (operation, node) throws(Diagnostic) in
      guard let size = node.shape(0)[operation.axis].size else {
        throw node.unsupported("the size of axis \(operation.axis) is not known")
      }
      let halves = try node.emit(
        Split(axis: operation.axis, sizes: [size / 2, size / 2]), [node[0]])
      try node.result(Multiply(), halves[0], node.emit(Sigmoid(), halves[1]))
    }
  }
}

extension Decomposition {
  /// `max(0, x) + min(0, α · (e − 1))` of exponentials e.
  fileprivate mutating func exponentialUnit(
    of exponentials: ValueID, times alpha: Double
  ) throws(Diagnostic) {
    let less = try emit(Subtract(), exponentials, scalar(1))
    let negative = try emit(Minimum(), emit(Multiply(), less, scalar(alpha)), scalar(0))
    try result(Add(), emit(Relu(), self[0]), negative)
  }

  /// `log(1 + exp(β·x)) / β`, and x itself above the threshold of β·x where that shows.
  fileprivate mutating func softplus(_ operation: Softplus) throws(Diagnostic) {
    // Above 20 the difference to x is below half a unit in the last place of a float32.
    let threshold = operation.threshold.flatMap { $0 < 20 ? $0 : nil }
    if operation.beta == 1 && threshold == nil {
      return try result(Softplus(), self[0])
    }
    let scaled =
      operation.beta == 1 ? self[0] : try emit(Multiply(), self[0], scalar(operation.beta))
    let soft = try emit(Softplus(), scaled)
    guard let threshold else { return try result(Divide(), soft, scalar(operation.beta)) }
    let value = operation.beta == 1 ? soft : try emit(Divide(), soft, scalar(operation.beta))
    let isAbove = try emit(Greater(), scaled, scalar(threshold))
    try result(Where(), isAbove, self[0], value)
  }

  /// Bounds of integers are rounded inwards, as no integer lies between.
  fileprivate mutating func clamp(_ operation: Clamp) throws(Diagnostic) {
    let isInteger = type(0).elementType.isInteger
    let low = operation.minimum.map { isInteger ? $0.rounded(.up) : $0 }
    let high = operation.maximum.map { isInteger ? $0.rounded(.down) : $0 }
    switch (low, high) {
    case (let low?, let high?): try result(Clamp(minimum: low, maximum: high), self[0])
    case (let low?, nil): try result(Maximum(), self[0], scalar(low))
    case (nil, let high?): try result(Minimum(), self[0], scalar(high))
    case (nil, nil): try result(Identity(), self[0])
    }
  }
}

extension LoweringTable where Context == Decomposition {
  /// The leaky rectifier with learned slopes, of which GE takes one a channel or one for all.
  mutating func addSlopes() {
    add(PRelu.self) { (_, node) throws(Diagnostic) in
      let rank = node.shape(0).rank
      if let slope = node.weight(at: 1) {
        let isOneAChannel =
          rank >= 2 && slope.shape.count == rank - 1 && slope.shape.first == slope.elementCount
        if slope.elementCount == 1 || isOneAChannel { return try node.keep() }
      }
      let negative = try node.emit(Minimum(), node[0], node.scalar(0))
      let scaled = try node.emit(Multiply(), negative, node[1])
      try node.result(Add(), node.emit(Relu(), node[0]), scaled)
    }
  }
}
