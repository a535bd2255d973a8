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
    MindSporePrimitive("KLDivLoss(logits, labels, reduction='mean')") { call throws(Diagnostic) in
      try call.divergence("logits", "labels", isLogged: false)
    },
    MindSporePrimitive("KLDiv(input, target, reduction='mean', log_target=False)") {
      call throws(Diagnostic) in
      try call.divergence("input", "target", isLogged: try call.flag("log_target"))
    },
    MindSporePrimitive("NLLLoss(logits, labels, weight, reduction='mean', ignore_index=-100)") {
      call throws(Diagnostic) in
      try call.aten(
        "nll_loss",
        [
          call.value("logits"), call.value("labels"), call.value("weight"),
          try call.reductionNumber("reduction"), call.value("ignore_index"),
        ]) + [.failed]
    },
    MindSporePrimitive("SoftMarginLoss(x, target, reduction='mean')") { call throws(Diagnostic) in
      try call.aten(
        "soft_margin_loss",
        [call.value("x"), call.value("target"), try call.reductionNumber("reduction")])
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
  /// The divergence of two distributions, of which the first is given by logarithms.
  fileprivate func divergence(
    _ input: String, _ target: String, isLogged: Bool
  ) throws(Diagnostic) -> [ATenValue] {
    guard value("reduction") == .text("batchmean") else {
      return try aten(
        "kl_div",
        [value(input), value(target), try reductionNumber("reduction"), .boolean(isLogged)])
    }
    let sum = try aten(
      "kl_div", [value(input), value(target), .integer(2), .boolean(isLogged)])
    return try aten("div", sum + [ATenValue(shape(try tensor(input))[0])])
  }

  /// How the elements of a loss are combined, as PyTorch numbers it.
  fileprivate func reductionNumber(_ argument: String) throws(Diagnostic) -> ATenValue {
    switch try choice(argument, ["sum", "mean", "none"]) {
    case "none": .integer(0)
    case "mean": .integer(1)
    default: .integer(2)
    }
  }
}
