import Diagnostics
import ModelIR

extension ATenCall {
  /// The negative logarithm of the probability of each target class, and the sum of their weights.
  ///
  /// - Parameter logarithms: `[N, C, …]` or `[C]`.
  func negativeLikelihood(
    _ logarithms: ValueID
  ) throws(Diagnostic) -> (losses: ValueID, weights: ValueID) {
    let axis = rank(logarithms) == 1 ? 0 : 1
    let target = try context.cast(try tensor("target"), to: .int64)
    guard rank(target) == rank(logarithms) - 1 else {
      throw problem("takes \(rank(logarithms) - 1) axes of targets, these are \(shape(target))")
    }
    let ignored = context.constant(.scalar(integer: try integer("ignore_index")))
    let counts = try add(NotEqual(), target, ignored)
    let places = try add(Where(), counts, target, context.constant(.scalar(integer: 0)))
    let picked = try add(
      Squeeze(axes: [axis]),
      try add(
        GatherElements(axis: axis), logarithms, try add(Unsqueeze(axes: [axis]), places)))
    var losses = try add(Negate(), picked)
    var weights = try context.scalar(1, like: logarithms)
    if let given = try optionalTensor("weight") {
      weights = try add(Gather(axis: 0), given, places)
      losses = try add(Multiply(), losses, weights)
    }
    let zero = try context.scalar(0, like: logarithms)
    return (
      try add(Where(), counts, losses, zero), try add(Where(), counts, weights, zero)
    )
  }

  /// The losses as they are, their weighted mean or their sum; and the sum of the weights.
  func reducedLikelihood(
    _ losses: ValueID, _ weights: ValueID
  ) throws(Diagnostic) -> (loss: ValueID, total: ValueID) {
    let axes = Array(0..<rank(losses))
    let total =
      axes.isEmpty ? weights : try add(ReduceSum(axes: axes, keepsAxes: false), weights)
    let reduction = try integer("reduction")
    guard (0...2).contains(reduction) else {
      throw problem("does not know the reduction \(reduction)")
    }
    if reduction == 0 { return (losses, total) }
    let sum = axes.isEmpty ? losses : try add(ReduceSum(axes: axes, keepsAxes: false), losses)
    return (reduction == 2 ? sum : try add(Divide(), sum, total), total)
  }

  /// The loss of logarithms of probabilities against classes.
  func likelihoodLoss() throws(Diagnostic) -> [ValueID] {
    let (losses, weights) = try negativeLikelihood(try tensor("self"))
    let (loss, total) = try reducedLikelihood(losses, weights)
    return [loss, total]
  }

  /// The loss of scores against classes or their probabilities.
  func crossEntropy() throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("self")
    let axis = rank(x) == 1 ? 0 : 1
    let smoothing = try number("label_smoothing")
    let logarithms = try add(LogSoftmax(axis: axis), x)
    guard rank(x) >= 1, let classes = shape(x)[axis].size, classes > 0 else {
      throw problem("needs the number of classes, the input is \(shape(x))")
    }
    let target = try tensor("target")
    if elementType(of: target).isFloatingPoint {
      var shares = try scaled(target, by: 1 - smoothing)
      if smoothing > 0 { shares = try shifted(shares, by: smoothing / Double(classes)) }
      let sum = try classSum(try add(Multiply(), logarithms, shares), axis)
      let losses = try add(Negate(), sum)
      return try reduced(losses)
    }
    let (losses, weights) = try negativeLikelihood(logarithms)
    let (loss, _) = try reducedLikelihood(losses, weights)
    guard smoothing > 0 else { return result(loss) }
    let spread = try add(Negate(), try classSum(logarithms, axis))
    let ignored = context.constant(.scalar(integer: try integer("ignore_index")))
    let counts = try add(NotEqual(), try context.cast(target, to: .int64), ignored)
    let kept = try add(Where(), counts, spread, try context.scalar(0, like: spread))
    let (smooth, _) = try reducedLikelihood(kept, weights)
    return result(
      try add(
        Add(), try scaled(loss, by: 1 - smoothing),
        try scaled(smooth, by: smoothing / Double(classes))))
  }

  /// The sum over classes, each times its weight.
  private func classSum(_ values: ValueID, _ axis: Int) throws(Diagnostic) -> ValueID {
    var values = values
    if var weight = try optionalTensor("weight") {
      let behind = Array(1..<max(1, rank(values) - axis))
      if !behind.isEmpty { weight = try add(Unsqueeze(axes: behind), weight) }
      values = try add(Multiply(), values, weight)
    }
    return try add(ReduceSum(axes: [axis], keepsAxes: false), values)
  }
}
