extension Graph {
  /// A graph of one operator on one input, for examples.
  init(applying operation: some Operator, to type: TensorType) {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", type)
    if let y = try? builder.add(operation, x) { try? builder.addOutput(y, named: "y") }
    self = builder.graph
  }

  /// The body of a loop for examples: it adds a captured value to the carried one, goes on while their
  /// sum is below 100, and gives every sum.
  init(accumulating type: TensorType) {
    var builder = GraphBuilder()
    _ = builder.addInput(named: "iteration", TensorType(.int64, []))
    _ = builder.addInput(named: "condition", TensorType(.bool, []))
    let total = builder.addInput(named: "total", type)
    let step = builder.addInput(named: "step", type)
    do {
      let next = try builder.add(Add(), total, step)
      let sum = try builder.add(ReduceSum(axes: [], keepsAxes: false), next)
      if let limit = Weight.scalar(100, type.elementType) {
        let most = builder.addConstant(limit)
        try builder.addOutput(try builder.add(Less(), sum, most), named: "goesOn")
      }
      try builder.addOutput(next, named: "next")
      try builder.addOutput(next, named: "history")
    } catch {
      builder = GraphBuilder()
    }
    self = builder.graph
  }
}
