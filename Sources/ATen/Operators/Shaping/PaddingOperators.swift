import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that add elements around a tensor.
  static let padding: [ATenOperator] = [
    ATenOperator("constant_pad_nd(self, pad, value=0)") { call throws(Diagnostic) in
      try call.padded("pad", .constant(try call.number("value")))
    },
    ATenOperator("pad(self, pad, mode='constant', value=None)") { call throws(Diagnostic) in
      let value = try call.optionalNumber("value") ?? 0
      switch try call.text("mode") {
      case "constant": return try call.padded("pad", .constant(value))
      case "reflect": return try call.padded("pad", .reflect)
      case "replicate": return try call.padded("pad", .edge)
      case "circular": return try call.padded("pad", .wrap)
      case let mode: throw call.unsupported("padding in the mode '\(mode)'")
      }
    },
    ATenOperator("_pad_enum(self, pad, mode: int, value=None)") { call throws(Diagnostic) in
      let modes: [Pad.Mode] = [
        .reflect, .edge, .wrap, .constant(try call.optionalNumber("value") ?? 0),
      ]
      let mode = try call.integer("mode")
      guard modes.indices.contains(mode) else {
        throw call.unsupported("padding in the mode \(mode)")
      }
      return try call.padded("pad", modes[mode])
    },
    padding("reflection_pad1d(self, padding)", .reflect),
    padding("reflection_pad2d(self, padding)", .reflect),
    padding("reflection_pad3d(self, padding)", .reflect),
    padding("replication_pad1d(self, padding)", .edge),
    padding("replication_pad2d(self, padding)", .edge),
    padding("replication_pad3d(self, padding)", .edge),
    ATenOperator("_pad_circular(self, pad)") { call throws(Diagnostic) in
      try call.padded("pad", .wrap)
    },
  ]

  private static func padding(_ signature: StaticString, _ mode: Pad.Mode) -> ATenOperator {
    ATenOperator(signature) { call throws(Diagnostic) in try call.padded("padding", mode) }
  }
}

extension ATenCall {
  fileprivate func padded(
    _ argument: String, _ mode: Pad.Mode
  ) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("self")
    return result(try padded(x, by: try sizes(argument), mode))
  }

  /// A tensor with elements added around it.
  ///
  /// - Parameter amounts: both ends of the last axis, then both of the one before it, and so on.
  func padded(
    _ x: ValueID, by amounts: [Dimension], _ mode: Pad.Mode
  ) throws(Diagnostic) -> ValueID {
    let rank = rank(x)
    guard amounts.count.isMultiple(of: 2), amounts.count <= 2 * rank else {
      throw problem("adds \(amounts.count) numbers of elements around a tensor of \(rank) axes")
    }
    var before = [Dimension](repeating: 0, count: rank)
    var after = before
    for index in 0..<amounts.count / 2 {
      before[rank - 1 - index] = amounts[2 * index]
      after[rank - 1 - index] = amounts[2 * index + 1]
    }
    guard let starts = Shape(before).sizes, let ends = Shape(after).sizes else {
      let sizes = (0..<rank).map { shape(x)[$0] + before[$0] + after[$0] }
      return try add(
        DynamicPad(mode: mode, shape: sizes), x, try context.vector(of: before + after))
    }
    if (starts + ends).allSatisfy({ $0 == 0 }) { return x }
    guard (starts + ends).allSatisfy({ $0 <= 0 && $0 > -(1 << 31) }) else {
      return try add(Pad(before: starts, after: ends, mode: mode), x)
    }
    // Nothing is added, so that the rest is a part.
    var part = x
    for axis in 0..<rank where starts[axis] != 0 || ends[axis] != 0 {
      let range = AxisRange(
        axis: axis, size: shape(x)[axis], from: .fixed(-starts[axis]),
        to: ends[axis] == 0 ? nil : .fixed(ends[axis]))
      part = try take(range, of: part)
    }
    return part
  }
}
