import ATen
import Diagnostics
import ModelIR

extension MindSporePrimitiveTable {
  /// Recurrent layers.
  static let recurrent: [MindSporePrimitive] = [
    MindSporePrimitive(
      """
      LSTM(x, h, c, w, input_size, hidden_size, num_layers=1, has_bias=True, \
      bidirectional=False, dropout=0.0, proj_size=0)
      """
    ) { call throws(Diagnostic) in try PackedLSTM(call).build() },
    MindSporePrimitive("LSTMCell(x, hx, w_ih, w_hh, b_ih=None, b_hh=None)", is: "lstm_cell"),
    MindSporePrimitive(
      """
      DynamicRNN(x, w, b, seq_length=None, init_h=None, init_c=None, cell_type='LSTM', \
      direction='UNIDIRECTIONAL', cell_depth=1, use_peephole=False, keep_prob=1.0, \
      cell_clip=-1.0, num_proj=0, time_major=True, activation='tanh', forget_bias=0.0, \
      is_training=True)
      """
    ) { call throws(Diagnostic) in try call.dynamicLSTM() },
    MindSporePrimitive(
      """
      DynamicGRUV2(x, weight_input, weight_hidden, bias_input=None, bias_hidden=None, \
      seq_length=None, init_h=None, direction='UNIDIRECTIONAL', cell_depth=1, keep_prob=1.0, \
      cell_clip=-1.0, num_proj=0, time_major=True, activation='tanh', gate_order='rzh', \
      reset_after=True, is_training=True)
      """
    ) { call throws(Diagnostic) in try call.dynamicGRU() },
  ]
}

/// MindSpore's LSTM on processors without an accelerator: the weights of all layers one after the
/// other in one tensor, first those of all layers' gates, then their biases.
private struct PackedLSTM {
  private let call: ATenCall
  private let inputSize: Int
  private let hiddenSize: Int
  private let layers: Int
  private let directions: Int
  private let hasBias: Bool

  init(_ call: ATenCall) throws(Diagnostic) {
    self.call = call
    inputSize = try call.integer("input_size")
    hiddenSize = try call.integer("hidden_size")
    layers = try call.integer("num_layers")
    directions = try call.flag("bidirectional") ? 2 : 1
    hasBias = try call.flag("has_bias")
    guard (1...1 << 24).contains(inputSize), (1...1 << 24).contains(hiddenSize),
      (1...1024).contains(layers)
    else { throw call.problem("has \(layers) layers of \(inputSize) and \(hiddenSize)") }
    guard try call.integer("proj_size") == 0 else { throw call.unsupported("a projection") }
  }

  func build() throws(Diagnostic) -> [ATenValue] {
    let packed = PackedParts(call, try call.tensor("w"))
    let gates = 4 * hiddenSize
    var sizes: [(rows: Int, columns: Int)] = []
    for layer in 0..<layers {
      let width = layer == 0 ? inputSize : hiddenSize * directions
      for _ in 0..<directions {
        sizes += [(gates, width), (gates, hiddenSize)]
      }
    }
    let matrixCount = sizes.reduce(0) { $0 + $1.rows * $1.columns }
    let biasCount = layers * directions * gates
    guard let total = packed.count,
      total == matrixCount + (hasBias ? biasCount : 0)
        || total == matrixCount + (hasBias ? 2 * biasCount : 0)
    else {
      throw call.problem(
        "needs \(matrixCount + (hasBias ? biasCount : 0)) packed weights, there are "
          + "\(packed.count.map { "\($0)" } ?? "an open number")")
    }
    // Only processors without an accelerator add the two biases up.
    let hasBothBiases = hasBias && total == matrixCount + 2 * biasCount
    var parameters: [ATenValue] = []
    var matrixOffset = 0
    var biasOffset = matrixCount
    let zeros = hasBias ? try zeroBias(like: packed.value) : nil
    for index in stride(from: 0, to: sizes.count, by: 2) {
      for size in sizes[index...index + 1] {
        let count = size.rows * size.columns
        parameters.append(
          call.argument(
            try packed.part(
              matrixOffset..<matrixOffset + count, shape: [size.rows, size.columns])))
        matrixOffset += count
      }
      guard let zeros else { continue }
      for isSecond in [false, true] {
        if isSecond, !hasBothBiases {
          parameters.append(call.argument(zeros))
          continue
        }
        parameters.append(
          call.argument(try packed.part(biasOffset..<biasOffset + gates, shape: [gates])))
        biasOffset += gates
      }
    }
    let results = try call.aten(
      "lstm",
      [
        call.value("x"), .list([call.value("h"), call.value("c")]), .list(parameters),
        .boolean(hasBias), .integer(layers), .number(0), .boolean(false),
        .boolean(directions == 2), .boolean(false),
      ])
    return results + [.failed, .failed]
  }

