import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Elements written to places.
  static let scattering: [MindSporePrimitive] = [
    MindSporePrimitive("ScatterNd(indices, updates, shape)") { call throws(Diagnostic) in
      let updates = try call.tensor("updates")
      guard
        case .tensor(let zeros)? = try call.aten(
          "zeros",
          [
            .list(try call.sizeList("shape").map(ATenValue.init)),
            .elementType(call.elementType(of: updates)),
          ]
        ).first
      else { throw call.problem("makes no tensor") }
      return call.result(
        try call.add(
          ScatterND(reduction: .add), try call.context.value(of: zeros),
          try call.scatterIndices("indices"), updates))
    },
    scatterND("TensorScatterUpdate(x, indices, updates)", .none),
    scatterND("TensorScatterAdd(x, indices, updates)", .add),
    scatterND("TensorScatterMul(x, indices, updates)", .multiply),
    scatterND("TensorScatterMax(x, indices, updates)", .maximum),
    scatterND("TensorScatterMin(x, indices, updates)", .minimum),
    MindSporePrimitive("TensorScatterSub(x, indices, updates)") { call throws(Diagnostic) in
      let updates = try call.add(Negate(), try call.tensor("updates"))
      return call.result(
        try call.add(
          ScatterND(reduction: .add), try call.tensor("x"), try call.scatterIndices("indices"),
          updates))
    },
    MindSporePrimitive(
      "TensorScatterElements(x, indices, updates, axis=0, reduce='none')"
    ) { call throws(Diagnostic) in
      let x = try call.tensor("x")
      let isSum = try call.choice("reduce", ["none", "add"]) == "add"
      return call.result(
        try call.add(
          ScatterElements(
            axis: try call.axis("axis", rank: call.rank(x)), reduction: isSum ? .add : .none), x,
          try call.indices("indices"), try call.tensor("updates")))
    },
    MindSporePrimitive("Scatter(x, dim, index, src, reduce='none')", build: scatter),
    MindSporePrimitive("ScatterValue(x, dim, index, src, reduce='none')", build: scatter),
    MindSporePrimitive("ScatterAddExt(x, dim, index, src)", is: "scatter_add"),
    MindSporePrimitive("IndexAddExt(x, dim, index, source, alpha=1)", is: "index_add"),
    MindSporePrimitive("IndexFillScalar(x, dim, index, value)", is: "index_fill"),
    MindSporePrimitive("IndexFillTensor(x, dim, index, value)", is: "index_fill"),
    MindSporePrimitive("UnsortedSegmentSum(x, segment_ids, num_segments)") {
      call throws(Diagnostic) in
      let x = try call.tensor("x")
      let ids = try call.indices("segment_ids")
      guard call.rank(ids) >= 1, call.rank(ids) <= call.rank(x) else {
        throw call.problem("sums \(call.shape(x)) by \(call.shape(ids))")
      }
      let count = try call.size("num_segments")
      let sizes =
        [ATenValue(count)]
        + call.shape(x).dimensions.dropFirst(call.rank(ids)).map(ATenValue.init)
      guard
        case .tensor(let zeros)? = try call.aten(
          "zeros", [.list(sizes), .elementType(call.elementType(of: x))]
        ).first
      else { throw call.problem("makes no tensor") }
      return call.result(
        try call.add(
          ScatterND(reduction: .add), try call.context.value(of: zeros),
          try call.add(
            Unsqueeze(axes: [call.rank(ids)]), try call.context.cast(ids, to: .int64)), x))
    },
  ]

  private static func scatterND(
    _ signature: StaticString, _ reduction: ScatterReduction
  ) -> MindSporePrimitive {
    MindSporePrimitive(signature) { call throws(Diagnostic) in
      call.result(
        try call.add(
          ScatterND(reduction: reduction), try call.tensor("x"),
          try call.scatterIndices("indices"), try call.tensor("updates")))
    }
  }

  private static let scatter: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let mode = try call.choice("reduce", ["none", "add", "multiply"])
    var arguments = Array(call.arguments.prefix(4))
    if mode != "none" { arguments.append(.text(mode)) }
    return try call.aten("scatter", arguments)
  }

  /// One of two values, element by element.
  static let selecting: [MindSporePrimitive] = [
    MindSporePrimitive("Select(condition, x, y)") { call throws(Diagnostic) in
      try call.aten("where", call.arguments, overload: "self")
    },
    MindSporePrimitive("SelectV2(condition, x, y)") { call throws(Diagnostic) in
      try call.aten("where", call.arguments, overload: "self")
    },
    MindSporePrimitive("MaskedFill(x, mask, value)", is: "masked_fill"),
    MindSporePrimitive("MaskedFillScalar(x, mask, value)", is: "masked_fill"),
    MindSporePrimitive("MaskedScatter(x, mask, source)", is: "masked_scatter"),
  ]
}

extension ATenCall {
  /// Places of 64 bits, as writing takes them.
  fileprivate func scatterIndices(_ argument: String) throws(Diagnostic) -> ValueID {
    try context.cast(try tensor(argument), to: .int64)
  }
}
