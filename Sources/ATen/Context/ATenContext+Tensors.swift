package import Diagnostics
package import ModelIR

/// What a tensor is at the moment.
struct ATenCell {
  /// A part of another tensor, and the call that shows it.
  struct View {
    let base: ATenTensor
    // Of the call: it has the context, which has this, and they would keep each other for ever, and
    // with them the file.
    let name: String
    let values: [ATenValue]
    let `operator`: ATenOperator
    let index: Int
    /// The base's version that was seen last.
    var seenVersion: Int
    /// How much had been written to any tensor when the view was known to be up to date.
    var seenWriteCount = -1

    /// The call once more.
    func call(in context: ATenContext) -> ATenCall {
      ATenCall(name: name, context: context, signature: `operator`.signature, values: values)
    }
  }

  /// The graph, counted from the outermost, to which the value belongs.
  var level: Int
  var value: ValueID
  /// How often the tensor was written to.
  var version = 0
  var view: View?
}

extension ATenContext {
  /// A new tensor of a value of the current graph; sizes that depend on data get names.
  package func newTensor(_ value: ValueID) -> ATenTensor {
    cells.append(ATenCell(level: levels.count - 1, value: value))
    let tensor = ATenTensor(index: cells.count - 1)
    var shape = type(value).shape
    let unknown = shape.dimensions.indices.filter { shape[$0].text == nil }
    guard !unknown.isEmpty else { return tensor }
    for axis in unknown {
      let name = freshSymbol()
      shape[axis] = .symbol(name)
      symbolSources[name] = .axis(tensor, axis: axis, factor: 1, offset: 0)
    }
    refine(value, to: shape)
    return tensor
  }

  /// A new tensor of a value of the current graph, as a value of the program.
  package func tensor(_ value: ValueID) -> ATenValue { .tensor(newTensor(value)) }

  /// What a tensor is now, as a value of the current graph.
  ///
  /// - Throws: what the operators of a view raise when it is taken again.
  package func value(of tensor: ATenTensor) throws(Diagnostic) -> ValueID {
    try refresh(tensor)
    let cell = cells[tensor.index]
    return captured(cell.value, from: cell.level)
  }

  /// The type of what a tensor is now.
  package func type(of tensor: ATenTensor) throws(Diagnostic) -> TensorType {
    type(try value(of: tensor))
  }

  /// Takes a view again if what it was taken of was written to.
  private func refresh(_ tensor: ATenTensor) throws(Diagnostic) {
    var stale: [ATenTensor] = []
    var next = tensor
    while let view = cells[next.index].view, view.seenWriteCount != writeCount {
      stale.append(next)
      next = view.base
    }
    for tensor in stale.reversed() {
      try retake(tensor)
      cells[tensor.index].view?.seenWriteCount = writeCount
    }
  }

  /// Takes a view again if what it was taken of, which is up to date, is another value than it was.
  private func retake(_ tensor: ATenTensor) throws(Diagnostic) {
    guard let view = cells[tensor.index].view else { return }
    let version = cells[view.base.index].version
    guard version != view.seenVersion else { return }
    let results = Self.flattened(try view.operator.build(view.call(in: self)))
    guard results.indices.contains(view.index), case .tensor(let again) = results[view.index] else {
      throw Diagnostic(
        .atenOperatorUnsupported, "\(view.name): a view of what is written to later",
        at: location)
    }
    replace(tensor, with: cells[again.index].value)
    cells[tensor.index].view?.seenVersion = version
  }

  /// Records that results of a call show elements of its first argument.
  func recordViews(_ results: [ATenValue], of call: ATenCall, by operator: ATenOperator) {
    guard case .tensor(let base)? = call.values.first else { return }
    if Self.copying.contains(call.signature.name), layout(of: base) == .other { return }
    for (index, result) in Self.flattened(results).enumerated() {
      guard case .tensor(let tensor) = result, tensor != base, cells[tensor.index].view == nil
      else { continue }
      cells[tensor.index].view = ATenCell.View(
        base: base, name: call.name, values: call.values, operator: `operator`, index: index,
        seenVersion: cells[base.index].version)
    }
  }

  /// Operators that copy what is not in row-major order.
  private static let copying: Set<String> = ["reshape", "reshape_as", "flatten", "ravel"]

  /// How a tensor's elements lie in memory, as far as the views tell that lead to it.
  enum Layout: Hashable {
    /// In row-major order, and nothing else is there.
    case whole
    /// In row-major order as a part of something.
    case part
    /// In another order, or apart.
    case other
  }

  /// How a tensor's elements lie in memory.
  func layout(of tensor: ATenTensor) -> Layout {
    var layout = Layout.whole
    var tensor = tensor
    while let view = cells[tensor.index].view {
      switch view.operator.signature.name {
      case "positive", "view", "reshape", "_unsafe_view", "view_as", "reshape_as", "unflatten",
        "ravel", "flatten", "squeeze", "unsqueeze", "atleast_1d", "atleast_2d", "atleast_3d":
        break
      case "select", "slice", "narrow", "split", "split_with_sizes", "chunk", "unbind":
        let call = view.call(in: self)
        let isDense = !call.has("step") || call.value("step") == .integer(1)
        guard isDense, call.value("dim") == .integer(0) else { return .other }
        layout = .part
      default: return .other
      }
      tensor = view.base
    }
    return layout
  }

  /// Writes a value of the current graph to a tensor, and to those that it is a view of.
  ///
  /// - Throws: ``DiagnosticCode/atenOperatorUnsupported`` for a view through which nothing is written.
  package func write(_ value: ValueID, to tensor: ATenTensor) throws(Diagnostic) {
    var tensor = tensor
    var value = value
    defer { writeCount += 1 }
    while true {
      let view = cells[tensor.index].view
      let original = try view.map { view throws(Diagnostic) in try self.value(of: view.base) }
      replace(tensor, with: value)
      guard let view, let original else { return }
      guard let writeBack = view.operator.writeBack else {
        throw Diagnostic(
          .atenOperatorUnsupported, "\(view.name): something is written to its result",
          at: location)
      }
      value = try writeBack(view.call(in: self), original, value, view.index)
      // The base is written to next, which is no news to this view.
      let version = cells[view.base.index].version + 1
      cells[tensor.index].view?.seenVersion = version
      tensor = view.base
    }
  }

  private func replace(_ tensor: ATenTensor, with value: ValueID) {
    let level = levels.count - 1
    let cell = cells[tensor.index]
    if cell.level < level, levels[level].overwritten[tensor.index] == nil {
      levels[level].overwritten[tensor.index] = cell
      levels[level].overwrittenOrder.append(tensor.index)
    }
    cells[tensor.index].value = value
    cells[tensor.index].level = level
    cells[tensor.index].version += 1
  }

  /// Results with lists spread out.
  static func flattened(_ values: [ATenValue]) -> [ATenValue] {
    values.flatMap { value -> [ATenValue] in
      if case .list(let items) = value { return items }
      return [value]
    }
  }
}