  private func zeroBias(like value: ValueID) throws(Diagnostic) -> ValueID {
    let type = call.elementType(of: value)
    guard
      let weight = Weight.array([Double](repeating: 0, count: 4 * hiddenSize), type)
    else { throw call.unsupported("elements of type \(type)") }
    return call.context.constant(weight)
  }
}

/// Parts of a vector that was put together of weights: the weights themselves where they are found.
private struct PackedParts {
  let value: ValueID
  private let call: ATenCall
  /// What the vector was put together of, with where each begins; the vector itself if nothing.
  private let pieces: [(start: Int, value: ValueID)]

  init(_ call: ATenCall, _ value: ValueID) {
    self.call = call
    self.value = value
    let graph = call.context.builder.graph
    var pieces = [(start: 0, value: value)]
    if let id = graph.producer(of: value), graph[id].operator.base is Concat {
      var start = 0
      var found: [(start: Int, value: ValueID)] = []
      for case let operand? in graph[id].operands {
        guard let count = graph[operand].type.shape.elementCount.size else {
          found = []
          break
        }
        found.append((start, operand))
        start += count
      }
      if !found.isEmpty { pieces = found }
    }
    self.pieces = pieces
  }

  /// The number of elements.
  var count: Int? { call.shape(value).elementCount.size }

  /// Some elements as a tensor.
  func part(_ range: Range<Int>, shape: [Int]) throws(Diagnostic) -> ValueID {
    let piece =
      pieces.last { $0.start <= range.lowerBound } ?? (start: 0, value: value)
    let pieceCount = call.shape(piece.value).elementCount.size ?? 0
    let isInside = range.upperBound <= piece.start + pieceCount
    let source = isInside ? piece : (start: 0, value: value)
    let sourceCount = call.shape(source.value).elementCount.size ?? 0
    let plain = original(source.value)
    if source.start == range.lowerBound, sourceCount == range.count {
      if call.shape(plain).sizes == shape { return plain }
      return try call.context.reshape(plain, to: shape.map(Dimension.fixed))
    }
    let flat = try call.context.reshape(source.value, to: [.fixed(sourceCount)])
    let cut = try call.add(
      Slice(
        axis: 0, start: range.lowerBound - source.start, end: range.upperBound - source.start),
      flat)
    return try call.context.reshape(cut, to: shape.map(Dimension.fixed))
  }

  /// A value before it got other sizes.
  private func original(_ value: ValueID) -> ValueID {
    let graph = call.context.builder.graph
    var value = value
    for _ in 0..<8 {
      guard let id = graph.producer(of: value), graph[id].operator.base is Reshape,
        let operand = graph[id].operands.first, let operand
      else { break }
      value = operand
    }
    return value
  }
}

