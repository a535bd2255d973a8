import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Several tensors as one, and one as several.
  static let joining: [MindSporePrimitive] = [
    MindSporePrimitive("Concat(tensors, axis=0)", is: "cat"),
    MindSporePrimitive("Stack(tensors, axis=0)", is: "stack"),
    MindSporePrimitive("StackExt(tensors, axis|dim=0)", is: "stack"),
    MindSporePrimitive("Pack(tensors, axis=0)", is: "stack"),
    MindSporePrimitive("Unstack(x, axis=0)", build: unbind),
    MindSporePrimitive("Unpack(x, axis=0)", build: unbind),
    MindSporePrimitive("UnstackExtView(x, axis|dim=0)", build: unbind),
    MindSporePrimitive("Split(x, axis=0, output_num=1)", build: split),
    MindSporePrimitive("SplitV(x, size_splits, split_dim, num_split=None)", build: splitBySizes),
    MindSporePrimitive(
      "SplitWithSize(x, size_splits|split_size, split_dim|dim=0)", build: splitBySizes),
    MindSporePrimitive(
      "SplitWithSizeView(x, size_splits|split_size, split_dim|dim=0)", build: splitBySizes),
    MindSporePrimitive("SplitTensor(x, split_size, dim=0)", is: "split"),
    MindSporePrimitive("SplitTensorView(x, split_size, dim=0)", is: "split"),
    MindSporePrimitive("Chunk(x, chunks, dim=0)", is: "chunk"),
    MindSporePrimitive("ChunkView(x, chunks, dim=0)", is: "chunk"),
    MindSporePrimitive("Meshgrid(inputs, indexing='xy')") { call throws(Diagnostic) in
      let order = try call.choice("indexing", ["ij", "xy"])
      return try call.aten("meshgrid", [call.value("inputs"), .text(order)])
    },
    MindSporePrimitive("Diag(x)", is: "diag"),
    MindSporePrimitive("DiagExt(x, diagonal=0)", is: "diag"),
    MindSporePrimitive("Diagonal(x, offset=0, dim1=0, dim2=1)", is: "diagonal"),
    MindSporePrimitive("DiagonalView(x, offset=0, dim1=0, dim2=1)", is: "diagonal"),
    MindSporePrimitive("Tril(x, diagonal=0)", is: "tril"),
    MindSporePrimitive("TrilExt(x, diagonal=0)", is: "tril"),
    MindSporePrimitive("Triu(x, diagonal=0)", is: "triu"),
  ]

  private static let unbind: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let parts = try call.aten("unbind", [call.value("x"), call.value("axis")])
    return parts.count == 1 ? parts[0].items.map { [.tuple($0)] } ?? parts : [.tuple(parts)]
  }

  private static let split: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let x = try call.tensor("x")
    let axis = try call.axis("axis", rank: call.rank(x))
    let count = try call.integer("output_num")
    guard let size = call.shape(x)[axis].size, count > 0, size.isMultiple(of: count) else {
      throw call.unsupported("\(count) parts of an axis of \(call.shape(x)[axis]) elements")
    }
    return try parts(call, x, axis, [Int](repeating: size / count, count: count))
  }

  private static let splitBySizes: MindSporePrimitive.Build = { call throws(Diagnostic) in
    let x = try call.tensor("x")
    let axis = try call.axis("split_dim", rank: call.rank(x))
    var sizes = try call.integerList("size_splits")
    if let open = sizes.firstIndex(of: -1), let total = call.shape(x)[axis].size {
      sizes[open] = 0
      sizes[open] = total - sizes.reduce(0) { $0 &+ $1 }
    }
    return try parts(call, x, axis, sizes)
  }

  private static func parts(
    _ call: ATenCall, _ x: ValueID, _ axis: Int, _ sizes: [Int]
  ) throws(Diagnostic) -> [ATenValue] {
    guard sizes.count > 1 else { return [.tuple([call.argument(x)])] }
    let values = try call.context.addAll(Split(axis: axis, sizes: sizes), [x])
    return [.tuple(values.map(call.argument))]
  }
}
