import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Losses, for programs that compute them along.
  static let losses: [ATenOperator] = regressionLosses + classLosses + marginLosses

  private static let regressionLosses = [
    ATenOperator("mse_loss(self, target, reduction=1)") { call throws(Diagnostic) in
      try call.reduced(try call.add(Square(), try call.deviation()))
    },
    ATenOperator("l1_loss(self, target, reduction=1)") { call throws(Diagnostic) in
      try call.reduced(try call.add(Absolute(), try call.deviation()))
    },
    ATenOperator("smooth_l1_loss(self, target, reduction=1, beta=1.0)") {
      call throws(Diagnostic) in
      let beta = try call.number("beta")
      let difference = try call.deviation()
      return try call.reduced(
        beta == 0
          ? try call.add(Absolute(), difference)
          : try call.boundedSquare(difference, bound: beta, factor: 1 / beta))
    },
    ATenOperator("huber_loss(self, target, reduction=1, delta=1.0)") { call throws(Diagnostic) in
      try call.reduced(
        try call.boundedSquare(
          try call.deviation(), bound: try call.number("delta"), factor: 1))
    },
    ATenOperator("poisson_nll_loss(input, target, log_input, full, eps, reduction)") {
      call throws(Diagnostic) in try call.reduced(try call.poissonLoss())
    },
  ]

  private static let classLosses = [
    ATenOperator("nll_loss(self, target, weight=None, reduction=1, ignore_index=-100)") {
      call throws(Diagnostic) in call.result(try call.likelihoodLoss()[0])
    },
    ATenOperator("nll_loss_nd(self, target, weight=None, reduction=1, ignore_index=-100)") {
      call throws(Diagnostic) in call.result(try call.likelihoodLoss()[0])
    },
    ATenOperator("nll_loss2d(self, target, weight=None, reduction=1, ignore_index=-100)") {
      call throws(Diagnostic) in call.result(try call.likelihoodLoss()[0])
    },
    ATenOperator("nll_loss_forward(self, target, weight, reduction, ignore_index)") {
      call throws(Diagnostic) in call.results(try call.likelihoodLoss())
    },
    ATenOperator("nll_loss2d_forward(self, target, weight, reduction, ignore_index)") {
      call throws(Diagnostic) in call.results(try call.likelihoodLoss())
    },
    ATenOperator(
      """
      cross_entropy_loss(self, target, weight=None, reduction=1, ignore_index=-100, \
      label_smoothing=0.0)
      """
    ) { call throws(Diagnostic) in try call.crossEntropy() },
    ATenOperator("binary_cross_entropy(self, target, weight=None, reduction=1)") {
      call throws(Diagnostic) in try call.reduced(try call.binaryCrossEntropy())
    },
    ATenOperator(
      """
      binary_cross_entropy_with_logits(self, target, weight=None, pos_weight=None, reduction=1)
      """
    ) { call throws(Diagnostic) in try call.reduced(try call.binaryCrossEntropyOfLogits()) },
    ATenOperator("kl_div(self, target, reduction=1, log_target=False)") {
      call throws(Diagnostic) in try call.reduced(try call.divergence())
    },
  ]

  private static let marginLosses = [
    ATenOperator("soft_margin_loss(self, target, reduction=1)") { call throws(Diagnostic) in
      let product = try call.add(
        Multiply(), try call.tensor("self"), try call.tensor("target"))
      return try call.reduced(
        try call.add(Softplus(), try call.add(Negate(), product)))
    },
    ATenOperator("hinge_embedding_loss(self, target, margin=1.0, reduction=1)") {
      call throws(Diagnostic) in
      let x = try call.tensor("self")
      let far = try call.hinge(
        try call.add(Negate(), x), margin: try call.number("margin"))
      return try call.reduced(try call.whereTargetIsOne(x, far))
    },
    ATenOperator("margin_ranking_loss(input1, input2, target, margin=0.0, reduction=1)") {
      call throws(Diagnostic) in
      let product = try call.add(
        Multiply(), try call.tensor("target"), try call.deviation("input2", "input1"))
      return try call.reduced(try call.hinge(product, margin: try call.number("margin")))
    },
    ATenOperator("cosine_embedding_loss(input1, input2, target, margin=0.0, reduction=1)") {
      call throws(Diagnostic) in
      let x = try call.tensor("input1")
      let cosine = try call.cosine(
        x, try call.tensor("input2"), axis: call.rank(x) - 1, epsilon: 1e-8)
      let near = try call.shifted(try call.add(Negate(), cosine), by: 1)
      let far = try call.hinge(cosine, margin: -(try call.number("margin")))
      return try call.reduced(try call.whereTargetIsOne(near, far))
    },
    ATenOperator(
      """
      triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2.0, eps=1e-06, swap=False, \
      reduction=1)
      """
    ) { call throws(Diagnostic) in try call.reduced(try call.tripletMargin()) },
  ]
}
