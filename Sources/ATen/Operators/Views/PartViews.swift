import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Views of all parts of an axis, one after the other.
  static let partViews: [ATenOperator] = [
    parts("split(self: Tensor, split_size: int, dim: int=0)", sizes: splitParts),
    parts("split.sizes(self: Tensor, split_size: int[], dim: int=0)") {
      call, _ throws(Diagnostic) in
      try call.sizes("split_size")
    },
    parts("split(self: Tensor, split_sizes: int[], dim: int=0)", sizes: statedParts),
    parts("split_with_sizes(self, split_sizes: int[], dim: int=0)", sizes: statedParts),
    parts("chunk(self, chunks: int, dim: int=0)", sizes: chunkParts),
    parts("unsafe_split(self, split_size: int, dim: int=0)", sizes: splitParts),
    parts("unsafe_split_with_sizes(self, split_sizes: int[], dim: int=0)", sizes: statedParts),
    parts("unsafe_chunk(self, chunks: int, dim: int=0)", sizes: chunkParts),
    parts("tensor_split.sections(self, sections: int, dim: int=0)") {
      call, size throws(Diagnostic) in
      try call.evenParts(of: size, count: try call.integer("sections"))
    },
    parts("tensor_split.indices(self, indices: int[], dim: int=0)") {
      call, size throws(Diagnostic) in
      try call.parts(of: size, cutAt: try call.sizes("indices"))
    },
    numpyParts("hsplit.int(self, sections: int)", from: 1),
    numpyParts("hsplit.array(self, indices: int[])", from: 1),
    numpyParts("vsplit.int(self, sections: int)", from: 0),
    numpyParts("vsplit.array(self, indices: int[])", from: 0),
    numpyParts("dsplit.int(self, sections: int)", from: 2),
    numpyParts("dsplit.array(self, indices: int[])", from: 2),
    ATenOperator(view: "unbind(self, dim: int=0)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let axis = try call.axis("dim", rank: call.rank(x))
      let count = try call.partCount(call.rank(x) > axis ? call.shape(x)[axis] : .unknown)
      let items = try (0..<count).map { index throws(Diagnostic) in
        try call.select(.fixed(index), of: x, axis: axis)
      }
      return [.list(call.results(items))]
    } writeBack: { call, original, view, index throws(Diagnostic) in
      let axis = try call.axis("dim", rank: call.rank(original))
      let range = try call.range(of: .fixed(index), in: original, axis: axis)
      return try call.put(try call.add(Unsqueeze(axes: [axis]), view), in: range, of: original)
    },
  ]

  private typealias Sizes = @Sendable (ATenCall, Dimension) throws(Diagnostic) -> [Dimension]

  private static func parts(_ signature: StaticString, sizes: @escaping Sizes) -> ATenOperator {
    parts(signature, sizes: sizes) { call, rank throws(Diagnostic) in
      try call.axis("dim", rank: rank)
    }
  }

  private static func parts(
    _ signature: StaticString, sizes: @escaping Sizes,
    axis: @escaping @Sendable (ATenCall, Int) throws(Diagnostic) -> Int
  ) -> ATenOperator {
    ATenOperator(view: signature) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let axis = try axis(call, call.rank(x))
      guard call.rank(x) > axis else { throw call.problem("needs an axis \(axis)") }
      let sizes = try sizes(call, call.shape(x)[axis])
      return [.list(call.results(try call.split(x, axis: axis, sizes: sizes)))]
    } writeBack: { call, original, view, index throws(Diagnostic) in
      let axis = try axis(call, call.rank(original))
      let sizes = try sizes(call, call.shape(original)[axis])
      let ranges = call.ranges(of: call.shape(original)[axis], axis: axis, sizes: sizes)
      return try call.put(view, in: ranges[index], of: original)
    }
  }

  /// Parts along the first, second or third axis; that of a tensor with one axis is always the first.
  private static func numpyParts(_ signature: StaticString, from first: Int) -> ATenOperator {
    parts(signature) { call, size throws(Diagnostic) in
      if call.signature.parameters.contains(where: { $0.name == "sections" }) {
        return try call.evenParts(of: size, count: try call.integer("sections"))
      }
      return try call.parts(of: size, cutAt: try call.sizes("indices"))
    } axis: { _, rank in
      first == 1 && rank == 1 ? 0 : first
    }
  }

  @Sendable private static func splitParts(
    _ call: ATenCall, _ size: Dimension
  ) throws(Diagnostic) -> [Dimension] {
    let part = try call.size("split_size")
    if let size = size.size, let part = part.size {
      if size == 0 { return [0] }
      guard part > 0 else { throw call.problem("makes parts of \(part) elements") }
      let count = try call.partCount(.fixed((size - 1) / part + 1))
      return (0..<count).map { .fixed(min(part, size - $0 * part)) }
    }
    if size.isProvablyEqual(to: part) { return [size] }
    guard let count = size.exactlyDivided(by: part)?.size else {
      throw Diagnostic(
        .atenSizeUnknown,
        "\(call.name) makes parts of \(part) elements of an axis of \(size), so that their number is known only when the model runs",
        at: call.context.location)
    }
    return [Dimension](repeating: part, count: try call.partCount(.fixed(count)))
  }

  @Sendable private static func statedParts(
    _ call: ATenCall, _ size: Dimension
  ) throws(Diagnostic) -> [Dimension] {
    call.completed(try call.sizes("split_sizes"), to: size)
  }

  @Sendable private static func chunkParts(
    _ call: ATenCall, _ size: Dimension
  ) throws(Diagnostic) -> [Dimension] {
    let chunks = try call.partCount(.fixed(try call.integer("chunks")))
    guard chunks > 0 else { throw call.problem("makes \(chunks) parts") }
    guard let known = size.size else {
      if let part = size.exactPart(of: chunks) {
        return [Dimension](repeating: part, count: chunks)
      }
      let part = size.ceilingDivided(by: chunks)
      return [Dimension](repeating: part, count: chunks - 1) + [size - part * (chunks - 1)]
    }
    if known == 0 { return [Dimension](repeating: 0, count: chunks) }
    let part = (known - 1) / chunks + 1
    return stride(from: 0, to: known, by: part).map { .fixed(min(part, known - $0)) }
  }
}

