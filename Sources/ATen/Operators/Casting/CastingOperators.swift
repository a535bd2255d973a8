import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// The same elements in another type, or as they are.
  static let castings: [ATenOperator] = family(
    named(
      """
      to.dtype(self, dtype: int, non_blocking: bool=False, copy=False, memory_format=None)
      """,
      """
      to.device(self, device: str, dtype: int=None, non_blocking=False, copy=False, \
      memory_format=None)
      """,
      """
      to.dtype_layout(self, dtype: int=None, layout=None, device=None, pin_memory=None, \
      non_blocking=False, copy=False, memory_format=None)
      """,
      "_autocast_to_full_precision(self, cuda_enabled, cpu_enabled)"
    ) { call throws(Diagnostic) in
      let isCopied = call.has("copy") ? try call.boolean("copy") : false
      let type = call.has("dtype") ? try call.elementType("dtype") : nil
      return [try call.casted(to: type, isCopied: isCopied)]
    },
    named("to.other(self, other: Tensor, non_blocking=False, copy=False, memory_format=None)") {
      call throws(Diagnostic) in
      let type = call.elementType(of: try call.tensor("other"))
      return [try call.casted(to: type, isCopied: try call.boolean("copy"))]
    },
    named(
      """
      _to_copy(self, dtype=None, layout=None, device=None, pin_memory=None, non_blocking=False, \
      memory_format=None)
      """
    ) { call throws(Diagnostic) in
      [try call.casted(to: try call.elementType("dtype"), isCopied: true)]
    },
    named("type_as(self, other)") { call throws(Diagnostic) in
      [try call.casted(to: call.elementType(of: try call.tensor("other")), isCopied: false)]
    },
    casting("_cast_Byte(self, non_blocking=False)", .uint8),
    casting("_cast_Char(self, non_blocking=False)", .int8),
    casting("_cast_Short(self, non_blocking=False)", .int16),
    casting("_cast_Int(self, non_blocking=False)", .int32),
    casting("_cast_Long(self, non_blocking=False)", .int64),
    casting("_cast_Half(self, non_blocking=False)", .float16),
    casting("_cast_Float(self, non_blocking=False)", .float32),
    casting("_cast_Double(self, non_blocking=False)", .float64),
    casting("half(self)", .float16), casting("bfloat16(self)", .bfloat16),
    casting("double(self)", .float64), casting("long(self)", .int64),
    casting("short(self)", .int16), casting("char(self)", .int8), casting("byte(self)", .uint8),
    named("copy(self, src, non_blocking=False)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let source = try call.context.cast(try call.tensor("src"), to: call.elementType(of: x))
      let sizes = call.shape(x).dimensions
      guard call.shape(source).dimensions != sizes else { return call.result(source) }
      return call.result(try call.context.expand(source, to: sizes))
    },
    named(
      "clone(self, memory_format=None)", "lift_fresh_copy(self)", "lift(self)", "alias_copy(self)",
      "detach_copy(self)"
    ) { call throws(Diagnostic) in
      call.result(try call.tensor("self"))
    },
    named("contiguous(self, memory_format=None)") { call throws(Diagnostic) in
      // What is no view of another tensor lies in memory as it is.
      guard case .tensor(let tensor) = call.value("self"), call.context.isView(tensor) else {
        return [call.value("self")]
      }
      return call.result(try call.tensor("self"))
    },
    named(
      "detach(self)", "alias(self)", "lift_fresh(self)", "cpu(self)", "cuda(self)",
      "requires_grad(self, requires_grad=True)"
    ) { call throws(Diagnostic) in
      [call.value("self")]
    })

  private static func casting(
    _ signature: StaticString, _ type: ElementType
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in [try call.casted(to: type, isCopied: false)] }
  }
}

extension ATenCall {
  /// `self` in an element type: itself if it has the type already and no copy is asked for.
  fileprivate func casted(
    to type: ElementType?, isCopied: Bool
  ) throws(Diagnostic) -> ATenValue {
    // A size that a program calls a tensor stays a size.
    if let ratio = Ratio(value("self")) {
      switch type {
      case .some(let type) where type.isFloatingPoint: return ratio.value
      case .some(let type) where type.isInteger: return ATenValue(ratio.floor)
      default: return value("self")
      }
    }
    let x = try tensor("self")
    let type = type ?? elementType(of: x)
    guard !type.isComplex else { throw unsupported("complex numbers are not converted") }
    if elementType(of: x) == type, !isCopied { return value("self") }
    return context.tensor(try context.cast(x, to: type))
  }
}

extension ATenContext {
  /// Whether a tensor shows elements of another one.
  func isView(_ tensor: ATenTensor) -> Bool { cells[tensor.index].view != nil }
}

extension ATenCall {
  /// The bits of a tensor's elements as those of another type, as far as a cast keeps them: whole numbers
  /// of one width.
  func reinterpreted(_ x: ValueID) throws(Diagnostic) -> ValueID {
    let from = elementType(of: x)
    guard let to = try elementType("dtype") else { throw mismatch("dtype", "an element type") }
    if from == to { return x }
    let isWhole = [from, to].allSatisfy { $0.isInteger || $0 == .bool }
    guard isWhole, from.byteCount == to.byteCount else {
      throw unsupported("the bits of \(from) are read as \(to), which ONNX cannot do")
    }
    return try context.cast(x, to: to)
  }
}
