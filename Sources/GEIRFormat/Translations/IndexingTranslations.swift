import Diagnostics
import ModelIR

extension GETranslationTable {
  /// Operators that pick elements by indices.
  mutating func addIndexing() {
    add("GatherV2D") { (node) throws(Diagnostic) in try node.gather(node.integer("axis")) }
    add("GatherV2") { (node) throws(Diagnostic) in
      try node.gather(node.integers(of: "axis").first ?? 0)
    }
    add("Gather") { (node) throws(Diagnostic) in try node.gather(0) }
    add("GatherElements") { (node) throws(Diagnostic) in
      let x = try node["x"]
      try node.result(
        GatherElements(axis: node.axis(node.integer("dim"), of: x)), x, node["index"])
    }
    add("GatherNd") { (node) throws(Diagnostic) in
      try node.result(GatherND(), node["x"], node["indices"])
    }
    add("TensorScatterUpdate") { (node) throws(Diagnostic) in
      try node.result(ScatterND(), node["x"], node["indices"], node["updates"])
    }
    add("ReverseV2") { (node) throws(Diagnostic) in
      let x = try node["x"]
      try node.result(Flip(axes: node.axes(node.integers(of: "axis"), of: x)), x)
    }
    add("OneHot") { (node) throws(Diagnostic) in
      let x = try node["x"]
      guard let depth = try node.integers(of: "depth").first, let on = node.weight("on_value"),
        try node.numbers(of: "on_value") == [1], try node.numbers(of: "off_value") == [0]
      else { throw node.untranslatable("its values are not 1 and 0") }
      let axis = try node.axis(node.integer("axis"), rank: node.shape(of: x).rank + 1)
      try node.result(OneHot(depth: depth, axis: axis, elementType: on.elementType), x)
    }
  }

  /// Layers that go through time.
  mutating func addSequences() {
    add("CommonLSTM") { (node) throws(Diagnostic) in
      try node.requirePlainRecurrence()
      guard try node.optional("p") == nil, try node.integer("input_forget") == 0 else {
        throw node.untranslatable("it has peepholes or coupled gates")
      }
      let direction = try node.direction()
      let size = try node.hiddenSize()
      let bias = try node.summedBias(4 * size)
      try node.results(
        LSTM(hiddenSize: size, direction: direction),
        [
          node["x"], node["w"], node["r"], bias, node.optional("initial_h"),
          node.optional("initial_c"),
        ])
    }
    add("CommonGRU") { (node) throws(Diagnostic) in
      try node.requirePlainRecurrence()
      let direction = try node.direction()
      let size = try node.hiddenSize()
      let biases = try node.partedBias(3 * size)
      try node.results(
        GRU(
          hiddenSize: size, direction: direction,
          resetsAfterMultiplication: node.integer("linear_before_reset") != 0),
        [
          node["x"], node["w"], node["r"], biases.first ?? nil, biases.last ?? nil,
          node.optional("initial_h"),
        ])
    }
  }
}

extension GETranslation {
  fileprivate mutating func gather(_ stated: Int) throws(Diagnostic) {
    if case .integer(let count)? = operation.attributes["batch_dims"], count != 0 {
      throw untranslatable("it has batch axes")
    }
    let (x, indices) = (try self["x"], try self["indices"])
    let axis = try axis(stated, of: x)
    if axis == 0, weight("x") != nil, shape(of: x).rank == 2 {
      return try result(Embedding(), x, indices)
    }
    try result(Gather(axis: axis), x, indices)
  }

  /// Checks that a recurrent layer has the usual activations, no clipping and no lengths.
  fileprivate mutating func requirePlainRecurrence() throws(Diagnostic) {
    for name in ["activations", "activation_alpha", "activation_beta"] {
      guard case .list(let list)? = operation.attributes[name] else { continue }
      switch list.content {
      case .strings([]), .floats([]), .integers([]), .empty: break
      default: throw untranslatable("it has activations of its own")
      }
    }
    guard try optional("sequence_lens") == nil, try float("clip") <= 0 else {
      throw untranslatable("it has lengths or clips")
    }
  }

  fileprivate func direction() throws(Diagnostic) -> RecurrentDirection {
    switch try text("direction") {
    case "forward": .forward
    case "reverse": .reverse
    case "bidirectional": .bidirectional
    case let other: throw malformed("there is no direction '\(other.prefix(100))'")
    }
  }

  fileprivate func hiddenSize() throws(Diagnostic) -> Int {
    let size = try integer("hidden_size")
    guard size >= 1, size <= 1 << 24 else { throw malformed("the hidden size is \(size)") }
    return size
  }

  /// The biases of inputs and of states, which stand behind each other.
  fileprivate mutating func partedBias(_ rows: Int) throws(Diagnostic) -> [ValueID?] {
    guard let value = try optional("b") else { return [] }
    guard shape(of: value).rank == 2, shape(of: value)[1].size == 2 * rows else {
      throw malformed("the bias \(shape(of: value)) has no 2 · \(rows) columns")
    }
    if let weight = weight("b") {
      let name = weightName("b")
      return [
        stored(weight.sliced(along: 1, 0..<rows), named: name),
        stored(weight.sliced(along: 1, rows..<2 * rows), named: "\(name)_recurrent"),
      ]
    }
    return [
      try emit(Slice(axis: 1, start: 0, end: rows), value),
      try emit(Slice(axis: 1, start: rows, end: nil), value),
    ]
  }

  /// The sum of both biases, which is the first where the second is zeros.
  fileprivate mutating func summedBias(_ rows: Int) throws(Diagnostic) -> ValueID? {
    if let weight = weight("b"), weight.shape.count == 2, weight.shape[1] == 2 * rows,
      try weight.sliced(along: 1, rows..<2 * rows).bytes().allSatisfy({ $0 == 0 })
    {
      return stored(weight.sliced(along: 1, 0..<rows), named: weightName("b"))
    }
    let parts = try partedBias(rows)
    guard let first = parts.first ?? nil, let second = parts.last ?? nil else { return nil }
    return try emit(Add(), first, second)
  }
}
