import Diagnostics
import ModelIR

/// One step of a recurrent layer, with the matrices that all steps share.
protocol RecurrentCell: FluxLayer {
  /// The features of a step's input.
  var inputCount: Int { get }
  /// The size of the state.
  var hiddenCount: Int { get }
  /// The element type of the matrices.
  var elementType: ElementType? { get }
  /// The initial states that the cell holds, hidden before cell state; none if they are zeros.
  var initialStates: [JuliaArray] { get }
  /// How many states there are.
  static var stateCount: Int { get }

  /// Goes through a sequence.
  ///
  /// - Parameters:
  ///   - x: the sequence, `[time, batch, in]`.
  ///   - states: the initial states, `[1, batch, hidden]`; nothing for zeros.
  func unrolled(
    over x: ValueID, from states: [ValueID?], in lowering: inout FluxLowering
  ) throws(Diagnostic) -> RecurrentResult
}

/// What a recurrent layer gives for a sequence.
struct RecurrentResult {
  /// The hidden states of all steps, `[time, batch, hidden]`.
  var steps: ValueID
  /// The last states, `[batch, hidden]` each.
  var states: [ValueID]
}

extension RecurrentCell {
  static var stateCount: Int { 1 }

  /// The sizes as Flux prints them.
  var sizes: String { "\(inputCount) => \(hiddenCount)" }

  /// The input and the states, of which the latter may be left out.
  var inputExpectation: FluxInputExpectation {
    let state = FluxInputExpectation.features(hiddenCount, elementType)
    return .tuple(
      [.features(inputCount, elementType)]
        + [FluxInputExpectation](repeating: state, count: Self.stateCount))
  }

  /// A cell by itself is one step: it takes an input and the states, by default its initial ones, and
  /// gives the new states.
  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    var tensors = input.tensors
    guard tensors.count == 1 || tensors.count == 1 + Self.stateCount else {
      throw Diagnostic(
        .fluxTupleInput,
        "a cell takes an input and \(Self.stateCount) states, \(tensors.count) tensors are given",
        at: lowering.place)
    }
    for tensor in tensors {
      try lowering.requireRank(2...2, of: tensor, "a cell takes (features, batch)")
    }
    tensors = try lowering.converted(tensors, to: elementType)
    var rows: [ValueID] = []
    for tensor in tensors { rows.append(try lowering.builder.add(Unsqueeze(axes: [0]), tensor)) }
    let x = rows.removeFirst()
    var states: [ValueID?] = rows
    if rows.isEmpty { states = try initialStates(initialStates, like: x, in: &lowering) }
    let result = try unrolled(over: x, from: states, in: &lowering)
    return result.states.count == 1
      ? .tensor(result.states[0]) : .tuple(result.states.map(FluxValue.tensor))
  }

  /// The initial states repeated for each sample of a batch; nothing for those that are zero.
  func initialStates(
    _ arrays: [JuliaArray], like x: ValueID, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> [ValueID?] {
    guard !arrays.isEmpty else { return [ValueID?](repeating: nil, count: Self.stateCount) }
    guard arrays.count == Self.stateCount else {
      throw Diagnostic(
        .fluxMalformedLayer,
        "\(arrays.count) initial states are stored, \(text) has \(Self.stateCount)",
        at: lowering.place)
    }
    var states: [ValueID?] = []
    for (array, name) in zip(arrays, ["initial_h", "initial_c"]) {
      states.append(
        try lowering.initialState(array, named: name, hiddenCount: hiddenCount, like: x))
    }
    return states
  }
}

extension FluxLowering {
  /// Tensors in the element type of a layer's parameters.
  mutating func converted(
    _ tensors: [ValueID], to elementType: ElementType?
  ) throws(Diagnostic) -> [ValueID] {
    guard let elementType else { return tensors }
    var result: [ValueID] = []
    for tensor in tensors { result.append(try cast(tensor, to: elementType)) }
    return result
  }

  /// A stored initial state for every sample of a batch, `[1, batch, hidden]`; nothing if it is zero.
  ///
  /// - Parameter x: the sequence, `[time, batch, in]`.
  fileprivate mutating func initialState(
    _ array: JuliaArray, named name: String, hiddenCount: Int, like x: ValueID
  ) throws(Diagnostic) -> ValueID? {
    let state = try elements(of: array)
    guard state.elementCount == hiddenCount, array.dimensions.first == hiddenCount else {
      throw Diagnostic(
        .fluxNotExportable,
        "the initial state is \(array.summary); one column of \(hiddenCount) is expected", at: place
      )
    }
    if try state.bytes().allSatisfy({ $0 == 0 }) { return nil }
    let row = weight(view: state.reshaped(to: [1, 1, hiddenCount]), name)
    let column = try cast(row, to: builder.type(of: x).elementType)
    switch shape(x)[1].size {
    case 1: return column
    case let batch?:
      return try builder.add(Expand(target: [.kept, .size(batch), .kept]), column)
    case nil: return try builder.add(ExpandLike(axes: [1]), column, x)
    }
  }
}
