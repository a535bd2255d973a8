import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Fourier transforms, which ONNX has from opset 17.
  mutating func addSpectral() {
    add(DFT.self) { (operation, node) throws(Diagnostic) in
      guard node.opset >= 17 else { throw node.needs(opset: 17, "DFT") }
      let kinds: [ONNXAttribute] = [
        .flag("inverse", operation.isInverse), .flag("onesided", operation.isOneSided),
      ]
      if node.opset >= 20 {
        return node.result("DFT", node[0], "", node.integer(operation.axis), attributes: kinds)
      }
      node.result("DFT", node[0], attributes: [.integer("axis", operation.axis)] + kinds)
    }
    add(STFT.self) { (operation, node) throws(Diagnostic) in
      guard node.opset >= 17 else { throw node.needs(opset: 17, "STFT") }
      let signal = node.emit("Unsqueeze", node[0], node.integers([2]))
      node.result(
        "STFT", signal, node.integer(operation.frameStep), node[1],
        node.integer(operation.frameLength), attributes: [.flag("onesided", operation.isOneSided)])
    }
  }
}
