import Diagnostics
import ModelIR

/// A simple recurrent layer step by step, for activations that no recurrent operator has.
struct UnrolledRNN {
  /// `[1, hidden, in]`.
  let input: ValueID
  /// `[1, hidden, hidden]`.
  let recurrent: ValueID
  /// `[1, hidden]`.
  let bias: ValueID?
  let activation: FluxActivation

  /// The most steps that become nodes of their own.
  private static let stepLimit = 512

  /// The states of all steps.
  ///
  /// - Throws: ``DiagnosticCode/fluxNotExportable`` if the number of steps is open or too large.
  func result(
    over x: ValueID, from state: ValueID?, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> RecurrentResult {
    let length = lowering.shape(x)[0]
    guard let count = length.size, (1...Self.stepLimit).contains(count) else {
      throw Diagnostic(
        .fluxNotExportable,
        """
        a recurrent layer with the activation \(activation.text) becomes a group of nodes for each \
        step, and \(length.size.map { "there are \($0)" } ?? "their number is open"); give a length of \
        1 to \(Self.stepLimit) with --input-shape
        """, at: lowering.place)
    }
    let inputWeight = try lowering.builder.add(Transpose(axes: [0, 2, 1]), input)
    let recurrentWeight = try lowering.builder.add(Transpose(axes: [0, 2, 1]), recurrent)
    var sums = try lowering.builder.add(MatMul(), x, inputWeight)
    if let bias { sums = try lowering.builder.add(Add(), sums, bias) }

    var hidden = state
    var steps: [ValueID] = []
    for step in 0..<count {
      var sum = sums
      if count > 1 {
        sum = try lowering.builder.add(Slice(axis: 0, start: step, end: step + 1), sums)
      }
      if let hidden {
        let carried = try lowering.builder.add(MatMul(), hidden, recurrentWeight)
        sum = try lowering.builder.add(Add(), sum, carried)
      }
      let next = try activation.lower(sum, in: &lowering)
      hidden = next
      steps.append(next)
    }
    let last = steps[steps.count - 1]
    let joined =
      count == 1
      ? last : try lowering.builder.addNode(Concat(axis: 0), steps.map { $0 })[0]
    return RecurrentResult(
      steps: joined, states: [try lowering.builder.add(Squeeze(axes: [0]), last)])
  }
}
