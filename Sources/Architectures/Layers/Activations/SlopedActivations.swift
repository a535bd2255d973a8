import Checkpoints
import Diagnostics
import ModelIR

/// The rectifier with a slope below zero.
///
/// | setting | default |
/// |---|---|
/// | negative_slope | 0.01 |
struct LeakyReLULayer: ElementwiseActivation {
  static let kinds = ["LeakyReLU"]

  let hyperparameters: Hyperparameters
  let operation: any Operator

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let slope = try settings.writtenNumber("negative_slope", default: .number(0.01))
    let inPlace = try settings.boolean("inplace", default: false)
    hyperparameters = ["negative_slope": slope.written, "inplace": .boolean(inPlace)]
    operation = LeakyRelu(slope: slope.value)
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printedWithInPlace(["negative_slope"]) }
}

/// The rectifier with a random slope in training, which is the mean of its bounds in inference.
///
/// | setting | default |
/// |---|---|
/// | lower | 1 / 8 |
/// | upper | 1 / 3 |
struct RReLULayer: ElementwiseActivation {
  static let kinds = ["RReLU"]

  let hyperparameters: Hyperparameters
  let operation: any Operator

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let lower = try settings.writtenNumber("lower", default: .number(0.125))
    let upper = try settings.writtenNumber("upper", default: .number(1.0 / 3))
    let inPlace = try settings.boolean("inplace", default: false)
    hyperparameters = [
      "lower": lower.written, "upper": upper.written, "inplace": .boolean(inPlace),
    ]
    operation = LeakyRelu(slope: (lower.value + upper.value) / 2)
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printedWithInPlace(["lower", "upper"]) }
}

/// The rectifier with learned slopes: one, or one for each channel (axis 1).
///
/// | setting | default |
/// |---|---|
/// | num_parameters | solved from `weight`, else 1 |
struct PReLULayer: Layer {
  static let kinds = ["PReLU"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  private let count: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    count = try settings.integer(
      "num_parameters", solved: settings.storedSize("weight", axis: 0), default: 1,
      in: LayerSettings.sizeRange)
    settings.ignore("init")
    hyperparameters = ["num_parameters": .integer(count)]
    parameters = [try settings.parameter("weight", [count])]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("num_parameters") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    var slope = try context.weight("weight", rank: 1)
    let axesBehind = context.rank(x) - 2
    if count > 1, axesBehind > 0 {
      slope = slope.reshaped(to: slope.shape + [Int](repeating: 1, count: axesBehind))
    }
    return [try context.add(PRelu(), x, context.add(weight: slope, named: "weight"))]
  }
}
