import Diagnostics
import ModelIR

/// How an upsampling operator computes samples.
struct ATenResampling {
  var mode = Resize.Mode.nearest
  var coordinates = Resize.Coordinates.asymmetric
  var rounding = Resize.NearestRounding.floor
  var cubicCoefficient = -0.75
  var isAntialiased = false

  static let nearest = ATenResampling()
  static let nearestExact = ATenResampling(
    coordinates: .halfPixel, rounding: .roundPreferCeil)

  static func linear(alignsCorners: Bool) -> ATenResampling {
    ATenResampling(mode: .linear, coordinates: alignsCorners ? .alignCorners : .halfPixel)
  }

  static func cubic(alignsCorners: Bool) -> ATenResampling {
    ATenResampling(mode: .cubic, coordinates: alignsCorners ? .alignCorners : .halfPixel)
  }

  /// The same with a kernel that widens where sizes shrink; its cubic is another one.
  var antialiased: ATenResampling {
    var result = self
    result.isAntialiased = true
    result.cubicCoefficient = -0.5
    return result
  }
}

extension ATenCall {
  /// Upsampling to `output_size`, with an argument for each axis' scale.
  func upsample(
    _ method: ATenResampling, scales names: String...
  ) throws(Diagnostic) -> [ATenValue] {
    let sizes = try sizes("output_size")
    let scales = try names.map { name throws(Diagnostic) in try optionalNumber(name) }
    let given = scales.compactMap(\.self)
    return result(
      try resampled(
        try tensor("self"), method, sizes: sizes,
        scales: given.count == scales.count ? given : nil))
  }

  /// Upsampling to `output_size` or by `scale_factors`.
  func upsampleByList(_ method: ATenResampling) throws(Diagnostic) -> [ATenValue] {
    let sizes = isGiven("output_size") ? try sizes("output_size") : nil
    let scales = isGiven("scale_factors") ? try numbers("scale_factors") : nil
    return result(
      try resampled(try tensor("input"), method, sizes: sizes, scales: sizes == nil ? scales : nil))
  }

  /// A tensor at another resolution; scales count before the sizes that they give.
  func resampled(
    _ x: ValueID, _ method: ATenResampling, sizes: [Dimension]?, scales: [Double]?
  ) throws(Diagnostic) -> ValueID {
    let spatial = Array(shape(x).dimensions.dropFirst(2))
    guard !spatial.isEmpty, (sizes?.count ?? scales?.count ?? 0) == spatial.count else {
      throw problem("takes a size or a scale for each spatial axis of \(shape(x))")
    }
    if let scales, scales.allSatisfy({ $0 > 0 && $0.isFinite }) {
      let result = try resized(x, method, .scales(scales))
      if let sizes {
        context.refine(result, to: Shape(Array(shape(x).dimensions.prefix(2) + sizes)))
      }
      return result
    }
    guard let sizes else { throw problem("is given scales that are no numbers above 0") }
    let known = sizes.compactMap(\.size)
    if known.count == sizes.count { return try resized(x, method, .sizes(known)) }
    // Whole multiples of a size that is open need no computation when the model runs.
    let factors = zip(sizes, spatial).compactMap { $0.exactlyDivided(by: $1)?.size }
    if factors.count == sizes.count, factors.allSatisfy({ $0 >= 1 }) {
      return try resized(x, method, .scales(factors.map(Double.init)))
    }
    let target = Array(shape(x).dimensions.prefix(2) + sizes)
    return try add(
      DynamicResize(
        shape: target, mode: method.mode, coordinates: method.coordinates,
        nearestRounding: method.rounding, cubicCoefficient: method.cubicCoefficient,
        isAntialiased: method.isAntialiased), x, try context.vector(of: target))
  }

  private func resized(
    _ x: ValueID, _ method: ATenResampling, _ extent: ResizeExtent
  ) throws(Diagnostic) -> ValueID {
    try add(
      Resize(
        extent: extent, mode: method.mode, coordinates: method.coordinates,
        nearestRounding: method.rounding, cubicCoefficient: method.cubicCoefficient,
        isAntialiased: method.isAntialiased), x)
  }
}
