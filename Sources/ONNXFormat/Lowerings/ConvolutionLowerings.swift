import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Convolutions.
  mutating func addConvolutions() {
    add(Convolution.self) { operation, node in
      let window = operation.window
      let x = node.cropped(by: window)
      node.result(
        "Conv", x, node[1], node[2],
        attributes: [
          .integers("dilations", window.dilations), .integer("group", operation.groups),
          .integers("kernel_shape", node.kernelSizes(1)), .integers("pads", window.onnxPads),
          .integers("strides", window.strides),
        ])
    }
    add(DeformableConvolution.self) { (operation, node) throws(Diagnostic) in
      guard node.opset >= 19 else { throw node.needs(opset: 19, "a deformable convolution") }
      let window = operation.window
      let x = node.cropped(by: window)
      node.result(
        "DeformConv", x, node[1], node[2], node[3], node[4],
        attributes: [
          .integers("dilations", window.dilations), .integer("group", operation.groups),
          .integers("kernel_shape", node.kernelSizes(1)),
          .integer("offset_group", operation.offsetGroups), .integers("pads", window.onnxPads),
          .integers("strides", window.strides),
        ])
    }
    add(ConvolutionTranspose.self) { operation, node in node.convolveTransposed(operation) }
  }
}

extension NodeLowering {
  /// The spatial sizes of a kernel operand, which inference has found to be numbers.
  fileprivate func kernelSizes(_ index: Int) -> [Int] {
    shape(index).dimensions.dropFirst(2).compactMap(\.size)
  }

  /// The first operand without what a window's negative padding cuts off; ONNX's own is 0 or more.
  mutating func cropped(by window: SlidingWindow) -> String {
    let before = window.padsBefore.map { min($0, 0) }
    let after = window.padsAfter.map { min($0, 0) }
    guard before.contains(where: { $0 < 0 }) || after.contains(where: { $0 < 0 }) else {
      return self[0]
    }
    return padded(self[0], before: [0, 0] + before, after: [0, 0] + after, with: 0)
  }

  /// A value with a constant around it, or cut where an amount is negative.
  mutating func padded(
    _ value: String, before: [Int], after: [Int], with constant: Double
  ) -> String {
    emit("Pad", value, integers(before + after), scalar(constant))
  }

  /// ONNX pads a transposed convolution by 0 or more and wants output padding below the stride; where
  /// either does not hold, everything is computed, then cut or extended, and the bias comes last.
  fileprivate mutating func convolveTransposed(_ operation: ConvolutionTranspose) {
    let window = operation.window
    func attributes(pads: [Int], outputPadding: [Int]) -> [ONNXAttribute] {
      [
        .integers("dilations", window.dilations), .integer("group", operation.groups),
        .integers("kernel_shape", kernelSizes(1)), .integers("output_padding", outputPadding),
        .integers("pads", pads), .integers("strides", window.strides),
      ]
    }
    let padding = operation.outputPadding
    let fits =
      window.onnxPads == window.padsBefore + window.padsAfter
      && padding.indices.allSatisfy {
        padding[$0] < max(window.strides[$0], window.dilations[$0])
      }
    if fits {
      return result(
        "ConvTranspose", self[0], self[1], self[2],
        attributes: attributes(pads: window.onnxPads, outputPadding: padding))
    }
    let zeros = padding.map { _ in 0 }
    let whole = emit(
      "ConvTranspose", self[0], self[1],
      attributes: attributes(pads: zeros + zeros, outputPadding: zeros))
    let before = [0, 0] + window.padsBefore.map { -$0 }
    let after = [0, 0] + zip(padding, window.padsAfter).map { $0 - $1 }
    guard has(2) else {
      return result("Pad", whole, integers(before + after), scalar(0))
    }
    let cut = padded(whole, before: before, after: after, with: 0)
    result("Add", cut, alignedWithChannels(self[2]))
  }

  /// A vector of one number a channel with axes added, so that it broadcasts over `[N, C, …]`.
  mutating func alignedWithChannels(_ vector: String) -> String {
    let spatialRank = shape(0).rank - 2
    guard spatialRank > 0 else { return vector }
    return emit("Unsqueeze", vector, integers(Array(1...spatialRank)))
  }
}

extension SlidingWindow {
  /// Padding as ONNX lists it: all beginnings, then all ends; what is negative is cut off before.
  var onnxPads: [Int] { (padsBefore + padsAfter).map { max($0, 0) } }
}
