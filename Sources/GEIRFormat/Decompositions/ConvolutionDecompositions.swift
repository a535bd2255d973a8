import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Decomposition {
  /// Convolutions, which GE has over planes and volumes.
  mutating func addConvolutions() {
    add(Convolution.self) { (operation, node) throws(Diagnostic) in
      try node.convolution(operation)
    }
    add(ConvolutionTranspose.self) { (operation, node) throws(Diagnostic) in
      try node.convolutionTranspose(operation)
    }
  }
}

extension Decomposition {
  fileprivate mutating func convolution(_ operation: Convolution) throws(Diagnostic) {
    let window = operation.window
    if window.crops {
      let cut = try cropped(self[0], by: window)
      let rest = Convolution(window: window.withoutCropping, groups: operation.groups)
      return try result(rest, cut, self[1], optional(2))
    }
    switch shape(0).rank {
    case 3:
      let plane = try emit(Unsqueeze(axes: [2]), self[0])
      let kernel = try withAxis(2, self[1], named: "kernel")
      let convolved = try emit(
        Convolution(window: window.withLeadingAxis, groups: operation.groups), plane, kernel,
        optional(2))
      try result(Squeeze(axes: [2]), convolved)
    case 4, 5: try keep()
    default: throw unsupported("the input has \(shape(0).rank) axes, GE has 3 to 5")
    }
  }

  fileprivate mutating func convolutionTranspose(
    _ operation: ConvolutionTranspose
  ) throws(Diagnostic) {
    let window = operation.window
    let extra = operation.outputPadding
    let fits =
      !window.crops
      && extra.indices.allSatisfy {
        extra[$0] < max(window.strides[$0], window.dilations[$0])
      }
    if !fits { return try wholeConvolutionTranspose(operation) }
    switch shape(0).rank {
    case 3:
      let plane = try emit(Unsqueeze(axes: [2]), self[0])
      let kernel = try withAxis(2, self[1], named: "kernel")
      let wide = ConvolutionTranspose(
        window: window.withLeadingAxis, outputPadding: [0] + extra, groups: operation.groups)
      let convolved = try emit(wide, plane, kernel, optional(2))
      try result(Squeeze(axes: [2]), convolved)
    case 4: try keep()
    default: throw unsupported("the input has \(shape(0).rank) axes, GE has 3 or 4")
    }
  }

  /// Everything is computed, then cut or extended, and the bias comes last.
  private mutating func wholeConvolutionTranspose(
    _ operation: ConvolutionTranspose
  ) throws(Diagnostic) {
    let window = operation.window
    let zeros = operation.outputPadding.map { _ in 0 }
    let whole = SlidingWindow(
      strides: window.strides, dilations: window.dilations, padsBefore: zeros, padsAfter: zeros)
    let all = try emit(
      ConvolutionTranspose(window: whole, outputPadding: zeros, groups: operation.groups), self[0],
      self[1])
    let pad = Pad(
      before: [0, 0] + window.padsBefore.map { -$0 },
      after: [0, 0] + zip(operation.outputPadding, window.padsAfter).map { $0 - $1 },
      mode: .constant(0))
    guard has(2) else { return try result(pad, all) }
    let axes = Array(1..<shape(0).rank - 1)
    let bias = try emit(Unsqueeze(axes: axes), self[2])
    try result(Add(), emit(pad, all), bias)
  }

  /// A value with an axis of one element more; a weight is stored that way.
  mutating func withAxis(
    _ axis: Int, _ value: ValueID, named label: String
  ) throws(Diagnostic) -> ValueID {
    guard let weight = weight(value) else { return try emit(Unsqueeze(axes: [axis]), value) }
    var shape = weight.shape
    shape.insert(1, at: axis)
    return stored(weight.reshaped(to: shape), named: label)
  }

  /// A value without what a window's negative padding cuts off.
  mutating func cropped(_ value: ValueID, by window: SlidingWindow) throws(Diagnostic) -> ValueID {
    try sliced(
      value, before: [0, 0] + window.padsBefore.map { max(0, -$0) },
      after: [0, 0] + window.padsAfter.map { max(0, -$0) })
  }

  /// A value without some elements at the beginnings and ends of its axes.
  mutating func sliced(
    _ value: ValueID, before: [Int], after: [Int]
  ) throws(Diagnostic) -> ValueID {
    var value = value
    for axis in before.indices where before[axis] > 0 || after[axis] > 0 {
      value = try emit(
        Slice(axis: axis, start: before[axis], end: after[axis] > 0 ? -after[axis] : nil), value)
    }
    return value
  }
}

extension SlidingWindow {
  /// Whether padding is negative anywhere.
  var crops: Bool { (padsBefore + padsAfter).contains { $0 < 0 } }

  /// Whether there is padding.
  var pads: Bool { (padsBefore + padsAfter).contains { $0 > 0 } }

  /// The movement without negative padding.
  var withoutCropping: SlidingWindow {
    SlidingWindow(
      strides: strides, dilations: dilations, padsBefore: padsBefore.map { max($0, 0) },
      padsAfter: padsAfter.map { max($0, 0) })
  }

  /// The movement over one axis more, along which it stays.
  var withLeadingAxis: SlidingWindow {
    SlidingWindow(
      strides: [1] + strides, dilations: [1] + dilations, padsBefore: [0] + padsBefore,
      padsAfter: [0] + padsAfter)
  }

  /// The movement without padding.
  var withoutPadding: SlidingWindow {
    SlidingWindow(
      strides: strides, dilations: dilations, padsBefore: strides.map { _ in 0 },
      padsAfter: strides.map { _ in 0 })
  }
}
