import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Arithmetic with numbers and sizes that are no tensors.
  static let scalars: [MindSporePrimitive] = [
    MindSporePrimitive("ScalarAdd(x, y)", is: "add"),
    MindSporePrimitive("scalar_add(x, y)", is: "add"),
    MindSporePrimitive("ScalarSub(x, y)", is: "sub"),
    MindSporePrimitive("scalar_sub(x, y)", is: "sub"),
    MindSporePrimitive("ScalarMul(x, y)", is: "mul"),
    MindSporePrimitive("scalar_mul(x, y)", is: "mul"),
    MindSporePrimitive("ScalarDiv(x, y)", is: "truediv"),
    MindSporePrimitive("scalar_div(x, y)", is: "truediv"),
    MindSporePrimitive("ScalarFloorDiv(x, y)", is: "floordiv"),
    MindSporePrimitive("ScalarFloordiv(x, y)", is: "floordiv"),
    MindSporePrimitive("scalar_floordiv(x, y)", is: "floordiv"),
    MindSporePrimitive("ScalarMod(x, y)", is: "mod"),
    MindSporePrimitive("scalar_mod(x, y)", is: "mod"),
    MindSporePrimitive("ScalarPow(x, y)", is: "pow"),
    MindSporePrimitive("ScalarUsub(x)", is: "neg"),
    MindSporePrimitive("ScalarUadd(x)") { call throws(Diagnostic) in [call.value("x")] },
    MindSporePrimitive("ScalarEq(x, y)", is: "eq"),
    MindSporePrimitive("scalar_eq(x, y)", is: "eq"),
    MindSporePrimitive("ScalarNe(x, y)", is: "ne"),
    MindSporePrimitive("ScalarLt(x, y)", is: "lt"),
    MindSporePrimitive("scalar_lt(x, y)", is: "lt"),
    MindSporePrimitive("ScalarLe(x, y)", is: "le"),
    MindSporePrimitive("ScalarGt(x, y)", is: "gt"),
    MindSporePrimitive("scalar_gt(x, y)", is: "gt"),
    MindSporePrimitive("ScalarGe(x, y)", is: "ge"),
    MindSporePrimitive("ScalarMax(x, y)", is: "sym_max"),
    MindSporePrimitive("ScalarMin(x, y)", is: "sym_min"),
    MindSporePrimitive("ScalarCast(x, dtype)") { call throws(Diagnostic) in
      switch (call.value("x"), try call.dataType("dtype")) {
      case (.tensor, let type?):
        return call.result(try call.context.cast(try call.tensor("x"), to: type))
      case (.integer(let integer), let type?) where type.isFloatingPoint:
        return [.number(Double(integer))]
      case (.number(let number), let type?) where type.isInteger:
        guard let integer = Int(exactly: number.rounded(.towardZero)) else {
          throw call.problem("makes an integer of \(number)")
        }
        return [.integer(integer)]
      case (.integer(let integer), .bool?): return [.boolean(integer != 0)]
      case (.boolean(let flag), let type?) where type.isInteger: return [.integer(flag ? 1 : 0)]
      default: return [call.value("x")]
      }
    },
    MindSporePrimitive("BoolNot(x)", is: "sym_not"),
    MindSporePrimitive("ScalarBool(x)") { call throws(Diagnostic) in
      switch call.value("x") {
      case .integer(let integer): return [.boolean(integer != 0)]
      case .number(let number): return [.boolean(number != 0)]
      default: return [call.value("x")]
      }
    },
    MindSporePrimitive("tuple_equal(x, y)", build: equalItems),
    MindSporePrimitive("list_equal(x, y)", build: equalItems),
    MindSporePrimitive("SequenceLen(x)") { call throws(Diagnostic) in
      guard let items = call.value("x").items else { throw call.problem("counts what is no tuple") }
      return [.integer(items.count)]
    },
  ]

  /// Whether two tuples of numbers and sizes are the same.
  private static let equalItems: MindSporePrimitive.Build = { call throws(Diagnostic) in
    guard let left = call.value("x").items, let right = call.value("y").items else {
      throw call.problem("compares what is no tuple")
    }
    guard left.count == right.count else { return [.boolean(false)] }
    for (one, other) in zip(left, right) {
      if let a = one.dimension, let b = other.dimension {
        if a.isProvablyEqual(to: b) { continue }
        guard a.isFixed, b.isFixed else {
          throw call.unsupported("sizes that are known only when the model runs")
        }
        return [.boolean(false)]
      }
      guard !one.holdsTensor, !other.holdsTensor else { throw call.unsupported("tensors") }
      if one != other { return [.boolean(false)] }
    }
    return [.boolean(true)]
  }
}
