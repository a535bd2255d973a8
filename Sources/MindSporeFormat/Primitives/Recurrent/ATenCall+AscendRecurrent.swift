import ATen
import Diagnostics
import ModelIR

extension ATenCall {
  /// The LSTM of Ascend processors: one matrix for input and state, gates in the order input, new,
  /// forget, output.
  func dynamicLSTM() throws(Diagnostic) -> [ATenValue] {
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
  func dynamicGRU() throws(Diagnostic) -> [ATenValue] {
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
