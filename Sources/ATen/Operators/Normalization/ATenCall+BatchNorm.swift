import Diagnostics
import ModelIR

extension ATenCall {
  /// The normalised input, and the mean and the inverse deviation if they are the batch's own.
  ///
  /// - Parameter trains: whether the batch's statistics are taken; nothing for the argument's word.
  func batchNorm(
    trains given: Bool? = nil, hasStatistics: Bool = true, epsilon: String = "eps"
  ) throws(Diagnostic) -> [ATenValue] {
    let x = try floating("input")
    guard rank(x) >= 2 else { throw problem("takes 2 axes or more, the input is \(shape(x))") }
    let epsilon = try number(epsilon)
    let scale = try channelVector("weight", 1, for: x)
    let bias = try channelVector("bias", 0, for: x)
    let stored =
      hasStatistics
      ? (try optionalTensor("running_mean"), try optionalTensor("running_var")) : (nil, nil)
    let trains = if let given { given } else { try boolean("training") }
    if !trains, let mean = stored.0, let variance = stored.1 {
      let y = try add(BatchNormalization(epsilon: epsilon), x, scale, bias, mean, variance)
      return result(y) + [.failed, .failed]
    }
    let (mean, variance) = try batchStatistics(x)
    let y = try add(BatchNormalization(epsilon: epsilon), x, scale, bias, mean, variance)
    let sum = try add(Add(), variance, try context.scalar(epsilon, like: variance))
    return results([y, mean, try add(Rsqrt(), sum)])
  }

  /// The running mean and variance after the batch.
  func updatedStatistics(trains: Bool) throws(Diagnostic) -> [ATenValue] {
    let old = [try tensor("running_mean"), try tensor("running_var")]
    guard trains else { return results(old) }
    let x = try floating("input")
    let (mean, _) = try batchStatistics(x)
    let axes = (0..<rank(x)).filter { $0 != 1 }
    let variance = try add(ReduceVariance(axes: axes, keepsAxes: false, correction: 1), x)
    let momentum = try number("momentum")
    return results(
      try zip(old, [mean, variance]).map { pair throws(Diagnostic) in
        try add(Add(), try scaled(pair.0, by: 1 - momentum), try scaled(pair.1, by: momentum))
      })
  }

  /// The mean and the variance of each channel over everything else.
  private func batchStatistics(_ x: ValueID) throws(Diagnostic) -> (ValueID, ValueID) {
    let axes = (0..<rank(x)).filter { $0 != 1 }
    return (
      try add(ReduceMean(axes: axes, keepsAxes: false), x),
      try add(ReduceVariance(axes: axes, keepsAxes: false), x)
    )
  }

  /// A vector of one number a channel, all the same where the argument is left out.
  func channelVector(
    _ argument: String, _ fallback: Double, for x: ValueID
  ) throws(Diagnostic) -> ValueID {
    if let given = try optionalTensor(argument) { return given }
    let channels = shape(x)[1]
    let number = try context.scalar(fallback, like: x)
    guard let count = channels.size, count <= 1 << 24,
      let weight = Weight.array([Double](repeating: fallback, count: count), elementType(of: x))
    else { return try context.expand(number, to: [channels]) }
    return context.constant(weight)
  }
}
