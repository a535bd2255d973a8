import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Tensors with one number everywhere.
  static let fillings: [ATenOperator] = family(
    named(
      "zeros(size, dtype=None, layout=None, device=None, pin_memory=None)",
      "empty(size, dtype=None, layout=None, device=None, pin_memory=None, memory_format=None)",
      "empty_strided(size, stride, dtype=None, layout=None, device=None, pin_memory=None)",
      """
      empty_permuted(size, physical_layout, dtype=None, layout=None, device=None, pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      call.result(
        try call.filled(try call.sizes("size"), with: .integer(0), try call.type(orElse: .float32)))
    },
    named("ones(size, dtype=None, layout=None, device=None, pin_memory=None)") {
      call throws(Diagnostic) in
      call.result(
        try call.filled(try call.sizes("size"), with: .integer(1), try call.type(orElse: .float32)))
    },
    named("full(size, fill_value, dtype=None, layout=None, device=None, pin_memory=None)") {
      call throws(Diagnostic) in
      let value = call.value("fill_value")
      let type = try call.type(orElse: try call.naturalType(of: value))
      return call.result(try call.filled(try call.sizes("size"), with: value, type))
    },
    named(
      "new_zeros(self, size, dtype=None, layout=None, device=None, pin_memory=None)",
      "new_empty(self, size, dtype=None, layout=None, device=None, pin_memory=None)",
      "new_empty_strided(self, size, stride, dtype=None, layout=None, device=None, pin_memory=None)"
    ) { call throws(Diagnostic) in
      call.result(try call.filledAnew(with: .integer(0)))
    },
    named("new_ones(self, size, dtype=None, layout=None, device=None, pin_memory=None)") {
      call throws(Diagnostic) in
      call.result(try call.filledAnew(with: .integer(1)))
    },
    named(
      "new_full(self, size, fill_value, dtype=None, layout=None, device=None, pin_memory=None)"
    ) { call throws(Diagnostic) in
      call.result(try call.filledAnew(with: call.value("fill_value")))
    },
    named(
      """
      zeros_like(self, dtype=None, layout=None, device=None, pin_memory=None, memory_format=None)
      """,
      """
      empty_like(self, dtype=None, layout=None, device=None, pin_memory=None, memory_format=None)
      """, "zero(self)"
    ) { call throws(Diagnostic) in
      call.result(try call.filledLike(.integer(0)))
    },
    named(
      """
      ones_like(self, dtype=None, layout=None, device=None, pin_memory=None, memory_format=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.filledLike(.integer(1)))
    },
    named(
      """
      full_like(self, fill_value, dtype=None, layout=None, device=None, pin_memory=None, \
      memory_format=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.filledLike(call.value("fill_value")))
    },
    named("fill(self, value)") { call throws(Diagnostic) in
      call.result(try call.filledLike(call.value("value")))
    })
}

extension ATenCall {
  /// A tensor of given sizes and the element type of `self`.
  fileprivate func filledAnew(with value: ATenValue) throws(Diagnostic) -> ValueID {
    let type = try type(orElse: elementType(of: try tensor("self")))
    return try filled(try sizes("size"), with: value, type)
  }
}
