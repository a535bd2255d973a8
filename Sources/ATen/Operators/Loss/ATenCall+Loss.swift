import Diagnostics
import ModelIR

extension ATenCall {
  /// What `reduction` says to do with the losses of all elements.
  func reduced(_ losses: ValueID) throws(Diagnostic) -> [ATenValue] {
    let axes = Array(0..<rank(losses))
    switch try integer("reduction") {
    case 0: return result(losses)
    case 1: return result(try add(ReduceMean(axes: axes, keepsAxes: false), losses))
    case 2: return result(try add(ReduceSum(axes: axes, keepsAxes: false), losses))
    case let other: throw problem("does not know the reduction \(other)")
    }
  }

  /// The difference of two arguments.
  func deviation(_ x: String = "self", _ y: String = "target") throws(Diagnostic) -> ValueID {
    let operands = try promoted(x, y)
    return try add(Subtract(), operands[0], operands[1])
  }

  /// A quadratic near 0 and a line beyond: `factor · d² / 2` up to a bound, then the tangent.
  func boundedSquare(
    _ difference: ValueID, bound: Double, factor: Double
  ) throws(Diagnostic) -> ValueID {
    let size = try add(Absolute(), difference)
    let square = try scaled(try add(Square(), difference), by: 0.5 * factor)
    let half = try context.scalar(0.5 * bound, like: size)
    let line = try scaled(try add(Subtract(), size, half), by: factor * bound)
    let isNear = try add(Less(), size, try context.scalar(bound, like: size))
    return try add(Where(), isNear, square, line)
  }

  /// `−(t · ln x + (1 − t) · ln(1 − x))`, no logarithm below −100.
  func binaryCrossEntropy() throws(Diagnostic) -> ValueID {
    let x = try tensor("self")
    let target = try tensor("target")
    let one = try context.scalar(1, like: x)
    let bound = Clamp(minimum: -100, maximum: nil)
    let hit = try add(bound, try add(Log(), x))
    let miss = try add(bound, try add(Log(), try add(Subtract(), one, x)))
    let rest = try add(Subtract(), one, target)
    let sum = try add(
      Add(), try add(Multiply(), target, hit), try add(Multiply(), rest, miss))
    return try weighted(try add(Negate(), sum))
  }

  /// The same of a number before its sigmoid: `(1 − t) · x + p · ln(1 + e^−x)`.
  func binaryCrossEntropyOfLogits() throws(Diagnostic) -> ValueID {
    let x = try tensor("self")
    let target = try tensor("target")
    let one = try context.scalar(1, like: x)
    let rest = try add(Multiply(), try add(Subtract(), one, target), x)
    // ln(1 + e^−x) without overflow.
    let spread = try add(Exp(), try add(Negate(), try add(Absolute(), x)))
    let most = try add(Maximum(), try add(Negate(), x), try context.scalar(0, like: x))
    var entropy = try add(Add(), try add(Log1p(), spread), most)
    if let positive = try optionalTensor("pos_weight") {
      let extra = try add(Multiply(), try add(Subtract(), positive, one), target)
      entropy = try add(Multiply(), try add(Add(), extra, one), entropy)
    }
    return try weighted(try add(Add(), rest, entropy))
  }

  private func weighted(_ losses: ValueID) throws(Diagnostic) -> ValueID {
    guard let weight = try optionalTensor("weight") else { return losses }
    return try add(Multiply(), losses, weight)
  }

  /// `t · (ln t − x)`, 0 where t is; or `e^t · (t − x)` of a logarithm.
  func divergence() throws(Diagnostic) -> ValueID {
    let x = try tensor("self")
    let target = try tensor("target")
    if try boolean("log_target") {
      return try add(
        Multiply(), try add(Exp(), target), try add(Subtract(), target, x))
    }
    let zero = try context.scalar(0, like: target)
    let product = try add(
      Multiply(), target, try add(Subtract(), try add(Log(), target), x))
    return try add(Where(), try add(Greater(), target, zero), product, zero)
  }

  /// `max(0, x + margin)`.
  func hinge(_ x: ValueID, margin: Double) throws(Diagnostic) -> ValueID {
    try add(Relu(), margin == 0 ? x : try shifted(x, by: margin))
  }

  /// One of two values: the first where the target is 1.
  func whereTargetIsOne(_ yes: ValueID, _ no: ValueID) throws(Diagnostic) -> ValueID {
    let target = try tensor("target")
    return try add(
      Where(), try add(Equal(), target, try context.scalar(1, like: target)), yes, no)
  }

  /// How much nearer the positive example is than the negative one.
  func tripletMargin() throws(Diagnostic) -> ValueID {
    let order = try number("p")
    let epsilon = try number("eps")
    let anchor = try tensor("anchor")
    let positive = try tensor("positive")
    let negative = try tensor("negative")
    let near = try distance(anchor, positive, order: order, epsilon: epsilon, keepsAxis: false)
    var far = try distance(anchor, negative, order: order, epsilon: epsilon, keepsAxis: false)
    if try boolean("swap") {
      let other = try distance(positive, negative, order: order, epsilon: epsilon, keepsAxis: false)
      far = try add(Minimum(), far, other)
    }
    return try hinge(try add(Subtract(), near, far), margin: try number("margin"))
  }

  /// The negative logarithm of a Poisson distribution.
  func poissonLoss() throws(Diagnostic) -> ValueID {
    let x = try tensor("input")
    let target = try tensor("target")
    let loss: ValueID
    if try boolean("log_input") {
      loss = try add(Subtract(), try add(Exp(), x), try add(Multiply(), target, x))
    } else {
      let logarithm = try add(Log(), try shifted(x, by: try number("eps")))
      loss = try add(Subtract(), x, try add(Multiply(), target, logarithm))
    }
    guard try boolean("full") else { return loss }
    let logarithm = try add(Log(), target)
    let half = try scaled(try shifted(logarithm, by: 1.8378770664093453), by: 0.5)
    let factorial = try add(
      Add(), try add(Subtract(), try add(Multiply(), target, logarithm), target), half)
    let isLarge = try add(Greater(), target, try context.scalar(1, like: target))
    return try add(
      Add(), loss, try add(Where(), isLarge, factorial, try context.scalar(0, like: target)))
  }
}
