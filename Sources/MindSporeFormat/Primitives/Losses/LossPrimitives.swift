import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Losses, where a model computes them.
  static let losses: [MindSporePrimitive] = [
    MindSporePrimitive("SoftmaxCrossEntropyWithLogits(logits, labels)") {
      call throws(Diagnostic) in
      let logits = try call.tensor("logits")
      let logged = try call.add(LogSoftmax(axis: 1), logits)
      let product = try call.add(Multiply(), try call.tensor("labels"), logged)
      let sum = try call.add(ReduceSum(axes: [1], keepsAxes: false), product)
      return call.result(try call.add(Negate(), sum)) + [.failed]
    },
    MindSporePrimitive("SparseSoftmaxCrossEntropyWithLogits(logits, labels, is_grad=False)") {
      call throws(Diagnostic) in
      guard !(try call.flag("is_grad")) else { throw call.unsupported("its gradient") }
      return try call.aten("cross_entropy_loss", [call.value("logits"), call.value("labels")])
    },
    MindSporePrimitive("SmoothL1Loss(prediction, target, beta=1.0, reduction='none')") {
      call throws(Diagnostic) in
      try call.aten(
        "smooth_l1_loss",
        [
          call.value("prediction"), call.value("target"), try call.reductionNumber("reduction"),
          call.value("beta"),
        ])
    },
    MindSporePrimitive("L1LossExt(x, target, reduction='mean')") { call throws(Diagnostic) in
      try call.aten(
        "l1_loss",
        [call.value("x"), call.value("target"), try call.reductionNumber("reduction")])
    },
    MindSporePrimitive("MSELossExt(x, target, reduction='mean')") { call throws(Diagnostic) in
      try call.aten(
        "mse_loss",
        [call.value("x"), call.value("target"), try call.reductionNumber("reduction")])
    },
    MindSporePrimitive("BinaryCrossEntropy(x, target, weight=None, reduction='mean')") {
      call throws(Diagnostic) in
      try call.aten(
        "binary_cross_entropy",
        [
          call.value("x"), call.value("target"), call.value("weight"),
          try call.reductionNumber("reduction"),
        ])
    },
    MindSporePrimitive("SigmoidCrossEntropyWithLogits(logits, label)") {
      call throws(Diagnostic) in
      try call.aten(
        "binary_cross_entropy_with_logits",
        [call.value("logits"), call.value("label"), .none, .none, .integer(0)])
    },
    MindSporePrimitive(
      "BCEWithLogitsLoss(logits, label, weight=None, pos_weight=None, reduction='mean')"
    ) { call throws(Diagnostic) in
      try call.aten(
        "binary_cross_entropy_with_logits",
        Array(call.arguments.prefix(4)) + [try call.reductionNumber("reduction")])
    },
  ]
}

extension ATenCall {
  /// How the elements of a loss are combined, as PyTorch numbers it.
  fileprivate func reductionNumber(_ argument: String) throws(Diagnostic) -> ATenValue {
    switch try choice(argument, ["sum", "mean", "none"]) {
    case "none": .integer(0)
    case "mean": .integer(1)
    default: .integer(2)
    }
  }
}
