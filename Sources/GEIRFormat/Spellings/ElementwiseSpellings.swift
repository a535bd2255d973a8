import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Spelling {
  /// An operator of one operand whose name is all there is to it.
  mutating func addUnary(_ type: (some Operator).Type, _ name: String) {
    add(type) { (_, node) throws(Diagnostic) in try node.write(name, [node[0]]) }
  }

  /// An operator of two operands whose name is all there is to it.
  mutating func addBinary(_ type: (some Operator).Type, _ name: String) {
    add(type) { (_, node) throws(Diagnostic) in try node.write(name, [node[0], node[1]]) }
  }

  /// Operators on elements.
  mutating func addElementwise() {
    addUnary(Identity.self, "Identity")
    addUnary(Negate.self, "Neg")
    addUnary(Absolute.self, "Abs")
    addUnary(Sqrt.self, "Sqrt")
    addUnary(Rsqrt.self, "Rsqrt")
    addUnary(Reciprocal.self, "Reciprocal")
    addUnary(Exp.self, "Exp")
    addUnary(Expm1.self, "Expm1")
    addUnary(Log.self, "Log")
    addUnary(Log1p.self, "Log1p")
    addUnary(Sin.self, "Sin")
    addUnary(Cos.self, "Cos")
    addUnary(Tan.self, "Tan")
    addUnary(Asin.self, "Asin")
    addUnary(Acos.self, "Acos")
    addUnary(Atan.self, "Atan")
    addUnary(Sinh.self, "Sinh")
    addUnary(Cosh.self, "Cosh")
    addUnary(Asinh.self, "Asinh")
    addUnary(Acosh.self, "Acosh")
    addUnary(Atanh.self, "Atanh")
    addUnary(Erf.self, "Erf")
    addUnary(Sign.self, "Sign")
    addUnary(Floor.self, "Floor")
    addUnary(Ceil.self, "Ceil")
    addUnary(Round.self, "Rint")
    addUnary(Square.self, "Square")
    addUnary(BitwiseNot.self, "Invert")
    addBinary(Add.self, "Add")
    addBinary(Subtract.self, "Sub")
    addBinary(Multiply.self, "Mul")
    addBinary(FloorDivide.self, "FloorDiv")
    addBinary(Pow.self, "Pow")
    addBinary(Minimum.self, "Minimum")
    addBinary(Maximum.self, "Maximum")
    addBinary(Atan2.self, "Atan2")
    addBinary(BitwiseAnd.self, "BitwiseAnd")
    addBinary(BitwiseOr.self, "BitwiseOr")
    addBinary(BitwiseXor.self, "BitwiseXor")
    add(Divide.self) { (_, node) throws(Diagnostic) in
      let name = node.type(0).elementType.isInteger ? "Div" : "RealDiv"
      try node.write(name, [node[0], node[1]])
    }
    add(Modulo.self) { (operation, node) throws(Diagnostic) in
      try node.write(operation.kind == .floored ? "FloorMod" : "Mod", [node[0], node[1]])
    }
    add(Cast.self) { (operation, node) throws(Diagnostic) in
      guard let number = operation.to.geEnumerator else {
        throw node.unsupported("GE has no elements of type \(operation.to)")
      }
      try node.write("Cast", [node[0]], [.integer("dst_type", number)])
    }
    add(Clamp.self) { (operation, node) throws(Diagnostic) in
      let elementType = node.type(0).elementType
      guard let low = Weight.scalar(operation.minimum ?? 0, elementType),
        let high = Weight.scalar(operation.maximum ?? 0, elementType)
      else { throw node.unsupported("the bounds are no elements of type \(elementType)") }
      try node.write(
        "ClipByValue",
        [
          node[0], node.constant(low, named: "minimum"), node.constant(high, named: "maximum"),
        ])
    }
    add(CumulativeSum.self) { (operation, node) throws(Diagnostic) in
      try node.write(
        "CumsumD", [node[0]],
        [
          .integer("axis", operation.axis), .flag("exclusive", operation.isExclusive),
          .flag("reverse", operation.isReversed),
        ])
    }
  }

  /// Comparisons, and what is made of truth values.
  mutating func addComparisons() {
    addBinary(Equal.self, "Equal")
    addBinary(NotEqual.self, "NotEqual")
    addBinary(Less.self, "Less")
    addBinary(LessOrEqual.self, "LessEqual")
    addBinary(Greater.self, "Greater")
    addBinary(GreaterOrEqual.self, "GreaterEqual")
    addBinary(And.self, "LogicalAnd")
    addBinary(Or.self, "LogicalOr")
    addUnary(Not.self, "LogicalNot")
    add(Where.self) { (_, node) throws(Diagnostic) in
      // The older operator does not broadcast.
      let isSame =
        node.shape(0).sizes != nil && node.shape(0) == node.shape(1)
        && node.shape(1) == node.shape(2)
      try node.write(isSame ? "Select" : "SelectV2", [node[0], node[1], node[2]])
    }
  }

  /// Activations.
  mutating func addActivations() {
    addUnary(Relu.self, "Relu")
    addUnary(Relu6.self, "Relu6")
    addUnary(Sigmoid.self, "Sigmoid")
    addUnary(Tanh.self, "Tanh")
    addUnary(HardSwish.self, "HardSwish")
    addUnary(Softplus.self, "Softplus")
    addUnary(Softsign.self, "Softsign")
    addUnary(Selu.self, "Selu")
    addUnary(Gelu.self, "Gelu")
    add(Silu.self) { (_, node) throws(Diagnostic) in
      try node.write("Swish", [node[0]], [.float("scale", 1)])
    }
    add(LeakyRelu.self) { (operation, node) throws(Diagnostic) in
      try node.write("LeakyRelu", [node[0]], [.float("negative_slope", operation.slope)])
    }
    add(Elu.self) { (operation, node) throws(Diagnostic) in
      try node.write("Elu", [node[0]], [.float("alpha", operation.alpha)])
    }
    add(HardSigmoid.self) { (operation, node) throws(Diagnostic) in
      try node.write(
        "HardSigmoid", [node[0]],
        [.float("alpha", operation.alpha), .float("beta", operation.beta)])
    }
    add(PRelu.self) { (_, node) throws(Diagnostic) in
      guard let slope = node.weight(1) else { throw node.unsupported("the slopes are computed") }
      let vector = slope.reshaped(to: [slope.elementCount])
      let slopes = try node.constant(vector, named: "weight")
      try node.write("PRelu", [node[0], slopes])
    }
    add(Softmax.self) { (operation, node) throws(Diagnostic) in
      try node.write("SoftmaxV2", [node[0]], [.integers("axes", [operation.axis])])
    }
    add(LogSoftmax.self) { (operation, node) throws(Diagnostic) in
      try node.write("LogSoftmaxV2", [node[0]], [.integers("axes", [operation.axis])])
    }
  }
}
