import Checkpoints
import Diagnostics

/// The numbers of channels of a convolution and how many groups they are split into.
struct ConvolutionChannels: Hashable, Sendable {
  /// The channels of the input.
  let inputs: Int
  /// The channels of the result.
  let outputs: Int
  /// Into how many independent parts both are split.
  let groups: Int

  /// Reads the channels of a convolution, whose weight has all outputs and the inputs of one group.
  init(
    _ settings: inout LayerSettings, solvedOutputs: Int?, solvedInputsOfGroup: Int?
  ) throws(Diagnostic) {
    groups = try Self.groups(&settings, whole: "in_channels", part: solvedInputsOfGroup)
    let solved = try Self.whole(solvedInputsOfGroup, groups, settings, "in_channels")
    inputs = try settings.integer("in_channels", solved: solved, in: LayerSettings.sizeRange)
    outputs = try settings.integer(
      "out_channels", solved: solvedOutputs, in: LayerSettings.sizeRange)
    try requireDivisible(settings)
  }

  /// Reads the channels of a transposed convolution, whose weight has all inputs and the outputs of
  /// one group.
  init(
    transposed settings: inout LayerSettings, solvedInputs: Int?, solvedOutputsOfGroup: Int?
  ) throws(Diagnostic) {
    groups = try Self.groups(&settings, whole: "out_channels", part: solvedOutputsOfGroup)
    let solved = try Self.whole(solvedOutputsOfGroup, groups, settings, "out_channels")
    inputs = try settings.integer(
      "in_channels", solved: solvedInputs, in: LayerSettings.sizeRange)
    outputs = try settings.integer("out_channels", solved: solved, in: LayerSettings.sizeRange)
    try requireDivisible(settings)
  }

  /// The groups as given, else as the channels of all of them and those of one tell.
  private static func groups(
    _ settings: inout LayerSettings, whole: String, part: Int?
  ) throws(Diagnostic) -> Int {
    var solved: Int?
    if let whole = settings.value(whole)?.integer, let part, part > 0, whole.isMultiple(of: part) {
      solved = whole / part
    }
    return try settings.integer("groups", solved: solved, default: 1, in: LayerSettings.sizeRange)
  }

  private static func whole(
    _ part: Int?, _ groups: Int, _ settings: LayerSettings, _ name: String
  ) throws(Diagnostic) -> Int? {
    guard let part else { return nil }
    return try settings.product(part, groups, for: name)
  }

  private func requireDivisible(_ settings: LayerSettings) throws(Diagnostic) {
    guard inputs.isMultiple(of: groups), outputs.isMultiple(of: groups) else {
      throw settings.invalid(
        "groups", .integer(groups), "a divisor of \(inputs) and \(outputs) channels")
    }
  }
}
