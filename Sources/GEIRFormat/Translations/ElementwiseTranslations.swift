import Diagnostics
import ModelIR

extension GETranslationTable {
  /// Operators on elements.
  mutating func addElementwise() {
    addUnary("Identity", Identity())
    addUnary("Neg", Negate())
    addUnary("Abs", Absolute())
    addUnary("Sqrt", Sqrt())
    addUnary("Rsqrt", Rsqrt())
    addUnary("Reciprocal", Reciprocal())
    addUnary("Expm1", Expm1())
    addUnary("Log1p", Log1p())
    addUnary("Sin", Sin())
    addUnary("Cos", Cos())
    addUnary("Tan", Tan())
    addUnary("Asin", Asin())
    addUnary("Acos", Acos())
    addUnary("Atan", Atan())
    addUnary("Sinh", Sinh())
    addUnary("Cosh", Cosh())
    addUnary("Asinh", Asinh())
    addUnary("Acosh", Acosh())
    addUnary("Atanh", Atanh())
    addUnary("Erf", Erf())
    addUnary("Sign", Sign())
    addUnary("Floor", Floor())
    addUnary("Ceil", Ceil())
    addUnary("Rint", Round())
    addUnary("Round", Round())
    addUnary("Square", Square())
    addUnary("Invert", BitwiseNot())
    addUnary("LogicalNot", Not())
    addBinary("Add", Add())
    addBinary("Sub", Subtract())
    addBinary("Mul", Multiply())
    addBinary("Div", Divide())
    addBinary("RealDiv", Divide())
    addBinary("FloorDiv", FloorDivide())
    addBinary("FloorMod", Modulo(kind: .floored))
    addBinary("Mod", Modulo(kind: .truncated))
    addBinary("Pow", Pow())
    addBinary("Minimum", Minimum())
    addBinary("Maximum", Maximum())
    addBinary("Atan2", Atan2())
    addBinary("BitwiseAnd", BitwiseAnd())
    addBinary("BitwiseOr", BitwiseOr())
    addBinary("BitwiseXor", BitwiseXor())
    addBinary("Equal", Equal())
    addBinary("NotEqual", NotEqual())
    addBinary("Less", Less())
    addBinary("LessEqual", LessOrEqual())
    addBinary("Greater", Greater())
    addBinary("GreaterEqual", GreaterOrEqual())
    addBinary("LogicalAnd", And())
    addBinary("LogicalOr", Or())
    add("Select") { (node) throws(Diagnostic) in
      try node.result(Where(), node["condition"], node["x1"], node["x2"])
    }
    add("SelectV2") { (node) throws(Diagnostic) in
      try node.result(Where(), node["condition"], node["then"], node["else"])
    }
    add("Cast") { (node) throws(Diagnostic) in
      let number = try node.integer("dst_type")
      guard let type = ElementType(geEnumerator: number) else {
        throw node.untranslatable("there are no elements of type \(number)")
      }
      let x = try node["x"]
      // Places of the largest are 32 bits wide there and 64 here.
      guard node.type(of: x).elementType != type else { return node.bind(0, x) }
      try node.result(Cast(to: type), x)
    }
  }

