import Checkpoints
import Diagnostics
import ModelIR

/// The settings of `torch.nn.functional.interpolate`.
struct Resampling: Sendable {
  /// The sizes as written; nothing where a scale is given.
  let size: HyperparameterValue?
  /// The scale or scales as numbers with a fraction; nothing where sizes are given.
  let scale: HyperparameterValue?
  let mode: String
  let alignsCorners: Bool?
  let recomputesScale: Bool?

  private static let modes = [
    "nearest", "nearest-exact", "linear", "bilinear", "trilinear", "bicubic", "area",
  ]

  init(
    _ settings: inout LayerSettings, mode fallback: String, alignsCorners: Bool = false
  ) throws(Diagnostic) {
    let size = settings.present("size")
    var scale: HyperparameterValue?
    if let given = settings.present("scale_factor") {
      let numbers = (given.items ?? [given]).compactMap(\.number)
      guard numbers.count == given.items?.count ?? 1, (1...3).contains(numbers.count),
        numbers.allSatisfy({ $0 > 0 && $0 <= 65536 })
      else { throw settings.invalid("scale_factor", given, "1 to 3 numbers above 0") }
      scale = given.items == nil ? .number(numbers[0]) : .list(numbers.map { .number($0) })
    }
    guard (size == nil) != (scale == nil) else {
      throw settings.invalid(
        "size", size ?? HyperparameterValue.none, "a size or a scale_factor, one of the two")
    }
    if let size {
      guard let sizes = size.integer.map({ [$0] }) ?? size.integers, (1...3).contains(sizes.count),
        sizes.allSatisfy(LayerSettings.sizeRange.contains)
      else { throw settings.invalid("size", size, "1 to 3 sizes") }
    }
    self.size = size
    self.scale = scale
    mode = try settings.choice("mode", of: Self.modes, default: fallback)
    self.alignsCorners =
      settings.present("align_corners") == nil
      ? alignsCorners ? true : nil : try settings.boolean("align_corners", default: false)
    recomputesScale =
      settings.present("recompute_scale_factor") == nil
      ? nil : try settings.boolean("recompute_scale_factor", default: false)
  }

  /// The input at the other resolution.
  func build(_ x: ValueID, in context: inout LayerContext) throws(Diagnostic) -> ValueID {
    let spatialRank = context.rank(x) - 2
    let needed: Int? =
      switch mode {
      case "linear": 1
      case "bilinear", "bicubic": 2
      case "trilinear": 3
      default: nil
      }
    if let needed, needed != spatialRank {
      throw context.problem(
        "the mode '\(mode)' works on \(needed) spatial axes, the input has \(spatialRank)")
    }
    let extent = try extent(of: x, spatialRank, in: context)
    let aligned = alignsCorners == true
    switch mode {
    case "area":
      guard case .sizes(let sizes) = extent else {
        throw context.problem("the mode 'area' needs sizes that are numbers")
      }
      return try context.add(AdaptiveAveragePool(outputSizes: sizes, rule: .pyTorchBins), x)
    case "nearest":
      return try context.add(
        Resize(extent: extent, mode: .nearest, coordinates: .asymmetric), x)
    case "nearest-exact":
      return try context.add(
        Resize(
          extent: extent, mode: .nearest, coordinates: .halfPixel,
          nearestRounding: .roundPreferCeil), x)
    default:
      return try context.add(
        Resize(
          extent: extent, mode: mode == "bicubic" ? .cubic : .linear,
          coordinates: aligned ? .alignCorners : .halfPixel), x)
    }
  }

  /// The sizes or scales for an input; sizes where positions are computed from them.
  private func extent(
    of x: ValueID, _ spatialRank: Int, in context: LayerContext
  ) throws(Diagnostic) -> ResizeExtent {
    if let size {
      let sizes = size.integers ?? [Int](repeating: size.integer ?? 1, count: spatialRank)
      guard sizes.count == spatialRank else {
        throw context.problem("\(sizes.count) sizes are set, the input has \(spatialRank)")
      }
      return .sizes(sizes)
    }
    let numbers = (scale?.items ?? []).compactMap(\.number)
    let scales =
      numbers.isEmpty
      ? [Double](repeating: scale?.number ?? 1, count: spatialRank) : numbers
    guard scales.count == spatialRank else {
      throw context.problem("\(scales.count) scales are set, the input has \(spatialRank)")
    }
    guard recomputesScale == true || mode == "area" else { return .scales(scales) }
    let given = context.shape(x).dimensions.dropFirst(2).map(\.size)
    let sizes = zip(given, scales).compactMap { size, scale in
      size.flatMap { Int(exactly: (Double($0) * scale).rounded(.down)) }
    }
    if sizes.count == spatialRank { return .sizes(sizes) }
    // Whole factors give themselves again, whatever the sizes are.
    guard mode == "area" || scales.allSatisfy({ $0.rounded() == $0 }) else {
      throw context.problem(
        "recompute_scale_factor needs sizes that are numbers, the input is \(context.shape(x))")
    }
    return .scales(scales)
  }
}
