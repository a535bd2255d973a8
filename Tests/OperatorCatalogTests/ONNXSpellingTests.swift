import ModelIR
import Testing

/// How operators are written in ONNX that it has no name for.
private let writtenWithOthers: [String: String] = [
  "Rsqrt": "Sqrt, Reciprocal",
  "Expm1": "Exp, Sub",
  "Log1p": "Add, Log",
  "Trunc": "Abs, Floor, Sign, Mul",
  "Square": "Mul",
  "FloorDivide": "Div, Floor",
  "NotEqual": "Equal, Not",
  "Atan2": "Div, Atan, Where",
  "Relu6": "Clip",
  "QuickGelu": "Mul, Sigmoid, Mul",
  "LogSigmoid": "Neg, Softplus, Neg",
  "Lisht": "Tanh, Mul",
  "LogCosh": "Mul, Softplus, Add, Sub",
  "TanhShrink": "Tanh, Sub",
  "Threshold": "Greater, Where",
  "HardTanh": "Clip",
  "GLU": "Split, Sigmoid, Mul",
  "ReduceAny": "Cast, ReduceMax, Cast",
  "ReduceAll": "Cast, ReduceMin, Cast",
  "ReduceVariance": "ReduceMean, Sub, Mul, ReduceMean",
  "CustomOperator": "whatever the source's domain defines",
]

@Suite struct ONNXSpellingTests {
  @Test(arguments: ListedOperator.all)
  func `an operator has an ONNX name or a known way around it`(_ listed: ListedOperator) {
    let isNamed = listed.definition.spellings.contains { $0.ecosystem == .onnx }
    #expect(isNamed != (writtenWithOthers[listed.name] != nil))
  }

  @Test func `every known way around is of a listed operator`() {
    for name in writtenWithOthers.keys.sorted() {
      #expect(OperatorCatalog.operator(named: name) != nil, "\(name)")
    }
  }
}
