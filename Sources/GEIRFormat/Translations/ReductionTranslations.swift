import Diagnostics
import ModelIR

extension GETranslationTable {
  /// Reductions, with axes among the settings or as a constant.
  mutating func addReductions() {
    addReduction("ReduceSumD", "ReduceSum") { ReduceSum(axes: $0, keepsAxes: $1) }
    addReduction("ReduceMeanD", "ReduceMean") { ReduceMean(axes: $0, keepsAxes: $1) }
    addReduction("ReduceMaxD", "ReduceMax") { ReduceMax(axes: $0, keepsAxes: $1) }
    addReduction("ReduceMinD", "ReduceMin") { ReduceMin(axes: $0, keepsAxes: $1) }
    addReduction("ReduceProdD", "ReduceProd") { ReduceProduct(axes: $0, keepsAxes: $1) }
    addReduction("ReduceAllD", "ReduceAll") { ReduceAll(axes: $0, keepsAxes: $1) }
    addReduction("ReduceAnyD", "ReduceAny") { ReduceAny(axes: $0, keepsAxes: $1) }
    add("ArgMaxD", "ArgMinD", "ArgMaxV2") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let dimension =
        node.operation.type == "ArgMaxV2"
        ? try node.integers(of: "dimension").first ?? 0 : try node.integer("dimension")
      let axis = try node.axis(dimension, of: x)
      let isNarrow = node.operation.attributes["dtype"] == .elementType(3)
      let isMaximum = node.operation.type != "ArgMinD"
      guard isNarrow else {
        return isMaximum
          ? try node.result(ArgMax(axis: axis, keepsAxis: false), x)
          : try node.result(ArgMin(axis: axis, keepsAxis: false), x)
      }
      let place =
        isMaximum
        ? try node.emit(ArgMax(axis: axis, keepsAxis: false), x)
        : try node.emit(ArgMin(axis: axis, keepsAxis: false), x)
      try node.result(Cast(to: .int32), place)
    }
    add("TopK") { (node) throws(Diagnostic) in
      let x = try node["x"]
      guard let count = try node.integers(of: "k").first else {
        throw node.malformed("'k' is empty")
      }
      let isLargest = node.operation.attributes["largest"] != .flag(false)
      var axis = -1
      if case .integer(let stated)? = node.operation.attributes["dim"] { axis = stated }
      try node.results(
        TopK(
          count: count, axis: node.axis(axis, of: x), isLargest: isLargest,
          isSorted: node.flag("sorted")), [x])
      guard !node.isTakenOnly(by: "Cast", output: 1) else { return }
      try node.narrowSecondOutput()
    }
  }

  private mutating func addReduction(
    _ stated: String, _ computed: String,
    _ make: @escaping @Sendable ([Int], Bool) -> any ReductionOperator
  ) {
    add(stated, computed) { (node) throws(Diagnostic) in
      let x = try node["x"]
      let axes =
        node.operation.type == computed
        ? try node.integers(of: "axes") : try node.integers("axes")
      let reduction = make(try node.axes(axes, of: x), try node.flag("keep_dims"))
      try node.result(reduction, x)
    }
  }
}

extension GETranslation {
  /// Gives the second output, which counts places in 64 bits here, the width that it has in the file.
  fileprivate mutating func narrowSecondOutput() throws(Diagnostic) {
    guard let places = try knownOutput(1) else { return }
    bind(1, try emit(Cast(to: .int32), places))
  }
}
