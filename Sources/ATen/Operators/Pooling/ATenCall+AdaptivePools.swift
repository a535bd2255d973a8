import Diagnostics
import ModelIR

extension ATenCall {
  /// What an adaptive pool has to do.
  private enum AdaptiveForm {
    /// Nothing: every size stays.
    case same
    /// One cell on all axes.
    case whole
    /// One cell on some axes, counted from the first spatial one; the others stay.
    case reduction([Int])
    /// Cells in given numbers.
    case cells([Int])
  }

  private func adaptiveForm(for x: ValueID, spatialRank: Int) throws(Diagnostic) -> AdaptiveForm {
    var sizes = try sizes("output_size")
    if sizes.count == 1 { sizes = [Dimension](repeating: sizes[0], count: spatialRank) }
    guard sizes.count == spatialRank else {
      throw problem("takes \(spatialRank) output sizes, \(sizes.count) are given")
    }
    let spatial = shape(x).dimensions.suffix(spatialRank)
    let kept = zip(sizes, spatial).map { $0.isProvablyEqual(to: $1) }
    if sizes.allSatisfy({ $0.size == 1 }) { return kept.allSatisfy(\.self) ? .same : .whole }
    if kept.allSatisfy(\.self) { return .same }
    if zip(sizes, kept).allSatisfy({ $0.size == 1 || $1 }) {
      return .reduction(kept.indices.filter { !kept[$0] })
    }
    let known = sizes.compactMap(\.size)
    guard known.count == spatialRank else {
      throw unsupported("output sizes \(Shape(sizes)) that are known only when the model runs")
    }
    return .cells(known)
  }

  /// The mean of each of a given number of cells.
  func adaptiveAveragePool(spatialRank: Int) throws(Diagnostic) -> [ATenValue] {
    results(
      try withBatch(try tensor("self"), rank: spatialRank + 2) { x throws(Diagnostic) in
        switch try adaptiveForm(for: x, spatialRank: spatialRank) {
        case .same: [x]
        case .whole: [try add(GlobalAveragePool(), x)]
        case .reduction(let axes):
          [try add(ReduceMean(axes: axes.map { $0 + 2 }, keepsAxes: true), x)]
        case .cells(let sizes):
          [try add(AdaptiveAveragePool(outputSizes: sizes, rule: .pyTorchBins), x)]
        }
      })
  }

  /// The greatest element of each of a given number of cells, and its place where that is simple.
  func adaptiveMaxPool(spatialRank: Int) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("self")
    let form = try adaptiveForm(for: x, spatialRank: spatialRank)
    let values = try withBatch(x, rank: spatialRank + 2) { x throws(Diagnostic) in
      switch form {
      case .same: [x]
      case .whole: [try add(GlobalMaxPool(), x)]
      case .reduction(let axes):
        [try add(ReduceMax(axes: axes.map { $0 + 2 }, keepsAxes: true), x)]
      case .cells(let sizes):
        [try add(AdaptiveMaxPool(outputSizes: sizes, rule: .pyTorchBins), x)]
      }
    }
    if case .cells(let cells) = form {
      let places = try cellPlaces(of: x, cells, spatialRank: spatialRank)
      return results(values) + (places.isEmpty ? [.failed] : results(places))
    }
    guard case .whole = form else { return results(values) + [.failed] }
    let leading = rank(x) - spatialRank
    let flat = try add(Flatten(startAxis: leading, endAxis: rank(x) - 1), x)
    let place = try add(ArgMax(axis: leading, keepsAxis: true), flat)
    let axes = (0..<spatialRank - 1).map { leading + 1 + $0 }
    return results(values + [axes.isEmpty ? place : try add(Unsqueeze(axes: axes), place)])
  }

  /// The places of the greatest elements, if all cells have one size.
  private func cellPlaces(
    of x: ValueID, _ cells: [Int], spatialRank: Int
  ) throws(Diagnostic) -> [ValueID] {
    let spatial = shape(x).dimensions.suffix(spatialRank).compactMap(\.size)
    guard spatial.count == spatialRank,
      zip(spatial, cells).allSatisfy({ (1...1 << 30).contains($0) && (1...1 << 30).contains($1) })
    else { return [] }
    let windows = zip(spatial, cells).compactMap {
      AdaptivePoolRule.pyTorchBins.uniformWindow(from: $0, to: $1)
    }
    guard windows.count == spatialRank else { return [] }
    let zeros = cells.map { _ in 0 }
    let pool = MaxPoolWithIndices(
      kernel: windows.map(\.kernel),
      window: SlidingWindow(strides: windows.map(\.stride), padsBefore: zeros, padsAfter: zeros))
    return try withBatch(x, rank: spatialRank + 2) { x throws(Diagnostic) in
      Array(try context.addAll(pool, [x]).dropFirst())
    }
  }
}
