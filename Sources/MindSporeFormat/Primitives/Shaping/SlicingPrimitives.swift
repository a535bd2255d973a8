import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Parts of a tensor.
  static let slicing: [MindSporePrimitive] = [
    MindSporePrimitive(
      """
      StridedSlice(x, begin, end, strides, begin_mask=0, end_mask=0, ellipsis_mask=0, \
      new_axis_mask=0, shrink_axis_mask=0)
      """
    ) { call throws(Diagnostic) in
      var slice = StridedSlice(call, try call.tensor("x"))
      return call.result(try slice.build())
    },
    MindSporePrimitive("Slice(x, begin, size)") { call throws(Diagnostic) in
      let starts = try call.sizeList("begin")
      let sizes = try call.sizeList("size")
      var x = try call.tensor("x")
      guard starts.count == call.rank(x), sizes.count == starts.count else {
        throw call.problem("takes \(call.rank(x)) places and sizes")
      }
      for (axis, start) in starts.enumerated() {
        let isWhole = start.size == 0 && sizes[axis].isProvablyEqual(to: call.shape(x)[axis])
        guard !isWhole else { continue }
        let end: ATenValue = sizes[axis].size == -1 ? .none : ATenValue(start + sizes[axis])
        x = try call.atenTensor(
          "slice", call.argument(x), .integer(axis), ATenValue(start), end, .integer(1))
      }
      return call.result(x)
    },
    MindSporePrimitive("SliceExt(x, dim, start, end, step)", is: "slice"),
    MindSporePrimitive("SliceExtView(x, dim, start, end, step)", is: "slice"),
    MindSporePrimitive("Narrow(x, dim, start, length)", is: "narrow"),
    MindSporePrimitive("NarrowView(x, dim, start, length)", is: "narrow"),
    MindSporePrimitive("SelectExtView(x, dim, index)", is: "select"),
  ]
}

/// A slice of several axes, each with its beginning, end and step, which masks leave out, shrink or
/// insert.
private struct StridedSlice {
  private let call: ATenCall
  private var x: ValueID
  /// The axis of the result that the next position is about.
  private var axis = 0

  init(_ call: ATenCall, _ x: ValueID) {
    self.call = call
    self.x = x
  }

  mutating func build() throws(Diagnostic) -> ValueID {
    let begin = try call.sizeList("begin")
    let end = try call.sizeList("end")
    let strides = try call.integerList("strides")
    guard begin.count == end.count, begin.count == strides.count, begin.count <= 62 else {
      throw call.problem("has \(begin.count) beginnings, \(end.count) ends, \(strides.count) steps")
    }
    let masks = try [
      "begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask",
    ]
    .map { name throws(Diagnostic) in try call.integer(name) }
    func isSet(_ mask: Int, _ position: Int) -> Bool { masks[mask] >> position & 1 == 1 }
    let added = begin.indices.count(where: { isSet(3, $0) && !isSet(2, $0) })
    let ellipsis = begin.indices.first { isSet(2, $0) }
    let skipped = call.rank(x) - (begin.count - added - (ellipsis == nil ? 0 : 1))
    guard skipped >= 0 else {
      throw call.problem("cuts \(begin.count) axes of \(call.shape(x))")
    }
    var shrunk: [Int] = []
    for position in begin.indices {
      if position == ellipsis {
        axis += skipped
      } else if isSet(3, position) {
        x = try call.add(Unsqueeze(axes: [axis]), x)
        axis += 1
      } else if isSet(4, position) {
        try cut(from: begin[position], to: element(after: begin[position]), step: 1)
        shrunk.append(axis)
        axis += 1
      } else {
        try cut(
          from: isSet(0, position) ? nil : begin[position],
          to: isSet(1, position) ? nil : end[position], step: strides[position])
        axis += 1
      }
    }
    return shrunk.isEmpty ? x : try call.add(Squeeze(axes: shrunk), x)
  }

  /// The end of a slice of one element; behind the last there is none.
  private func element(after start: Dimension) -> Dimension? {
    start.size == -1 ? nil : start + 1
  }

  private mutating func cut(
    from start: Dimension?, to end: Dimension?, step: Int
  ) throws(Diagnostic) {
    guard step != 0 else { throw call.problem("has a step of 0") }
    if (start == nil || start?.size == 0), end == nil, step == 1 { return }
    let size = call.shape(x)[axis]
    if step > 0, start == nil || start?.size == 0, let end, end.isProvablyEqual(to: size),
      step == 1
    {
      return
    }
    guard step < 0 || start.map({ $0.size == nil }) ?? false || end.map({ $0.size == nil }) ?? false
    else {
      x = try call.add(
        Slice(axis: axis, start: start?.size ?? 0, end: end?.size, step: step), x)
      return
    }
    if step > 0 {
      x = try call.atenTensor(
        "slice", call.argument(x), .integer(axis), start.map(ATenValue.init) ?? .none,
        end.map(ATenValue.init) ?? .none, .integer(step))
      return
    }
    // Backwards: the part is turned round and then cut from its other end.
    guard start.map({ $0.size != nil }) ?? true, end.map({ $0.size != nil }) ?? true else {
      throw call.unsupported("a step of \(step) between places that are known only when it runs")
    }
    let turned = try call.add(Flip(axes: [axis]), x)
    func mirrored(_ place: Int) throws(Diagnostic) -> Int {
      // The place −1 counted from the end is the first of the turned axis.
      if place < 0 { return -1 - place }
      guard let size = size.size else {
        throw call.unsupported("a step of \(step) along an axis of open size")
      }
      return max(size - 1 - place, 0)
    }
    let first = try start?.size.map { place throws(Diagnostic) in try mirrored(place) } ?? 0
    let last = try end?.size.map { place throws(Diagnostic) in try mirrored(place) }
    x = try call.add(Slice(axis: axis, start: first, end: last, step: -step), turned)
  }
}
