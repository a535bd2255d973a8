import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Tensors of one number.
  static let filling: [MindSporePrimitive] = [
    MindSporePrimitive("Fill(type, shape, value)") { call throws(Diagnostic) in
      try call.filled("shape", call.value("value"), try call.dataType("type"))
    },
    MindSporePrimitive("FillV2(shape, value)") { call throws(Diagnostic) in
      try call.filled("shape", call.value("value"), nil)
    },
    MindSporePrimitive("FillScalar(shape|size, value|fill_value, dtype=None)") {
      call throws(Diagnostic) in
      try call.filled("shape", call.value("value"), try call.dataType("dtype"))
    },
    MindSporePrimitive("FillTensor(shape|size, value|fill_value, dtype=None)") {
      call throws(Diagnostic) in
      try call.filled("shape", call.value("value"), try call.dataType("dtype"))
    },
    MindSporePrimitive("Fills(x, value)") { call throws(Diagnostic) in
      try call.aten("full_like", [call.value("x"), call.value("value")])
    },
    MindSporePrimitive("FullLike(x, value|fill_value, dtype=None)") { call throws(Diagnostic) in
      try call.aten(
        "full_like",
        [
          call.value("x"), call.value("value"),
          try call.dataType("dtype").map(ATenValue.elementType) ?? .none,
        ])
    },
    MindSporePrimitive("Zeros(shape, dtype|type=None)") { call throws(Diagnostic) in
      try call.filled("shape", .integer(0), try call.dataType("dtype") ?? .float32)
    },
    MindSporePrimitive("Ones(shape, dtype|type=None)") { call throws(Diagnostic) in
      try call.filled("shape", .integer(1), try call.dataType("dtype") ?? .float32)
    },
    MindSporePrimitive("ZerosLike(x)", is: "zeros_like"),
    MindSporePrimitive("OnesLike(x)", is: "ones_like"),
    MindSporePrimitive("zeros_like(x)", is: "zeros_like"),
    MindSporePrimitive("ones_like(x)", is: "ones_like"),
    MindSporePrimitive("ZerosLikeExt(x, dtype=None)") { call throws(Diagnostic) in
      try call.aten(
        "zeros_like",
        [call.value("x"), try call.dataType("dtype").map(ATenValue.elementType) ?? .none])
    },
    MindSporePrimitive("OnesLikeExt(x, dtype=None)") { call throws(Diagnostic) in
      try call.aten(
        "ones_like",
        [call.value("x"), try call.dataType("dtype").map(ATenValue.elementType) ?? .none])
    },
    MindSporePrimitive("Eye(n, m, dtype=None)") { call throws(Diagnostic) in
      try call.aten(
        "eye",
        [
          call.value("n"), call.value("m"),
          try call.dataType("dtype").map(ATenValue.elementType) ?? .none,
        ], overload: "m")
    },
  ]

  /// Numbers at equal distances.
  static let ranges: [MindSporePrimitive] = [
    MindSporePrimitive("Range(start, end, step, maxlen=1000000)", build: range),
    MindSporePrimitive("Arange(start, end, step, dtype=None)", build: range),
    MindSporePrimitive("LinSpace(start, stop, num)", is: "linspace"),
    MindSporePrimitive("LinSpaceExt(start, stop, num, dtype=None)") { call throws(Diagnostic) in
      try call.aten(
        "linspace",
        [
          call.value("start"), call.value("stop"), call.value("num"),
          try call.dataType("dtype").map(ATenValue.elementType) ?? .none,
        ])
    },
  ]

  private static let range: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let type = call.has("dtype") ? try call.dataType("dtype") : nil
    let bounds = try ["start", "end", "step"].map { name throws(Diagnostic) -> ATenValue in
      guard case .tensor = call.value(name) else { return call.value(name) }
      let bound = try call.tensor(name)
      if let known = try call.context.constantScalar(bound) { return known }
      return call.elementType(of: bound).isInteger
        ? ATenValue(try call.context.symbol(for: bound)) : call.value(name)
    }
    return try call.aten(
      "arange", bounds + [type.map(ATenValue.elementType) ?? .none], overload: "start_step")
  }
}

extension ATenCall {
  /// A tensor of one number, which may be a tensor without axes.
  fileprivate func filled(
    _ shape: String, _ number: ATenValue, _ type: ElementType?
  ) throws(Diagnostic) -> [ATenValue] {
    let sizes = try sizeList(shape)
    if case .tensor(let tensor) = number {
      var value = try context.value(of: tensor)
      if let type { value = try context.cast(value, to: type) }
      if let known = try context.constantScalar(value) {
        return try aten(
          "full",
          [.list(sizes.map(ATenValue.init)), known, .elementType(elementType(of: value))])
      }
      return result(try context.expand(try context.reshape(value, to: []), to: sizes))
    }
    return try aten(
      "full",
      [.list(sizes.map(ATenValue.init)), number, type.map(ATenValue.elementType) ?? .none])
  }
}
