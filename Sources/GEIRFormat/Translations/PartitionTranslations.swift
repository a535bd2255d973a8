import Diagnostics
import ModelIR

extension GETranslationTable {
  /// Operators that join, part, cut and pad.
  mutating func addPartition() {
    add("ConcatD") { (node) throws(Diagnostic) in
      let operands = try node.all("x")
      let axis = try node.axis(node.integer("concat_dim"), of: operands[0])
      try node.results(Concat(axis: axis), operands)
    }
    add("ConcatV2", "Concat") { (node) throws(Diagnostic) in
      let operands = try node.all("x")
      let axis = try node.axis(node.integers(of: "concat_dim").first ?? 0, of: operands[0])
      try node.results(Concat(axis: axis), operands)
    }
    add("SplitD", "Split") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let stated =
        node.operation.type == "Split"
        ? try node.integers(of: "split_dim").first ?? 0 : try node.integer("split_dim")
      let (axis, count) = (try node.axis(stated, of: x), try node.integer("num_split"))
      guard count >= 1, let size = node.shape(of: x)[axis].size, size % count == 0 else {
        throw node.untranslatable("an unknown or uneven size is parted")
      }
      try node.results(
        Split(axis: axis, sizes: [Int](repeating: size / count, count: count)), [x])
    }
    add("SplitVD", "SplitV") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let isStated = node.operation.type == "SplitVD"
      let stated =
        isStated
        ? try node.integer("split_dim") : try node.integers(of: "split_dim").first ?? 0
      let sizes =
        isStated ? try node.integers("size_splits") : try node.integers(of: "size_splits")
      try node.results(Split(axis: node.axis(stated, of: x), sizes: sizes), [x])
    }
    add("Pack") { (node) throws(Diagnostic) in
      let operands = try node.all("x")
      let axis = try node.axis(node.integer("axis"), rank: node.shape(of: operands[0]).rank + 1)
      var parts: [ValueID] = []
      for operand in operands { parts.append(try node.emit(Unsqueeze(axes: [axis]), operand)) }
      try node.results(Concat(axis: axis), parts)
    }
    add("Unpack") { (node) throws(Diagnostic) in
      let x = try node["x"]
      let (axis, count) = (try node.axis(node.integer("axis"), of: x), try node.integer("num"))
      guard count >= 1, count <= 1 << 16 else { throw node.malformed("'num' is \(count)") }
      let parts = try node.emit(
        Split(axis: axis, sizes: [Int](repeating: 1, count: count)), [x])
      for (index, part) in parts.enumerated() {
        node.bind(index, try node.emit(Squeeze(axes: [axis]), part))
      }
    }
    add("StridedSliceD") { (node) throws(Diagnostic) in
      try node.stridedSlice(
        node.integers("begin"), node.integers("end"), node.integers("strides"))
    }
    add("StridedSlice") { (node) throws(Diagnostic) in
      try node.stridedSlice(
        node.integers(of: "begin"), node.integers(of: "end"), node.integers(of: "strides"))
    }
    add("SliceD") { (node) throws(Diagnostic) in
      try node.slice(node.integers("offsets"), node.integers("size"))
    }
    add("Slice") { (node) throws(Diagnostic) in
      try node.slice(node.integers(of: "offsets"), node.integers(of: "size"))
    }
    add("PadD") { (node) throws(Diagnostic) in
      try node.pad(node.integerLists("paddings").flatMap(\.self), .constant(0))
    }
    add("Pad") { (node) throws(Diagnostic) in
      try node.pad(node.integers(of: "paddings"), .constant(0))
    }
    add("PadV3") { (node) throws(Diagnostic) in
      let amounts = try node.integers(of: "paddings")
      guard try node.flag("paddings_contiguous") else {
        throw node.untranslatable("beginnings and ends are listed apart")
      }
      switch try node.text("mode") {
      case "constant":
        let value =
          node.weight("constant_values") == nil
          ? 0 : try node.numbers(of: "constant_values").first ?? 0
        try node.pad(amounts, .constant(value))
      case "reflect": try node.pad(amounts, .reflect)
      case "edge": try node.pad(amounts, .edge)
      case let mode: throw node.untranslatable("the mode '\(mode.prefix(100))' is not read")
      }
    }
    add("MirrorPad") { (node) throws(Diagnostic) in
      guard try node.text("mode") == "REFLECT" else {
        throw node.untranslatable("only the mode REFLECT is read")
      }
      try node.pad(node.integers(of: "paddings"), .reflect)
    }
  }
}

