import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// What is asked of a tensor besides its elements.
  static let sizeQueries: [ATenOperator] = family(
    named("size.int(self, dim: int)", "sym_size.int(self, dim: int)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      guard call.rank(x) > 0 else { throw call.problem("asks for the size of a single number") }
      let axis = try call.axis("dim", rank: call.rank(x))
      return [ATenValue(try call.sizes(of: "self")[axis])]
    },
    named("size(self)", "sym_size(self)") { call throws(Diagnostic) in
      [.list(try call.sizes(of: "self").map { ATenValue($0) })]
    },
    named("_shape_as_tensor(self)") { call throws(Diagnostic) in
      call.result(try call.context.vector(of: try call.sizes(of: "self")))
    },
    named("len(self)") { call throws(Diagnostic) in
      guard let size = try call.sizes(of: "self").first else {
        throw call.problem("asks for the length of a single number")
      }
      return [ATenValue(size)]
    },
    named("stride.int(self, dim: int)", "sym_stride.int(self, dim: int)") {
      call throws(Diagnostic) in
      let strides = try call.strides()
      guard !strides.isEmpty else { throw call.problem("asks for a stride of a single number") }
      return [strides[try call.axis("dim", rank: strides.count)]]
    },
    named("stride(self)", "sym_stride(self)") { call throws(Diagnostic) in
      [.list(try call.strides())]
    },
    named("numel(self)", "sym_numel(self)", "nelement(self)") { call throws(Diagnostic) in
      [ATenValue(try call.sizes(of: "self").reduce(1, *))]
    },
    named("dim(self)", "ndim(self)", "ndimension(self)") { call throws(Diagnostic) in
      [.integer(call.rank(try call.tensor("self")))]
    },
    named("storage_offset(self)", "sym_storage_offset(self)", "get_device(self)", "layout(self)") {
      call throws(Diagnostic) in
      [.integer(0)]
    },
    named("dtype(self)") { call throws(Diagnostic) in
      [.elementType(call.elementType(of: try call.tensor("self")))]
    },
    named("device(self)") { call throws(Diagnostic) in [.text("cpu")] },
    named("is_floating_point(self)") { call throws(Diagnostic) in
      [.boolean(call.elementType(of: try call.tensor("self")).isFloatingPoint)]
    },
    named("is_complex(self)") { call throws(Diagnostic) in
      [.boolean(call.elementType(of: try call.tensor("self")).isComplex)]
    },
    named("is_signed(self)") { call throws(Diagnostic) in
      let type = call.elementType(of: try call.tensor("self"))
      return [.boolean(![.bool, .uint8, .uint16, .uint32, .uint64].contains(type))]
    },
    named(
      "is_contiguous(self, memory_format=None)", "sym_is_contiguous(self, memory_format=None)",
      "is_cpu(self)", "is_leaf(self)"
    ) { call throws(Diagnostic) in
      [.boolean(true)]
    },
    named(
      "is_cuda(self)", "is_sparse(self)", "is_quantized(self)", "is_mkldnn(self)", "is_mps(self)",
      "is_vulkan(self)", "is_xla(self)", "is_xpu(self)", "is_ipu(self)", "is_meta(self)",
      "is_nested(self)", "is_conj(self)", "is_neg(self)", "is_inference(self)",
      "requires_grad(self)"
    ) { call throws(Diagnostic) in
      [.boolean(false)]
    },
    named("is_same_size(self, other)") { call throws(Diagnostic) in
      let left = try call.sizes(of: "self")
      let right = try call.sizes(of: "other")
      let isSame =
        left.count == right.count
        && zip(left, right).allSatisfy { $0.isProvablyEqual(to: $1) }
      return [.boolean(isSame)]
    })
}

extension ATenCall {
  /// The sizes of a tensor; those that nothing in the graph gives are asked for when the model runs.
  fileprivate func sizes(of argument: String) throws(Diagnostic) -> [Dimension] {
    let x = try tensor(argument)
    var sizes = shape(x).dimensions
    if !sizes.allSatisfy(context.isComputable), case .tensor(let tensor) = value(argument) {
      try context.registerSymbols(of: tensor)
    }
    for axis in sizes.indices where !context.isComputable(sizes[axis]) {
      let size = try add(ShapeOf(start: axis, end: axis + 1), x)
      sizes[axis] = try context.symbol(for: try add(Squeeze(axes: [0]), size))
    }
    if sizes != shape(x).dimensions { context.refine(x, to: Shape(sizes)) }
    return sizes
  }

  /// The distances of neighbours along each axis, as those of a tensor that lies in memory in order.
  fileprivate func strides() throws(Diagnostic) -> [ATenValue] {
    var stride: Dimension = 1
    var strides: [ATenValue] = []
    for size in try sizes(of: "self").reversed() {
      strides.append(ATenValue(stride))
      stride = stride * Dimension.maximum(size, 1)
    }
    return strides.reversed()
  }
}
