import ATen
import Diagnostics
import ModelIR

/// MindSpore's LSTM on processors without an accelerator: the weights of all layers one after the
/// other in one tensor, first those of all layers' gates, then their biases.
struct PackedLSTM {
  private let call: ATenCall
  private let inputSize: Int
  private let hiddenSize: Int
  private let layers: Int
  private let directions: Int
  private let hasBias: Bool

  init(_ call: ATenCall) throws(Diagnostic) {
    self.call = call
    inputSize = try call.integer("input_size")
    hiddenSize = try call.integer("hidden_size")
    layers = try call.integer("num_layers")
    directions = try call.flag("bidirectional") ? 2 : 1
    hasBias = try call.flag("has_bias")
    guard (1...1 << 24).contains(inputSize), (1...1 << 24).contains(hiddenSize),
      (1...1024).contains(layers)
    else { throw call.problem("has \(layers) layers of \(inputSize) and \(hiddenSize)") }
    guard try call.integer("proj_size") == 0 else { throw call.unsupported("a projection") }
  }

  func build() throws(Diagnostic) -> [ATenValue] {
    let packed = PackedParts(call, try call.tensor("w"))
    let gates = 4 * hiddenSize
    var sizes: [(rows: Int, columns: Int)] = []
    for layer in 0..<layers {
      let width = layer == 0 ? inputSize : hiddenSize * directions
      for _ in 0..<directions {
        sizes += [(gates, width), (gates, hiddenSize)]
      }
    }
    let matrixCount = sizes.reduce(0) { $0 + $1.rows * $1.columns }
    let biasCount = layers * directions * gates
    guard let total = packed.count,
      total == matrixCount + (hasBias ? biasCount : 0)
        || total == matrixCount + (hasBias ? 2 * biasCount : 0)
    else {
      throw call.problem(
        "needs \(matrixCount + (hasBias ? biasCount : 0)) packed weights, there are "
          + "\(packed.count.map { "\($0)" } ?? "an open number")")
    }
    // Only processors without an accelerator add the two biases up.
    let hasBothBiases = hasBias && total == matrixCount + 2 * biasCount
    var parameters: [ATenValue] = []
    var matrixOffset = 0
    var biasOffset = matrixCount
    let zeros = hasBias ? try zeroBias(like: packed.value) : nil
    for index in stride(from: 0, to: sizes.count, by: 2) {
      for size in sizes[index...index + 1] {
        let count = size.rows * size.columns
        parameters.append(
          call.argument(
            try packed.part(
              matrixOffset..<matrixOffset + count, shape: [size.rows, size.columns])))
        matrixOffset += count
      }
      guard let zeros else { continue }
      for isSecond in [false, true] {
        if isSecond, !hasBothBiases {
          parameters.append(call.argument(zeros))
          continue
        }
        parameters.append(
          call.argument(try packed.part(biasOffset..<biasOffset + gates, shape: [gates])))
        biasOffset += gates
      }
    }
    let results = try call.aten(
      "lstm",
      [
        call.value("x"), .list([call.value("h"), call.value("c")]), .list(parameters),
        .boolean(hasBias), .integer(layers), .number(0), .boolean(false),
        .boolean(directions == 2), .boolean(false),
      ])
    return results + [.failed, .failed]
  }

  private func zeroBias(like value: ValueID) throws(Diagnostic) -> ValueID {
    let type = call.elementType(of: value)
    guard
      let weight = Weight.array([Double](repeating: 0, count: 4 * hiddenSize), type)
    else { throw call.unsupported("elements of type \(type)") }
    return call.context.constant(weight)
  }
}