  /// Operators that calculate with numbers among their settings.
  mutating func addArithmetic() {
    add("Exp") { (node) throws(Diagnostic) in
      try node.requireNatural()
      try node.result(Exp(), node["x"])
    }
    add("Log") { (node) throws(Diagnostic) in
      try node.requireNatural()
      try node.result(Log(), node["x"])
    }
    add("ClipByValue") { (node) throws(Diagnostic) in
      let low = try node.numbers(of: "clip_value_min")
      let high = try node.numbers(of: "clip_value_max")
      guard low.count == 1, high.count == 1 else {
        throw node.untranslatable("the bounds are no single numbers")
      }
      try node.result(Clamp(minimum: low[0], maximum: high[0]), node["x"])
    }
    add("Muls") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let factor = try node.scalar(node.float("value"), node.type(of: x).elementType)
      try node.result(Multiply(), x, factor)
    }
    add("Adds") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let addend = try node.scalar(node.float("value"), node.type(of: x).elementType)
      try node.result(Add(), x, addend)
    }
    add("Axpy") { (node) throws(Diagnostic) in
      let x = try node["x2"]
      let factor = try node.scalar(node.float("alpha"), node.type(of: x).elementType)
      try node.result(Add(), node["x1"], node.emit(Multiply(), x, factor))
    }
    add("Power") { (node) throws(Diagnostic) in
      var x = try node["x"]
      let elementType = node.type(of: x).elementType
      let (power, scale) = (try node.float("power"), try node.float("scale"))
      let shift = try node.float("shift")
      if scale != 1 { x = try node.emit(Multiply(), x, node.scalar(scale, elementType)) }
      if shift != 0 { x = try node.emit(Add(), x, node.scalar(shift, elementType)) }
      try node.result(Pow(), x, node.scalar(power, elementType))
    }
    add("CumsumD") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let axis = try node.axis(node.integer("axis"), of: x)
      try node.result(
        CumulativeSum(
          axis: axis, isExclusive: node.flag("exclusive"), isReversed: node.flag("reverse")), x)
    }
  }

  /// Activations.
  mutating func addActivations() {
    addUnary("Relu", Relu())
    addUnary("Relu6", Relu6())
    addUnary("Sigmoid", Sigmoid())
    addUnary("Tanh", Tanh())
    addUnary("HardSwish", HardSwish())
    addUnary("Softplus", Softplus())
    addUnary("Softsign", Softsign())
    addUnary("Selu", Selu())
    addUnary("Gelu", Gelu(approximation: .tanh))
    add("Swish") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let scale = try node.float("scale")
      if scale == 1 { return try node.result(Silu(), x) }
      let scaled = try node.emit(
        Multiply(), x, node.scalar(scale, node.type(of: x).elementType))
      try node.result(Multiply(), x, node.emit(Sigmoid(), scaled))
    }
    add("LeakyRelu") { (node) throws(Diagnostic) in
      try node.result(LeakyRelu(slope: node.float("negative_slope")), node["x"])
    }
    add("Elu") { (node) throws(Diagnostic) in
      for name in ["scale", "input_scale"] {
        guard try node.float(name) == 1 else {
          throw node.untranslatable("its setting '\(name)' is not 1")
        }
      }
      try node.result(Elu(alpha: node.float("alpha")), node["x"])
    }
    add("HardSigmoid") { (node) throws(Diagnostic) in
      try node.result(
        HardSigmoid(alpha: node.float("alpha"), beta: node.float("beta")), node["input_x"])
    }
    add("PRelu") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let rank = node.shape(of: x).rank
      guard let slope = node.weight("weight"), slope.shape.count == 1 else {
        throw node.untranslatable("the slopes are no constant of one axis")
      }
      let isShared = slope.elementCount == 1 || rank < 2
      let shape = isShared ? slope.shape : slope.shape + [Int](repeating: 1, count: rank - 2)
      let slopes = node.stored(slope.reshaped(to: shape), named: node.weightName("weight"))
      try node.result(PRelu(), x, slopes)
    }
    add("SoftmaxV2") { (node) throws(Diagnostic) in
      let x = try node["x"]
      try node.result(Softmax(axis: node.onlyAxis("axes", of: x)), x)
    }
    add("LogSoftmaxV2") { (node) throws(Diagnostic) in
      let x = try node["logits"]
      try node.result(LogSoftmax(axis: node.onlyAxis("axes", of: x)), x)
    }
  }
}

extension GETranslation {
  /// Checks that an exponential or a logarithm is the natural one.
  fileprivate func requireNatural() throws(Diagnostic) {
    guard try float("base") == -1, try float("scale") == 1, try float("shift") == 0 else {
      throw untranslatable("it has another base, scale or shift")
    }
  }

  /// An axis counted from 0.
  func axis(_ axis: Int, rank: Int) throws(Diagnostic) -> Int {
    guard axis >= -rank, axis < rank else {
      throw malformed("the axis \(axis) is outside a tensor of \(rank) axes")
    }
    return axis < 0 ? axis + rank : axis
  }

  /// An axis of a value, counted from 0.
  func axis(_ axis: Int, of value: ValueID) throws(Diagnostic) -> Int {
    try self.axis(axis, rank: shape(of: value).rank)
  }

  /// Axes of a value, counted from 0.
  func axes(_ axes: [Int], of value: ValueID) throws(Diagnostic) -> [Int] {
    var result: [Int] = []
    for axis in axes { result.append(try self.axis(axis, of: value)) }
    return result
  }

  /// The axis of a setting that lists one.
  fileprivate func onlyAxis(_ name: String, of value: ValueID) throws(Diagnostic) -> Int {
    let axes = try integers(name)
    guard axes.count == 1 else { throw untranslatable("it goes along \(axes.count) axes") }
    return try axis(axes[0], of: value)
  }
}
