import ATen
import ConversionKit
import Diagnostics
import ModelIR
import TorchScriptSource

/// Inputs whose shapes are not known, and what the first operator that minds says of one of them.
final class ScriptProbe {
  /// The inputs' names by what stands for them in messages.
  private var inputs: [String: String] = [:]
  /// The input that was found out about, and what it has to be.
  private(set) var finding: (input: String, type: TensorType)?

  /// The value that stands for an input.
  func value(for input: String) -> ScriptValue {
    let reason = "the shape of the input '\(input)' is not known"
    inputs[reason] = input
    return .undetermined(reason)
  }

  /// The input that a value stands for.
  func input(_ value: ScriptValue?) -> String? {
    guard case .undetermined(let reason)? = value else { return nil }
    return inputs[reason]
  }

  /// Keeps what an input has to be.
  func find(_ input: String, _ type: TensorType) { finding = (input, type) }
}

extension ScriptEvaluator {
  /// The result of an operator of which an argument is an input without a shape; nothing if none is.
  ///
  /// - Throws: ``DiagnosticCode/inputShapeNeeded`` once the search has an answer or has to end.
  func probed(
    _ name: String, _ operands: ScriptOperands, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue? {
    guard let probe else { return nil }
    let values = operands.positional
    guard let index = values.firstIndex(where: { probe.input($0) != nil }),
      let input = probe.input(values[index])
    else {
      for value in values {
        if case .undetermined = value { return value }
      }
      return nil
    }
    if ["size", "dim", "len", "numel", "dtype", "device", "shape", "ndim"].contains(name) {
      return .undetermined("a size is not known")
    }
    if let type = try type(ofInput: index, of: name, operands, id, frame) {
      probe.find(input, type)
    } else if Self.keepsShape.contains(name) {
      return values[index]
    }
    throw Diagnostic(
      .inputShapeNeeded, "the input '\(input)' has no shape", at: place(id, frame))
  }

  /// Operators whose result tells of its shape what the argument does.
  private static let keepsShape: Set<String> = [
    "relu", "relu_", "relu6", "dropout", "dropout_", "feature_dropout", "to", "contiguous",
    "detach", "clone", "float", "sigmoid", "tanh", "gelu", "silu", "silu_", "neg", "abs", "sqrt",
    "exp", "log", "leaky_relu", "leaky_relu_", "elu", "hardtanh", "hardtanh_", "clamp", "alias",
    "lift_fresh", "mul", "div", "sub", "add", "pow",
  ]

  /// What an operator says of an input that is its argument at a place.
  private func type(
    ofInput index: Int, of name: String, _ operands: ScriptOperands, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> TensorType? {
    func sizes(_ index: Int, _ name: String) throws(Diagnostic) -> [Dimension]? {
      guard let value = operands[index, name], value.isTensor else { return nil }
      guard case .tensor(let tensor) = try plain(value, id, frame) else { return nil }
      return try context.type(of: tensor).shape.dimensions
    }
    let batch = Dimension.symbol("batch")
    let sequence = Dimension.symbol("sequence")
    switch (name, index) {
    case ("conv1d", 0), ("conv2d", 0), ("conv3d", 0), ("_convolution", 0), ("convolution", 0),
      ("conv_transpose1d", 0), ("conv_transpose2d", 0), ("conv_transpose3d", 0):
      guard let weight = try sizes(1, "weight"), weight.count >= 3 else { return nil }
      let isGeneral = name.hasSuffix("convolution")
      let isTransposed =
        name.hasPrefix("conv_t") || (isGeneral && operands[6, "transposed"]?.integer == 1)
      let groups = operands[isGeneral ? 8 : 6, "groups"]?.integer ?? 1
      let channels = isTransposed ? weight[0] : weight[1] * groups
      let spatial: [Dimension] =
        switch weight.count {
        case 3: [.symbol("length")]
        case 4: [.symbol("height"), .symbol("width")]
        default: [.symbol("depth"), .symbol("height"), .symbol("width")]
        }
      return TensorType(.float32, Shape([batch, channels] + spatial))
    case ("linear", 0):
      return try sizes(1, "weight").flatMap { weight in
        weight.last.map { TensorType(.float32, Shape([batch, $0])) }
      }
    case ("matmul", 0), ("mm", 0):
      return try sizes(1, "other").flatMap { weight in
        weight.count == 2 ? TensorType(.float32, Shape([batch, weight[0]])) : nil
      }
    case ("addmm", 1):
      return try sizes(2, "mat2").flatMap { weight in
        weight.first.map { TensorType(.float32, Shape([batch, $0])) }
      }
    case ("embedding", 1): return TensorType(.int64, Shape([batch, sequence]))
    case ("batch_norm", 0), ("instance_norm", 0):
      return try sizes(3, "running_mean").flatMap { mean in
        mean.first.map {
          TensorType(.float32, Shape([batch, $0, .symbol("height"), .symbol("width")]))
        }
      }
    case ("layer_norm", 0):
      return try sizes(2, "weight").map { TensorType(.float32, Shape([batch, sequence] + $0)) }
    case ("lstm", 0), ("gru", 0), ("rnn_tanh", 0), ("rnn_relu", 0):
      guard let weight = operands[2, "params"]?.items?.first,
        case .tensor(let tensor) = try plain(weight, id, frame),
        let width = try context.type(of: tensor).shape.dimensions.last
      else { return nil }
      let isBatchFirst = operands[8, "batch_first"]?.integer == 1
      return TensorType(
        .float32, Shape(isBatchFirst ? [batch, sequence, width] : [sequence, batch, width]))
    default: return nil
    }
  }
}