extension Dimension {
  /// One of so many equal parts, if the size is known to be a multiple.
  fileprivate func exactPart(of count: Int) -> Dimension? {
    let part = floorDivided(by: count)
    return (part * count).isProvablyEqual(to: self) ? part : nil
  }
}

extension ATenCall {
  /// The number of parts that a list holds.
  ///
  /// - Throws: for one that is not known, or that nobody means.
  func partCount(_ count: Dimension) throws(Diagnostic) -> Int {
    guard let known = count.size else {
      throw Diagnostic(
        .atenSizeUnknown, "\(name) makes \(count) tensors, which have to be a known number",
        at: context.location)
    }
    guard known <= 4096 else { throw unsupported("\(known) tensors are made of one") }
    return known
  }

  /// Consecutive parts of an axis.
  func split(_ x: ValueID, axis: Int, sizes: [Dimension]) throws(Diagnostic) -> [ValueID] {
    if sizes.count == 1, sizes[0].isProvablyEqual(to: shape(x)[axis]) { return [x] }
    let known = sizes.compactMap(\.size)
    if known.count == sizes.count, !known.isEmpty {
      return try context.addAll(Split(axis: axis, sizes: known), [x])
    }
    return try ranges(of: shape(x)[axis], axis: axis, sizes: sizes).map {
      range throws(Diagnostic) in
      try take(range, of: x)
    }
  }

  fileprivate func ranges(of size: Dimension, axis: Int, sizes: [Dimension]) -> [AxisRange] {
    var start: Dimension = 0
    return sizes.enumerated().map { index, part in
      let end = index == sizes.count - 1 ? size : start + part
      defer { start = start + part }
      return AxisRange(axis: axis, size: size, from: start, to: end)
    }
  }

  fileprivate func evenParts(of size: Dimension, count: Int) throws(Diagnostic) -> [Dimension] {
    let count = try partCount(.fixed(count))
    guard count > 0 else { throw problem("makes \(count) parts") }
    let part = size.floorDivided(by: count)
    let rest = size - part * count
    return (0..<count).map { index in
      if let rest = rest.size { return part + (index < rest ? 1 : 0) }
      return part + Dimension.minimum(rest, .fixed(index + 1)) - .minimum(rest, .fixed(index))
    }
  }

  fileprivate func parts(
    of size: Dimension, cutAt indices: [Dimension]
  ) throws(Diagnostic) -> [Dimension] {
    var sizes: [Dimension] = []
    var start: Dimension = 0
    for index in indices + [size] {
      let range = AxisRange(axis: 0, size: size, from: 0, to: index)
      sizes.append(range.end - start)
      start = range.end
    }
    guard sizes.allSatisfy({ ($0.size ?? 0) >= 0 }) else {
      throw unsupported("parts that overlap or lie in another order")
    }
    return sizes
  }
}
