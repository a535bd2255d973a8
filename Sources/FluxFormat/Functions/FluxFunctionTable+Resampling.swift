import Diagnostics
import ModelIR

extension FluxFunctionTable {
  /// NNlib's functions that make pictures larger.
  static let resampling: [String: Body] = [
    "upsample_nearest": { call, lowering in try upsample(call, &lowering, .nearest) },
    "upsample_linear": { call, lowering in try upsample(call, &lowering, .linear) },
    "upsample_bilinear": { call, lowering in try upsample(call, &lowering, .bilinear) },
    "upsample_trilinear": { call, lowering in try upsample(call, &lowering, .trilinear) },
    "pixel_shuffle": { call, lowering in
      try call.requireCount(2...2)
      let factor = try call.integer(1)
      guard (1...4096).contains(factor) else {
        throw call.unsupported("the factor is \(factor), 1 to 4096 is expected")
      }
      let layer = PixelShuffle(factor: factor)
      return FluxOperand(try layer.lower(.tensor(try call.tensor(0)), in: &lowering))
    },
    "pad_zeros": { call, lowering in
      try call.requireCount(2...2)
      return try pad(call, &lowering, .constant(0), coversAll: true)
    },
    "pad_constant": { call, lowering in
      try call.requireCount(2...3)
      guard let value = call.arguments.count < 3 ? 0 : call.arguments[2].knownNumber else {
        throw call.unsupported("the number to add has to be known")
      }
      return try pad(call, &lowering, .constant(value), coversAll: true)
    },
    "pad_reflect": { call, lowering in
      try call.requireCount(2...2)
      return try pad(call, &lowering, .reflect, coversAll: false)
    },
    "pad_repeat": { call, lowering in
      try call.requireCount(2...2)
      return try pad(call, &lowering, .edge, coversAll: false)
    },
    "pad_circular": { call, lowering in
      try call.requireCount(2...2)
      return try pad(call, &lowering, .wrap, coversAll: false)
    },
  ]

  private static func upsample(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering, _ mode: Upsample.Mode
  ) throws(Diagnostic) -> FluxOperand {
    try call.requireCount(1...2)
    try call.requireKeywords(["size", "align_corners"])
    if case .boolean(false)? = call.keyword("align_corners")?.normalised {
      throw call.unsupported("align_corners = false is not supported")
    }
    let size = call.keyword("size")?.normalised.fixedIntegers
    let scale = call.arguments.count > 1 ? call.arguments[1].normalised.items : []
    let factors = scale.compactMap(\.knownNumber)
    guard factors.count == scale.count, factors.isEmpty != (size == nil),
      factors.allSatisfy({ $0 > 0 })
    else { throw call.unsupported("a known scale or a known size is needed") }
    let layer = Upsample(mode: mode, scale: size == nil ? factors : nil, size: size)
    return FluxOperand(try layer.lower(.tensor(try call.tensor(0)), in: &lowering))
  }

  /// `pad_…(x, pad; dims)`: a number for all of `dims`, one for each, or two for each.
  ///
  /// Without `dims`, NNlib pads every dimension with constants; the other modes leave the channels
  /// and the batch alone for one number and take the first dimensions for a tuple.
  private static func pad(
    _ call: FluxFunctionCall, _ lowering: inout FluxLowering, _ mode: Pad.Mode, coversAll: Bool
  ) throws(Diagnostic) -> FluxOperand {
    try call.requireKeywords(["dims"])
    let x = try call.tensor(0)
    let rank = lowering.rank(x)
    guard let sizes = call.arguments[1].normalised.fixedIntegers else {
      throw call.unsupported("the padding has to be known")
    }
    let isOneNumber = call.arguments[1].fixedInteger != nil
    var axes: [Int]
    switch call.keyword("dims")?.normalised {
    case nil, .colon?:
      let count = coversAll ? rank : isOneNumber ? rank - 2 : sizes.count / 2
      axes = (0..<max(0, min(count, rank))).map { rank - 1 - $0 }
    case let dims?: axes = try lowering.axes(of: dims, in: x, call)
    }
    let counts = isOneNumber ? [Int](repeating: sizes[0], count: axes.count) : sizes
    var before = [Int](repeating: 0, count: rank)
    var after = before
    for (index, axis) in axes.enumerated() {
      if counts.count == 2 * axes.count {
        before[axis] = counts[2 * index]
        after[axis] = counts[2 * index + 1]
      } else if counts.count == axes.count, coversAll || isOneNumber {
        before[axis] = counts[index]
        after[axis] = counts[index]
      } else {
        throw call.unsupported("\(counts.count) numbers for \(axes.count) dimensions")
      }
    }
    guard (before + after).allSatisfy({ (0...Int(Int32.max)).contains($0) }) else {
      throw call.unsupported("the padding has to be positive")
    }
    return .tensor(
      try lowering.builder.add(Pad(before: before, after: after, mode: mode), x))
  }
}
