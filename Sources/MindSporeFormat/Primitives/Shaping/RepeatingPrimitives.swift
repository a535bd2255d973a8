import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Elements several times.
  static let repeating: [MindSporePrimitive] = [
    MindSporePrimitive("Tile(x, multiples|dims)") { call throws(Diagnostic) in
      try call.aten(
        "tile", [call.value("x"), .list(try call.sizeList("multiples").map(ATenValue.init))])
    },
    MindSporePrimitive("BroadcastTo(x, shape)", build: broadcast),
    MindSporePrimitive("BroadcastToView(x, shape)", build: broadcast),
    MindSporePrimitive("DynamicBroadcastTo(x, shape)", build: broadcast),
    MindSporePrimitive("Expand(x, shape)", build: broadcast),
    MindSporePrimitive("ExpandAs(x, other)", is: "expand_as"),
    MindSporePrimitive("Repeat(x, repeats)", is: "repeat"),
    MindSporePrimitive(
      "RepeatInterleaveInt(x, repeats, dim=None, output_size=None)", build: interleave),
    MindSporePrimitive(
      "RepeatInterleaveTensor(x, repeats, dim=None, output_size=None)", build: interleave),
  ]

  private static let broadcast: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let sizes = try call.sizeList("shape")
    return call.result(try call.context.expand(try call.tensor("x"), to: sizes))
  }

  private static let interleave: MindSporePrimitive.Build = { call throws(Diagnostic) in
    try call.aten("repeat_interleave", call.arguments)
  }

  /// Elements around a tensor.
  static let padding: [MindSporePrimitive] = [
    MindSporePrimitive("Pad(x, paddings)") { call throws(Diagnostic) in
      try call.pairedPad(mode: .constant(0))
    },
    MindSporePrimitive("MirrorPad(x, paddings, mode='REFLECT')") { call throws(Diagnostic) in
      guard try call.choice("mode", ["reflect", "symmetric"]) == "reflect" else {
        return try call.symmetricPad()
      }
      return try call.pairedPad(mode: .reflect)
    },
    MindSporePrimitive(
      "PadV3(x, paddings, value|constant_value=None, mode='constant', paddings_contiguous=True)"
    ) { call throws(Diagnostic) in
      let mode = try call.choice("mode", ["constant", "reflect", "edge", "circular"])
      let x = try call.tensor("x")
      var numbers = try call.integerList("paddings")
      guard numbers.count.isMultiple(of: 2), numbers.count / 2 <= call.rank(x) else {
        throw call.problem("pads \(numbers.count / 2) axes of \(call.shape(x))")
      }
      let count = numbers.count / 2
      if !(try call.flag("paddings_contiguous")) {
        numbers = (0..<count).flatMap { [numbers[$0], numbers[$0 + count]] }
      }
      let number = call.isGiven("value") ? try call.number("value") : 0
      let kind: Pad.Mode =
        switch mode {
        case "reflect": .reflect
        case "edge": .edge
        case "circular": .wrap
        default: .constant(number)
        }
      return try call.trailingPad(x, numbers, kind)
    },
    MindSporePrimitive("ConstantPadND(x, padding, value=0.0)", is: "constant_pad_nd"),
    MindSporePrimitive("ReflectionPad1D(x, padding)", is: "reflection_pad1d"),
    MindSporePrimitive("ReflectionPad2D(x, padding)", is: "reflection_pad2d"),
    MindSporePrimitive("ReflectionPad3D(x, padding)", is: "reflection_pad3d"),
    MindSporePrimitive("ReplicationPad1D(x, padding)", is: "replication_pad1d"),
    MindSporePrimitive("ReplicationPad2D(x, padding)", is: "replication_pad2d"),
    MindSporePrimitive("ReplicationPad3D(x, padding)", is: "replication_pad3d"),
  ]
}

extension ATenCall {
  /// The elements before and after each axis, which are written as a pair each.
  private func pairs(
    _ rank: Int
  ) throws(Diagnostic) -> (before: [Int], after: [Int]) {
    var numbers: [Int] = []
    if let items = value("paddings").items {
      for item in items {
        for part in item.items ?? [item] {
          guard let size = try context.size(part)?.size else {
            throw unsupported("padding that is known only when the model runs")
          }
          numbers.append(size)
        }
      }
    } else {
      let paddings = try tensor("paddings")
      numbers = context.knownIntegers(paddings) ?? []
    }
    guard numbers.count == 2 * rank else { throw mismatch("paddings", "\(rank) pairs of integers") }
    return (
      (0..<rank).map { numbers[2 * $0] }, (0..<rank).map { numbers[2 * $0 + 1] }
    )
  }

  fileprivate func pairedPad(mode: Pad.Mode) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("x")
    let (before, after) = try pairs(rank(x))
    return result(try add(Pad(before: before, after: after, mode: mode), x))
  }

  /// The inside mirrored with the edge's element repeated.
  fileprivate func symmetricPad() throws(Diagnostic) -> [ATenValue] {
    var x = try tensor("x")
    let (before, after) = try pairs(rank(x))
    for axis in before.indices where before[axis] > 0 || after[axis] > 0 {
      guard let size = shape(x)[axis].size, before[axis] <= size, after[axis] <= size,
        before[axis] >= 0, after[axis] >= 0
      else { throw unsupported("symmetric padding of an axis of open size") }
      let turned = try add(Flip(axes: [axis]), x)
      var parts: [ValueID?] = []
      if before[axis] > 0 {
        parts.append(
          try add(Slice(axis: axis, start: size - before[axis], end: size), turned))
      }
      parts.append(x)
      if after[axis] > 0 {
        parts.append(try add(Slice(axis: axis, start: 0, end: after[axis]), turned))
      }
      x = try context.add(Concat(axis: axis), parts)
    }
    return result(x)
  }

  /// Padding whose pairs begin with the last axis.
  fileprivate func trailingPad(
    _ x: ValueID, _ numbers: [Int], _ mode: Pad.Mode
  ) throws(Diagnostic) -> [ATenValue] {
    var before = [Int](repeating: 0, count: rank(x))
    var after = before
    for index in 0..<numbers.count / 2 {
      before[rank(x) - 1 - index] = numbers[2 * index]
      after[rank(x) - 1 - index] = numbers[2 * index + 1]
    }
    return result(try add(Pad(before: before, after: after, mode: mode), x))
  }
}
