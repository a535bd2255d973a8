import Diagnostics
import ModelIR

/// Makes pictures larger by a factor or to a size, by the nearest element or linearly between corners.
///
/// | release | fields |
/// |---|---|
/// | 0.12 and later | scale, size (one of them nothing); the mode is the first type parameter |
struct Upsample: FluxLayer {
  static let typeNames = ["Upsample"]

  enum Mode: String, Sendable {
    case nearest
    case linear
    case bilinear
    case trilinear

    /// The number of spatial dimensions that the mode works on; nothing for any.
    var spatialRank: Int? {
      switch self {
      case .nearest: nil
      case .linear: 1
      case .bilinear: 2
      case .trilinear: 3
      }
    }
  }

  let mode: Mode
  /// The factors in Julia's order; one for all dimensions, or nothing.
  let scale: [Double]?
  /// The output's sizes in Julia's order, or nothing.
  let size: [Int]?

  init(mode: Mode, scale: [Double]?, size: [Int]?) {
    self.mode = mode
    self.scale = scale
    self.size = size
  }

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 2 else { throw fields.unknownEra() }
    guard let name = try fields.type.parameters.value(at: 0).name, let mode = Mode(rawValue: name)
    else { throw fields.malformed("the mode of an Upsample has to be nearest or linear") }
    self.mode = mode
    scale = try Self.numbers(in: try fields.value(0, "scale"), fields)
    if case .nothing = try fields.value(1, "size") {
      size = nil
    } else {
      size = try fields.integers(1, "size")
    }
    guard (scale == nil) != (size == nil) else {
      throw fields.malformed("an Upsample has a scale or a size, not both and not neither")
    }
  }

  private static func numbers(
    in value: JuliaValue, _ fields: FluxFields
  ) throws(Diagnostic) -> [Double]? {
    if case .nothing = value { return nil }
    if let single = try number(in: value) { return [single] }
    var result: [Double] = []
    for item in try value.items?.values() ?? [] {
      guard let number = try number(in: item) else { break }
      result.append(number)
    }
    guard let count = value.items?.count, result.count == count, count > 0 else {
      throw fields.malformed("'scale' has to be a number or a tuple of them")
    }
    return result
  }

  /// A number, which may be a ratio of two integers.
  private static func number(in value: JuliaValue) throws(Diagnostic) -> Double? {
    guard let ratio = value.structure, ratio.type.name == "Rational" else { return value.double }
    guard let top = try ratio.fields.value(at: 0).int,
      let bottom = try ratio.fields.value(at: 1).int,
      bottom != 0
    else { return nil }
    return Double(top) / Double(bottom)
  }

  var text: String {
    func shown(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
    if let size { return "Upsample(:\(mode.rawValue), size = \(FluxText.tuple(size)))" }
    let factors = (scale ?? []).map(shown)
    let text = factors.count == 1 ? factors[0] : "(" + factors.joined(separator: ", ") + ")"
    return "Upsample(:\(mode.rawValue), scale = \(text))"
  }

  var era: FluxEra { .since("0.12") }

  var inputExpectation: FluxInputExpectation {
    let rank = mode.spatialRank ?? size?.count ?? scale.flatMap { $0.count > 1 ? $0.count : nil }
    return .image(spatialRank: rank, channels: nil, nil)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.tensor(input)
    if lowering.rank(x) > 3 { lowering.usesSpatialAxes = true }
    try lowering.requireRank(3...5, of: x, "an Upsample works on spatial dimensions")
    let spatialRank = lowering.rank(x) - 2
    if let needed = mode.spatialRank, needed != spatialRank {
      throw Diagnostic(
        .rankMismatch,
        "the mode \(mode.rawValue) works on \(needed) spatial dimensions, the input has \(spatialRank)",
        at: lowering.place)
    }
    let extent: ResizeExtent
    if let size {
      guard size.count == spatialRank else {
        throw Diagnostic(
          .rankMismatch, "the size has \(size.count) entries, the input \(spatialRank)",
          at: lowering.place)
      }
      extent = .sizes(size.reversed())
    } else {
      let factors = scale ?? []
      let all =
        factors.count == 1
        ? [Double](repeating: factors[0], count: spatialRank)
        : factors + [Double](repeating: 1, count: max(0, spatialRank - factors.count))
      extent = .scales(all.reversed())
    }
    let isNearest = mode == .nearest
    return .tensor(
      try lowering.builder.add(
        Resize(
          extent: extent, mode: isNearest ? .nearest : .linear,
          coordinates: isNearest ? .asymmetric : .alignCorners), x))
  }
}
