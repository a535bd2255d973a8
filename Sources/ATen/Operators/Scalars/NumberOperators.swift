import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// The only element of a tensor as a number, and numbers as tensors.
  static let numbers: [ATenOperator] = family(
    named(
      "item(self)", "_local_scalar_dense(self)", "ScalarImplicit(self)", "Scalar(self)"
    ) { call throws(Diagnostic) in
      let x = try call.single()
      if let known = try call.context.constantScalar(x) { return [known] }
      return call.elementType(of: x).isInteger ? [try call.size(x)] : call.result(x)
    },
    named(
      "Int(self)", "IntImplicit(self)", "int(self)", "sym_int(self)", "TruncToInt(self)"
    ) { call throws(Diagnostic) in
      let x = try call.single()
      if let number = try call.context.constantScalar(x)?.plainNumber,
        let integer = Int(exactly: number.rounded(.towardZero))
      {
        return [.integer(integer)]
      }
      return [try call.size(x)]
    },
    named(
      "Float(self)", "FloatImplicit(self)", "float(self)", "sym_float(self)"
    ) { call throws(Diagnostic) in
      let x = try call.single()
      if let number = try call.context.constantScalar(x)?.plainNumber { return [.number(number)] }
      return call.result(try call.context.floating(x))
    },
    named("Bool(self)", "bool(self)", "is_nonzero(self)") { call throws(Diagnostic) in
      let x = try call.single()
      if let number = try call.context.constantScalar(x)?.plainNumber {
        return [.boolean(number != 0)]
      }
      return call.result(try call.truth(x))
    },
    named("NumToTensor(self)") { call throws(Diagnostic) in [call.value("self")] },
    named("truediv(self, other)") { call throws(Diagnostic) in
      call.result(try call.floatingBinary(Divide()))
    },
    named("floordiv(self, other)") { call throws(Diagnostic) in
      call.result(try call.binary(FloorDivide()))
    },
    named("mod(self, other)") { call throws(Diagnostic) in
      call.result(try call.binary(Modulo(kind: .floored)))
    },
    named("sym_max(self, other)") { call throws(Diagnostic) in
      call.result(try call.larger("self", "other"))
    },
    named("sym_min(self, other)") { call throws(Diagnostic) in
      call.result(try call.smaller("self", "other"))
    },
    named("sym_sqrt(self)", "_sym_sqrt(self)") { call throws(Diagnostic) in
      call.result(try call.add(Sqrt(), try call.floating("self")))
    },
    named(
      "_assert_async(self, assert_msg=None)", "_assert_scalar(self, assert_msg)",
      "sym_constrain_range(size, min=None, max=None)",
      "sym_constrain_range_for_size(size, min=None, max=None)",
      "_assert_tensor_metadata(a, size=None, stride=None, dtype=None, device=None, layout=None)",
      "_check(self)", "warn(message, stacklevel=2)"
    ) { call throws(Diagnostic) in
      []
    })
}

extension ATenCall {
  /// `self`, which has one element, without axes.
  fileprivate func single() throws(Diagnostic) -> ValueID {
    let x = try tensor("self")
    if let count = shape(x).elementCount.size, count != 1 {
      throw problem("needs a tensor of one element, \(shape(x)) has \(count)")
    }
    return rank(x) == 0 ? x : try context.reshape(x, to: [])
  }

  /// A tensor without axes as a size.
  fileprivate func size(_ x: ValueID) throws(Diagnostic) -> ATenValue {
    .size(try context.symbol(for: x))
  }
}
