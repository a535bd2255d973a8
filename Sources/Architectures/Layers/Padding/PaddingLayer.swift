import Checkpoints
import Diagnostics
import ModelIR

/// Elements around the spatial axes: zeros, a constant, the inside mirrored, the edge, the other end.
///
/// | setting | default |
/// |---|---|
/// | padding | required: one number, or two for each axis, the last axis first |
/// | value | the constant of `ConstantPad`; required there |
struct PaddingLayer: Layer {
  static let kinds = ["Constant", "Zero", "Reflection", "Replication", "Circular"].flatMap { mode in
    (1...3).map { "\(mode)Pad\($0)d" }
  }

  let hyperparameters: Hyperparameters
  private let before: [Int]
  private let after: [Int]
  private let mode: Pad.Mode
  private let showsNames: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let rank = settings.spatialRank
    let limit = Int(Int32.max)
    let padding = try settings.sizes("padding", rank: 2 * rank, in: -limit...limit)
    // The framework lists the last axis first, both ends of it side by side.
    before = (0..<rank).map { padding[2 * (rank - 1 - $0)] }
    after = (0..<rank).map { padding[2 * (rank - 1 - $0) + 1] }
    var hyperparameters: Hyperparameters = ["padding": .tuple(padding)]
    let name = settings.className
    showsNames = name.hasPrefix("Constant")
    if showsNames {
      let value = try settings.writtenNumber("value")
      hyperparameters["value"] = value.written
      mode = .constant(value.value)
    } else if name.hasPrefix("Zero") {
      // It is a constant padding, whose pickled attributes and older printing have the 0.
      settings.ignore("value")
      mode = .constant(0)
    } else {
      mode =
        name.hasPrefix("Reflection") ? .reflect : name.hasPrefix("Replication") ? .edge : .wrap
    }
    self.hyperparameters = hyperparameters
    try settings.requireAllTaken()
  }

  var extraText: String {
    showsNames
      ? hyperparameters.printed("padding", "value")
      : hyperparameters["padding"]?.description ?? ""
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: before.count + 2...before.count + 2)
    return [
      try context.padded(x, before: [0, 0] + before, after: [0, 0] + after, mode: mode)
    ]
  }
}