extension GETranslation {
  /// A slice along each axis that is cut, and none for others.
  fileprivate mutating func stridedSlice(
    _ begin: [Int], _ end: [Int], _ strides: [Int]
  ) throws(Diagnostic) {
    let x = try self["x"]
    let rank = shape(of: x).rank
    guard begin.count <= rank, end.count == begin.count, strides.count == begin.count,
      strides.allSatisfy({ $0 >= 1 })
    else {
      throw untranslatable("it cuts from \(begin) to \(end) in steps of \(strides)")
    }
    guard try integer("ellipsis_mask") == 0, try integer("new_axis_mask") == 0 else {
      throw untranslatable("it adds axes")
    }
    let (beginMask, endMask) = (try integer("begin_mask"), try integer("end_mask"))
    let dropped = try integer("shrink_axis_mask")
    var slices: [Slice] = []
    var squeezed: [Int] = []
    for axis in begin.indices {
      let bit = 1 << axis
      if dropped & bit != 0 {
        squeezed.append(axis)
        slices.append(
          Slice(axis: axis, start: begin[axis], end: begin[axis] == -1 ? nil : begin[axis] + 1))
        continue
      }
      let start = beginMask & bit != 0 ? 0 : begin[axis]
      let stop = endMask & bit != 0 ? nil : end[axis]
      guard start != 0 || stop != nil || strides[axis] != 1 else { continue }
      slices.append(Slice(axis: axis, start: start, end: stop, step: strides[axis]))
    }
    try apply(slices, to: x, squeezing: squeezed)
  }

  fileprivate mutating func slice(_ offsets: [Int], _ sizes: [Int]) throws(Diagnostic) {
    let x = try self["x"]
    guard offsets.count == shape(of: x).rank, sizes.count == offsets.count,
      zip(offsets, sizes).allSatisfy({ $0 >= 0 && $1 >= -1 && $0 <= 1 << 40 && $1 <= 1 << 40 })
    else { throw malformed("\(sizes) from \(offsets) does not fit \(shape(of: x))") }
    var slices: [Slice] = []
    for axis in offsets.indices {
      let end = sizes[axis] < 0 ? nil : offsets[axis] + sizes[axis]
      if offsets[axis] == 0, end == nil || end == shape(of: x)[axis].size { continue }
      slices.append(Slice(axis: axis, start: offsets[axis], end: end))
    }
    try apply(slices, to: x, squeezing: [])
  }

  private mutating func apply(
    _ slices: [Slice], to x: ValueID, squeezing axes: [Int]
  ) throws(Diagnostic) {
    var value = x
    let last = axes.isEmpty ? slices.last : nil
    for slice in axes.isEmpty ? slices.dropLast() : slices[...] {
      value = try emit(slice, value)
    }
    if let last { return try result(last, value) }
    if axes.isEmpty { return try result(Identity(), value) }
    try result(Squeeze(axes: axes), value)
  }

  fileprivate mutating func pad(_ amounts: [Int], _ mode: Pad.Mode) throws(Diagnostic) {
    let x = try self["x"]
    guard amounts.count == 2 * shape(of: x).rank else {
      throw malformed("\(amounts.count) amounts of padding do not fit \(shape(of: x))")
    }
    let places = stride(from: 0, to: amounts.count, by: 2)
    try result(
      Pad(before: places.map { amounts[$0] }, after: places.map { amounts[$0 + 1] }, mode: mode), x)
  }
}
