import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Elements by their places.
  static let gathering: [MindSporePrimitive] = [
    MindSporePrimitive("Gather(x, indices, axis, batch_dims=0)", build: gather),
    MindSporePrimitive("GatherV2(x, indices, axis, batch_dims=0)", build: gather),
    MindSporePrimitive("SparseGatherV2(x, indices, axis, batch_dims=0)", build: gather),
    MindSporePrimitive("GatherD(x, dim, index)", is: "gather"),
    MindSporePrimitive("GatherDGradV2(x, dim, index)", is: "gather"),
    MindSporePrimitive("GatherNd(x, indices)") { call throws(Diagnostic) in
      call.result(
        try call.add(GatherND(), try call.tensor("x"), try call.indices("indices")))
    },
    MindSporePrimitive("GatherNdExt(x, indices)") { call throws(Diagnostic) in
      call.result(
        try call.add(GatherND(), try call.tensor("x"), try call.indices("indices")))
    },
    MindSporePrimitive("IndexSelect(x, dim, index)", is: "index_select"),
    MindSporePrimitive("EmbeddingLookup(x, indices, offset=0)") { call throws(Diagnostic) in
      guard try call.integer("offset") == 0 else { throw call.unsupported("an offset") }
      return call.result(
        try call.add(Gather(axis: 0), try call.tensor("x"), try call.indices("indices")))
    },
    MindSporePrimitive(
      """
      Embedding(indices, weight, padding_idx=None, max_norm=None, norm_type=2.0, \
      scale_grad_by_freq=False)
      """
    ) { call throws(Diagnostic) in
      guard !call.isGiven("max_norm") else { throw call.unsupported("a greatest norm") }
      return try call.aten("embedding", [call.value("weight"), call.value("indices")])
    },
    MindSporePrimitive("OneHot(indices, depth, on_value, off_value, axis=-1)", build: oneHot),
    MindSporePrimitive("OneHotExt(indices, depth, on_value, off_value, axis=-1)", build: oneHot),
    MindSporePrimitive("Index(x, indices)", is: "index"),
    MindSporePrimitive("Take(x, index)", is: "take"),
    MindSporePrimitive("NonZero(x)", is: "nonzero"),
    MindSporePrimitive("MaskedSelect(x, mask)", is: "masked_select"),
  ]

  private static let gather: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let x = try call.tensor("x")
    let axis = try call.axis("axis", rank: call.rank(x))
    var batchAxes = call.isGiven("batch_dims") ? try call.integer("batch_dims") : 0
    let indices = try call.indices("indices")
    if batchAxes < 0 { batchAxes += call.rank(indices) }
    guard batchAxes != 0 else { return call.result(try call.add(Gather(axis: axis), x, indices)) }
    // Each item of the batch has its own places; what follows the axis is taken as a whole.
    guard batchAxes == axis, (0..<call.rank(indices)).contains(batchAxes) else {
      throw call.unsupported("\(batchAxes) axes of the batch before axis \(axis)")
    }
    let places = try call.add(Unsqueeze(axes: [call.rank(indices)]), indices)
    return call.result(try call.add(GatherND(batchAxes: batchAxes), x, places))
  }

  private static let oneHot: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let indices = try call.indices("indices")
    let on = try call.tensor("on_value")
    let off = try call.tensor("off_value")
    let axis = try call.axis("axis", rank: call.rank(indices) + 1)
    let type = call.elementType(of: on)
    let hot = try call.add(
      OneHot(depth: try call.integer("depth"), axis: axis, elementType: .bool), indices)
    let scalarOn = try call.context.reshape(on, to: [])
    let scalarOff = try call.context.cast(try call.context.reshape(off, to: []), to: type)
    return call.result(try call.add(Where(), hot, scalarOn, scalarOff))
  }
}

extension ATenCall {
  /// Places of elements, which count from the end where they are below 0.
  func indices(_ argument: String) throws(Diagnostic) -> ValueID {
    let indices = try tensor(argument)
    switch elementType(of: indices) {
    case .int32, .int64: return indices
    default: return try context.cast(indices, to: .int64)
    }
  }
}
