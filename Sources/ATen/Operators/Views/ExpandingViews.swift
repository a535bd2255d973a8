import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Views that show elements several times.
  static let expandingViews: [ATenOperator] = [
    expansion("expand(self, size, implicit=False)") { call, _ throws(Diagnostic) in
      try call.sizes("size")
    },
    expansion("broadcast_to(self, size)") { call, _ throws(Diagnostic) in try call.sizes("size") },
    expansion("expand_as(self, other)") { call, _ throws(Diagnostic) in
      call.shape(try call.tensor("other")).dimensions
    },
    ATenOperator("broadcast_tensors(tensors: Tensor[])") { call throws(Diagnostic) in
      let tensors = try call.tensors("tensors")
      let sizes = try call.broadcast(tensors.map(call.shape)).dimensions
      let expanded = try tensors.map { x throws(Diagnostic) in
        try call.context.expand(x, to: sizes)
      }
      return [.list(call.results(expanded))]
    },
  ]

  private static func expansion(
    _ signature: StaticString,
    sizes: @escaping @Sendable (ATenCall, ValueID) throws(Diagnostic) -> [Dimension]
  ) -> ATenOperator {
    ATenOperator(view: signature) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(try call.context.expand(x, to: try sizes(call, x)))
    } writeBack: { call, original, view, _ throws(Diagnostic) in
      guard call.shape(view).elementCount.isProvablyEqual(to: call.shape(original).elementCount)
      else { throw call.unsupported("something is written to repeated elements") }
      return try call.context.reshape(view, to: call.shape(original).dimensions)
    }
  }
}

extension ATenCall {
  /// The shape that several shapes are stretched to.
  func broadcast(_ shapes: [Shape]) throws(Diagnostic) -> Shape {
    do throws(InferenceFailure) {
      return try Shape.broadcast(shapes)
    } catch {
      throw problem(error.message)
    }
  }
}
