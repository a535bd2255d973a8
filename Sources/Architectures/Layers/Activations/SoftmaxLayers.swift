import Checkpoints
import Diagnostics
import ModelIR

/// The axis of a softmax, which old releases let be left out.
struct SoftmaxAxis {
  /// What is written: an axis that may count from the end, or none.
  let written: HyperparameterValue

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let value = settings.value("dim") ?? HyperparameterValue.none
    if value != .none, value.integer == nil { throw settings.invalid("dim", value, "an axis") }
    written = value
    try settings.requireAllTaken()
  }

  /// The axis of a value; where none is written the framework takes 0 for 0, 1 and 3 axes, else 1.
  func axis(of x: ValueID, in context: LayerContext) throws(Diagnostic) -> Int {
    if let axis = written.integer { return try context.axis(axis, of: x) }
    return try context.axis([0, 1, 3].contains(context.rank(x)) ? 0 : 1, of: x)
  }
}

/// Exponentials along one axis, scaled to the sum 1.
///
/// | setting | default |
/// |---|---|
/// | dim | None: axis 0 of one or three axes, else axis 1 |
struct SoftmaxLayer: Layer {
  static let kinds = ["Softmax"]

  private let axis: SoftmaxAxis

  init(_ settings: inout LayerSettings) throws(Diagnostic) { axis = try SoftmaxAxis(&settings) }

  var hyperparameters: Hyperparameters { ["dim": axis.written] }

  var extraText: String { "dim=\(axis.written)" }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    return [try context.add(Softmax(axis: try axis.axis(of: x, in: context)), x)]
  }
}

/// The logarithm of the softmax along one axis.
///
/// | setting | default |
/// |---|---|
/// | dim | None: axis 0 of one or three axes, else axis 1 |
struct LogSoftmaxLayer: Layer {
  static let kinds = ["LogSoftmax"]

  private let axis: SoftmaxAxis

  init(_ settings: inout LayerSettings) throws(Diagnostic) { axis = try SoftmaxAxis(&settings) }

  var hyperparameters: Hyperparameters { ["dim": axis.written] }

  var extraText: String { "dim=\(axis.written)" }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    return [try context.add(LogSoftmax(axis: try axis.axis(of: x, in: context)), x)]
  }
}

/// The softmax of the negated input.
///
/// | setting | default |
/// |---|---|
/// | dim | None: axis 0 of one or three axes, else axis 1 |
struct SoftminLayer: Layer {
  static let kinds = ["Softmin"]

  private let axis: SoftmaxAxis

  init(_ settings: inout LayerSettings) throws(Diagnostic) { axis = try SoftmaxAxis(&settings) }

  var hyperparameters: Hyperparameters { ["dim": axis.written] }

  var extraText: String { "dim=\(axis.written)" }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let negated = try context.add(Negate(), x)
    return [try context.add(Softmax(axis: try axis.axis(of: x, in: context)), negated)]
  }
}

/// The softmax over the channels of pictures.
struct Softmax2dLayer: Layer {
  static let kinds = ["Softmax2d"]

  init(_ settings: inout LayerSettings) throws(Diagnostic) { try settings.requireAllTaken() }

  var hyperparameters: Hyperparameters { [:] }

  var extraText: String { "" }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: 3...4)
    return [try context.add(Softmax(axis: context.rank(x) - 3), x)]
  }
}
