import Diagnostics
import ModelIR

extension ATenCall {
  /// `torch.nn.functional.interpolate` as one operator.
  func interpolated() throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("input")
    let count = rank(x) - 2
    guard count >= 1 else { throw problem("takes 3 axes or more, the input is \(shape(x))") }
    var sizes = isGiven("size") ? try sizes("size") : nil
    if let only = sizes, only.count == 1 { sizes = [Dimension](repeating: only[0], count: count) }
    var scales: [Double]?
    if isGiven("scale_factor") {
      scales =
        value("scale_factor").items == nil
        ? [Double](repeating: try number("scale_factor"), count: count)
        : try numbers("scale_factor")
    }
    let alignsCorners = isGiven("align_corners") ? try boolean("align_corners") : false
    let mode = try text("mode")
    let recomputes =
      isGiven("recompute_scale_factor") ? try boolean("recompute_scale_factor") : false
    if let given = scales, sizes == nil, recomputes || mode == "area" {
      sizes = try recomputedSizes(of: x, given)
      scales = nil
    }
    let method: ATenResampling
    switch mode {
    case "nearest": method = .nearest
    case "nearest-exact": method = .nearestExact
    case "linear", "bilinear", "trilinear": method = .linear(alignsCorners: alignsCorners)
    case "bicubic": method = .cubic(alignsCorners: alignsCorners)
    case "area":
      guard let known = sizes?.compactMap(\.size), known.count == count else {
        throw unsupported("the mode 'area' with sizes that are open")
      }
      return result(try add(AdaptiveAveragePool(outputSizes: known, rule: .pyTorchBins), x))
    default: throw problem("does not know the mode '\(mode)'")
    }
    let isAntialiased = try boolean("antialias")
    return result(
      try resampled(
        x, isAntialiased ? method.antialiased : method, sizes: sizes, scales: scales))
  }

  /// The sizes that scales give, from which the scales are computed again.
  private func recomputedSizes(
    of x: ValueID, _ scales: [Double]
  ) throws(Diagnostic) -> [Dimension] {
    let spatial = shape(x).dimensions.dropFirst(2)
    guard spatial.count == scales.count else {
      throw problem("takes \(spatial.count) scales, \(scales.count) are given")
    }
    return try zip(spatial, scales).map { pair throws(Diagnostic) in
      let (size, scale) = pair
      if let known = size.size, let scaled = Int(exactly: (Double(known) * scale).rounded(.down)) {
        return .fixed(scaled)
      }
      guard let factor = Int(exactly: scale) else {
        throw unsupported("scales that are computed again for a size that is open")
      }
      return size * factor
    }
  }

  /// Samples at the places of a grid.
  func gridSample() throws(Diagnostic) -> [ATenValue] {
    let modes: [GridSample.Mode] = [.linear, .nearest, .cubic]
    let paddings: [GridSample.Padding] = [.zeros, .border, .reflection]
    let mode = try integer("interpolation_mode")
    let padding = try integer("padding_mode")
    guard modes.indices.contains(mode), paddings.indices.contains(padding) else {
      throw problem("does not know the mode \(mode) or the padding \(padding)")
    }
    let operation = GridSample(
      mode: modes[mode], padding: paddings[padding], alignsCorners: try boolean("align_corners"))
    return result(try add(operation, try tensor("input"), try tensor("grid")))
  }

  /// The grid of places of an affine map: the places of an identity's grid times the map.
  func affineGrid() throws(Diagnostic) -> [ATenValue] {
    let theta = try tensor("theta")
    let sizes = try sizes("size")
    let spatial = sizes.dropFirst(2).compactMap(\.size)
    let count = spatial.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    guard (4...5).contains(sizes.count), spatial.count == sizes.count - 2,
      spatial.allSatisfy({ (1...1 << 20).contains($0) }), count <= 1 << 24
    else { throw unsupported("a grid of \(Shape(sizes)), whose sizes have to be numbers") }
    let alignsCorners = try boolean("align_corners")
    var numbers: [Double] = []
    numbers.reserveCapacity(count * (spatial.count + 1))
    for index in 0..<count {
      var place: [Double] = []
      var rest = index
      // The innermost axis comes first in a place.
      for size in spatial.reversed() {
        let step = Double(rest % size)
        rest /= size
        if alignsCorners {
          place.append(size == 1 ? 0 : -1 + 2 * step / Double(size - 1))
        } else {
          place.append((2 * step + 1) / Double(size) - 1)
        }
      }
      numbers += place + [1]
    }
    guard let weight = Weight.array(numbers, elementType(of: theta)) else {
      throw unsupported("a map of type \(elementType(of: theta))")
    }
    let base = context.constant(weight.reshaped(to: [count, spatial.count + 1]))
    let grid = try add(MatMul(), base, try add(Transpose(axes: [0, 2, 1]), theta))
    return result(
      try context.reshape(
        grid,
        to: [shape(theta)[0]] + spatial.map(Dimension.fixed) + [.fixed(spatial.count)]))
  }
}
