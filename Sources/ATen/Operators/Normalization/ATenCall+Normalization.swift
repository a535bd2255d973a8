import Diagnostics
import ModelIR

extension ATenCall {
  /// The axes that `normalized_shape` covers.
  func trailingAxes(of x: ValueID) throws(Diagnostic) -> [Int] {
    let count = try sizes("normalized_shape").count
    guard (1...max(1, rank(x))).contains(count), rank(x) >= 1 else {
      throw problem("normalises \(count) axes of a tensor of shape \(shape(x))")
    }
    return Array(rank(x) - count..<rank(x))
  }

  /// The input, and it normalised over trailing axes.
  func layerNorm() throws(Diagnostic) -> (x: ValueID, y: ValueID) {
    let x = try tensor("input")
    let axes = try trailingAxes(of: x)
    let y = try add(
      LayerNormalization(axes: axes.count, epsilon: try number("eps")), x,
      try optionalTensor("weight"), try optionalTensor("bias"))
    return (x, y)
  }

  /// The mean and the inverse deviation, as layers save them for their gradient.
  func moments(of x: ValueID, over axes: [Int]) throws(Diagnostic) -> [ValueID] {
    let variance = try add(ReduceVariance(axes: axes, keepsAxes: true), x)
    let epsilon = try context.scalar(try number("eps"), like: x)
    return [
      try add(ReduceMean(axes: axes, keepsAxes: true), x),
      try add(Rsqrt(), try add(Add(), variance, epsilon)),
    ]
  }

  /// The input, and it normalised over groups of channels.
  func groupNorm(_ groups: String) throws(Diagnostic) -> (x: ValueID, y: ValueID) {
    let x = try tensor("input")
    let y = try add(
      GroupNormalization(groups: try integer(groups), epsilon: try number("eps")), x,
      try optionalTensor("weight"), try optionalTensor("bias"))
    return (x, y)
  }

  /// Each channel of each sample normalised over its own elements, or with stored statistics.
  func instanceNorm() throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("input")
    guard rank(x) >= 3 else { throw problem("takes 3 axes or more, the input is \(shape(x))") }
    let epsilon = try number("eps")
    let scale = try channelVector("weight", 1, for: x)
    let bias = try channelVector("bias", 0, for: x)
    if try !boolean("use_input_stats"), let mean = try optionalTensor("running_mean"),
      let variance = try optionalTensor("running_var")
    {
      return result(
        try add(BatchNormalization(epsilon: epsilon), x, scale, bias, mean, variance))
    }
    return result(try add(InstanceNormalization(epsilon: epsilon), x, scale, bias))
  }

  /// The input, and it divided by its root mean square over trailing axes.
  func rmsNorm() throws(Diagnostic) -> (x: ValueID, y: ValueID) {
    let x = try tensor("input")
    let axes = try trailingAxes(of: x)
    let y = try add(
      RMSNormalization(axes: axes.count, epsilon: try rmsEpsilon(for: x)), x,
      try optionalTensor("weight"))
    return (x, y)
  }

  /// What is added to the mean square: the smallest step at 1 where it is left out.
  func rmsEpsilon(for x: ValueID) throws(Diagnostic) -> Double {
    if let given = try optionalNumber("eps") { return given }
    switch elementType(of: x) {
    case .float64: return 0x1p-52
    case .float16: return 0x1p-10
    case .bfloat16: return 0x1p-7
    default: return 0x1p-23
    }
  }

  /// All axes but the one that `dim` names; all for −1.
  func axesExceptOne(of v: ValueID) throws(Diagnostic) -> [Int] {
    let axis = try integer("dim")
    let kept = axis == -1 ? -1 : try self.axis(axis, rank: rank(v))
    return (0..<rank(v)).filter { $0 != kept }
  }

  /// A direction scaled to given lengths, and its own lengths.
  func weightNorm() throws(Diagnostic) -> (weight: ValueID, norm: ValueID) {
    let v = try tensor("v")
    let norm = try add(ReduceL2(axes: try axesExceptOne(of: v), keepsAxes: true), v)
    let factor = try add(Divide(), try tensor("g"), norm)
    return (try add(Multiply(), v, factor), norm)
  }
}