extension ATenCall {
  /// The LSTM of Ascend processors: one matrix for input and state, gates in the order input, new,
  /// forget, output.
  fileprivate func dynamicLSTM() throws(Diagnostic) -> [ATenValue] {
    guard try choice("direction", ["unidirectional"]) == "unidirectional",
      try choice("activation", ["tanh"]) == "tanh", try choice("cell_type", ["lstm"]) == "lstm",
      try flag("time_major"), !isGiven("seq_length"), !(try flag("use_peephole")),
      try number("forget_bias") == 0, isGiven("init_h"), isGiven("init_c")
    else { throw unsupported("another form than one direction over whole sequences") }
    let matrix = try tensor("w")
    guard let rows = shape(matrix)[0].size, let columns = shape(matrix)[1].size,
      columns > 0, columns.isMultiple(of: 4), rows > columns / 4
    else { throw problem("has weights of the shape \(shape(matrix))") }
    let size = columns / 4
    func ordered(_ rows: ValueID) throws(Diagnostic) -> ValueID {
      let parts = try [0, 2, 1, 3].map { gate throws(Diagnostic) -> ValueID? in
        try add(Slice(axis: 0, start: gate * size, end: (gate + 1) * size), rows)
      }
      return try context.add(Concat(axis: 0), parts)
    }
    let turned = try add(Transpose(axes: [1, 0]), matrix)
    let input = try ordered(try add(Slice(axis: 1, start: 0, end: rows - size), turned))
    let hidden = try ordered(try add(Slice(axis: 1, start: rows - size, end: rows), turned))
    let bias = try ordered(try context.reshape(try tensor("b"), to: [.fixed(columns)]))
    let zeros = try add(FillLike(value: 0), bias)
    let results = try aten(
      "lstm",
      [
        value("x"), .list([value("init_h"), value("init_c")]),
        .list([input, hidden, bias, zeros].map(argument)), .boolean(true), .integer(1),
        .number(0), .boolean(false), .boolean(false), .boolean(false),
      ])
    // The states of all steps: the hidden ones are the results.
    return [results[0], results[0]] + [ATenValue](repeating: .failed, count: 6)
  }

  /// The GRU of Ascend processors: weights `[in, 3·hidden]` with the gates in an order that is named.
  fileprivate func dynamicGRU() throws(Diagnostic) -> [ATenValue] {
    guard try choice("direction", ["unidirectional", "bidirectional"]) == "unidirectional",
      try choice("activation", ["tanh"]) == "tanh", try flag("reset_after"),
      try flag("time_major"), !isGiven("seq_length")
    else { throw unsupported("another form than one direction over whole sequences") }
    let order = try choice("gate_order", ["rzh", "zrh"])
    func turned(_ argument: String) throws(Diagnostic) -> ValueID {
      let matrix = try add(Transpose(axes: [1, 0]), try tensor(argument))
      return try ordered(matrix, order)
    }
    func bias(_ argument: String) throws(Diagnostic) -> ValueID? {
      try optionalTensor(argument).map { vector throws(Diagnostic) in
        try ordered(try context.reshape(vector, to: [-1]), order)
      }
    }
    let input = try turned("weight_input")
    let hidden = try turned("weight_hidden")
    var parameters = [argument(input), argument(hidden)]
    let biases = [try bias("bias_input"), try bias("bias_hidden")].compactMap(\.self)
    if biases.count == 2 { parameters += biases.map(argument) }
    guard biases.count != 1, let size = shape(hidden)[1].size else {
      throw unsupported("one bias of two")
    }
    let x = try tensor("x")
    var state = value("init_h")
    if state == .none {
      guard
        let zeros = try aten(
          "zeros",
          [
            .list([.integer(1), ATenValue(shape(x)[1]), .integer(size)]),
            .elementType(elementType(of: x)),
          ]
        ).first
      else { throw problem("has no state") }
      state = zeros
    } else if rank(try tensor("init_h")) == 2 {
      state = argument(try add(Unsqueeze(axes: [0]), try tensor("init_h")))
    }
    let results = try aten(
      "gru",
      [
        value("x"), state, .list(parameters), .boolean(biases.count == 2), .integer(1),
        .number(0), .boolean(false), .boolean(false), .boolean(false),
      ])
    return results + [ATenValue](repeating: .failed, count: 4)
  }

  /// Rows of three gates in PyTorch's order: reset, update, new.
  private func ordered(_ rows: ValueID, _ order: String) throws(Diagnostic) -> ValueID {
    guard let count = shape(rows)[0].size, count > 0, count.isMultiple(of: 3) else {
      throw problem("has \(shape(rows)[0]) rows for three gates")
    }
    guard order == "zrh" else { return rows }
    let size = count / 3
    let parts = try [1, 0, 2].map { gate throws(Diagnostic) -> ValueID? in
      try add(Slice(axis: 0, start: gate * size, end: (gate + 1) * size), rows)
    }
    return try context.add(Concat(axis: 0), parts)
  }
}
