import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators between real numbers and the integers that stand for them.
  mutating func addQuantization() {
    add(QuantizeLinear.self) { operation, node in
      let axis: [ONNXAttribute] = operation.axis.map { [.integer("axis", $0)] } ?? []
      node.result("QuantizeLinear", node[0], node[1], node[2], attributes: axis)
    }
    add(DequantizeLinear.self) { operation, node in
      let axis: [ONNXAttribute] = operation.axis.map { [.integer("axis", $0)] } ?? []
      node.result("DequantizeLinear", node[0], node[1], node[2], attributes: axis)
    }
  }
}
