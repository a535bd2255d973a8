import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators whose sizes and positions are operands.
  mutating func addDynamicShaping() {
    add(DynamicReshape.self) { operation, node in
      // Without the attribute a 0 would copy the operand's size.
      let mayBeEmpty = node.opset >= 14 && operation.shape.contains { $0.size == 0 }
      node.result(
        "Reshape", node[0], node[1], attributes: mayBeEmpty ? [.flag("allowzero", true)] : [])
    }
    add(DynamicExpand.self) { _, node in node.result("Expand", node[0], node[1]) }
    add(DynamicTile.self) { _, node in node.result("Tile", node[0], node[1]) }
    add(DynamicSlice.self) { operation, node in
      let start = node.position(1)
      let end = node.position(2)
      var inputs = [node[0], start, end, node.integers([operation.axis])]
      if operation.step != 1 { inputs.append(node.integers([operation.step])) }
      node.result("Slice", inputs)
    }
    add(DynamicPad.self) { (operation, node) throws(Diagnostic) in
      switch operation.mode {
      case .constant(let value):
        node.result(
          "Pad", node[0], node[1], node.scalar(value), attributes: [.string("mode", "constant")])
      case .reflect:
        node.result("Pad", node[0], node[1], attributes: [.string("mode", "reflect")])
      case .edge: node.result("Pad", node[0], node[1], attributes: [.string("mode", "edge")])
      case .wrap:
        guard node.opset >= 19 else {
          throw node.needs(opset: 19, "padding with the other end, of sizes that are not known,")
        }
        node.result("Pad", node[0], node[1], attributes: [.string("mode", "wrap")])
      }
    }
  }
}

extension NodeLowering {
  /// An operand of one number with an axis.
  mutating func position(_ index: Int) -> String {
    type(index).rank == 1 ? self[index] : emit("Unsqueeze", self[index], integers([0]))
  }
}
