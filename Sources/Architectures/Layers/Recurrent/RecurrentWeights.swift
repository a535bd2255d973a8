import Diagnostics
import ModelIR

/// The stored tensors of one layer of a recurrent network, for one direction or two.
struct RecurrentWeights {
  /// The ends of the tensors' names, one for each direction: `_l0`, `_l0_reverse`.
  let suffixes: [String]
  /// What is computed.
  let gates: RecurrentGates
  /// The size of the state.
  let hiddenSize: Int
  /// Whether there are biases.
  let hasBias: Bool

  /// The operator's operands over a value.
  func operands(
    over x: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> RecurrentOperands {
    var operands = RecurrentOperands(
      x: x, weight: try stacked("weight_ih", rank: 2, in: &context),
      recurrentWeight: try stacked("weight_hh", rank: 2, in: &context))
    guard hasBias else { return operands }
    if gates == .gru {
      operands.bias = try stacked("bias_ih", rank: 1, in: &context)
      operands.recurrentBias = try stacked("bias_hh", rank: 1, in: &context)
    } else {
      operands.bias = try summedBias(in: &context)
    }
    return operands
  }

  private func tensor(
    _ name: String, rank: Int, in context: LayerContext
  ) throws(Diagnostic) -> Weight {
    let weight = try context.weight(name, rank: rank)
    guard weight.shape[0] == gates.count * hiddenSize else {
      throw context.problem(
        "'\(name)' has \(weight.shape[0]) rows, \(gates.count) gates of \(hiddenSize) are expected")
    }
    return gates.reordered(weight, hiddenSize: hiddenSize)
  }

  /// The directions' tensors along a new first axis.
  private func stacked(
    _ stem: String, rank: Int, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    var parts: [Weight] = []
    for suffix in suffixes {
      let part = try tensor(stem + suffix, rank: rank, in: context)
      parts.append(part.reshaped(to: [1] + part.shape))
    }
    return context.add(weight: try joined(parts, in: context), named: stem + suffixes[0])
  }

  /// Both biases added up, since the operators have one; they are small enough to be read here.
  private func summedBias(in context: inout LayerContext) throws(Diagnostic) -> ValueID {
    var parts: [Weight] = []
    for suffix in suffixes {
      let input = try tensor("bias_ih" + suffix, rank: 1, in: context)
      let recurrent = try tensor("bias_hh" + suffix, rank: 1, in: context)
      let sums = zip(try input.doubles(), try recurrent.doubles()).map { $0 + $1 }
      guard let sum = Weight.array(sums, input.elementType), sums.count == input.elementCount else {
        throw context.problem("biases of type \(input.elementType) cannot be added up")
      }
      parts.append(sum.reshaped(to: [1, sums.count]))
    }
    return context.add(weight: try joined(parts, in: context), named: "bias" + suffixes[0])
  }

  private func joined(_ parts: [Weight], in context: LayerContext) throws(Diagnostic) -> Weight {
    guard let first = parts.first,
      parts.allSatisfy({ $0.shape == first.shape && $0.elementType == first.elementType })
    else { throw context.problem("the directions' tensors differ in size or type") }
    return Weight.concatenated(parts, along: 0)
  }
}
