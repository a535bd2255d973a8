import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that move elements between channels and places.
  static let shuffles: [ATenOperator] = [
    ATenOperator("pixel_shuffle(self, upscale_factor: int)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let factor = try call.blockSize("upscale_factor", of: x)
      let shuffled = try call.withBatch(x, axes: 3) { x throws(Diagnostic) in
        try call.add(DepthToSpace(blockSize: factor, mode: .columnRowDepth), x)
      }
      return call.result(shuffled)
    },
    ATenOperator("pixel_unshuffle(self, downscale_factor: int)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let factor = try call.blockSize("downscale_factor", of: x)
      let unshuffled = try call.withBatch(x, axes: 3) { x throws(Diagnostic) in
        // Blocks come first there, old channels here.
        let blocks = try call.add(SpaceToDepth(blockSize: factor), x)
        let shape = call.shape(x)
        let sizes = call.shape(blocks)
        if shape[1].size == 1 { return blocks }
        let parted = try call.context.reshape(
          blocks, to: [sizes[0], .fixed(factor * factor), shape[1], sizes[2], sizes[3]])
        return try call.context.reshape(
          try call.add(Transpose(axes: [0, 2, 1, 3, 4]), parted), to: sizes.dimensions)
      }
      return call.result(unshuffled)
    },
    ATenOperator("channel_shuffle(self, groups: int)", build: channelShuffle),
    ATenOperator("native_channel_shuffle(self, groups: int)", build: channelShuffle),
  ]

  @Sendable private static func channelShuffle(
    _ call: ATenCall
  ) throws(Diagnostic) -> [ATenValue] {
    let x = try call.tensor("self")
    let groups = try call.integer("groups")
    let sizes = call.shape(x).dimensions
    guard sizes.count >= 2, groups > 0, let part = sizes[1].exactlyDivided(by: .fixed(groups))
    else { throw call.problem("cannot part the channels of \(Shape(sizes)) in \(groups) groups") }
    let parted = try call.context.reshape(
      x, to: [sizes[0], .fixed(groups), part] + sizes.dropFirst(2))
    let order = [0, 2, 1] + Array(3..<max(3, sizes.count + 1))
    return call.result(
      try call.context.reshape(try call.transposed(parted, by: order), to: sizes))
  }
}

extension ATenCall {
  fileprivate func blockSize(_ argument: String, of x: ValueID) throws(Diagnostic) -> Int {
    let factor = try integer(argument)
    guard rank(x) >= 3, (1...1024).contains(factor) else {
      throw problem("needs 3 axes and a factor of 1 or more")
    }
    return factor
  }

  /// What a function of tensors with one batch axis gives a tensor with any number of them.
  ///
  /// - Parameter axes: how many axes follow those of the batch.
  func withBatch(
    _ x: ValueID, axes: Int, _ body: (ValueID) throws(Diagnostic) -> ValueID
  ) throws(Diagnostic) -> ValueID {
    let sizes = shape(x).dimensions
    let batch = Array(sizes.dropLast(axes))
    if batch.count == 1 { return try body(x) }
    let joined = try context.reshape(x, to: [batch.reduce(1, *)] + sizes.suffix(axes))
    let result = try body(joined)
    return try context.reshape(result, to: batch + shape(result).dimensions.dropFirst())
  }
}
