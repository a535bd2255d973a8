import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Decomposition {
  /// Operators on elements that GE does not have.
  mutating func addElementwise() {
    add(Trunc.self) { (_, node) throws(Diagnostic) in
      let magnitude = try node.emit(Floor(), node.emit(Absolute(), node[0]))
      try node.result(Multiply(), node.emit(Sign(), node[0]), magnitude)
    }
    add(IsNaN.self) { (_, node) throws(Diagnostic) in
      try node.result(NotEqual(), node[0], node[0])
    }
    add(IsInfinite.self) { (_, node) throws(Diagnostic) in
      let magnitude = try node.emit(Absolute(), node[0])
      try node.result(Equal(), magnitude, node.scalar(.infinity))
    }
    add(Xor.self) { (_, node) throws(Diagnostic) in
      try node.result(NotEqual(), node[0], node[1])
    }
  }
}
