import ATen
import Diagnostics
import ModelIR

/// The primitives that order effects and put values together; they compute nothing.
enum GraphPlumbing {
  /// Whether a primitive takes operands for the order of effects only.
  static func orders(_ name: String) -> Bool {
    switch name {
    case "Load", "load", "Depend", "depend", "UpdateState": true
    default: false
    }
  }

  /// Whether the result of a primitive is nothing but an order.
  static func isState(_ name: String) -> Bool { name == "UpdateState" }
}

/// The primitives that write to their first operand.
enum ParameterUpdate {
  /// Whether a primitive writes to its first operand.
  static func writes(_ name: String) -> Bool {
    switch name {
    case "Assign", "AssignAdd", "AssignSub", "ScatterUpdate", "ScatterAdd", "ScatterSub",
      "ScatterMul", "ScatterDiv", "ScatterMax", "ScatterMin", "ScatterNdUpdate", "ScatterNdAdd",
      "ScatterNdSub":
      true
    default: false
    }
  }
}

extension ProgramEvaluation {
  /// The result of a primitive that computes nothing; nothing for another one.
  func plumbing(
    _ name: String, _ node: MindSporeNode, in frame: EvaluationFrame
  ) throws(Diagnostic) -> EvaluatedValue? {
    switch name {
    case "UpdateState", "UpdateStateV2": return .monad
    case "Load", "load":
      let operand = try operand(0, of: node, in: frame)
      // What is read is the value at this time, whatever is written later.
      guard hasUpdates, case .plain(.tensor(let tensor)) = operand else { return operand }
      return .plain(context.tensor(try context.value(of: tensor)))
    case "Depend", "depend", "Return", "return", "StopGradient", "stop_gradient", "identity":
      return try operand(0, of: node, in: frame)
    case "MakeTuple", "make_tuple", "MakeSlice", "make_slice":
      return .tuple(of: try counted(try operands(of: node, in: frame)), isList: false)
    case "MakeList", "make_list":
      return .tuple(of: try counted(try operands(of: node, in: frame)), isList: true)
    case "TupleGetItem", "tuple_getitem", "ListGetItem", "list_getitem", "RealTupleGetItem":
      return try item(of: node, in: frame)
    case "Partial", "partial":
      let operands = try counted(try operands(of: node, in: frame))
      guard case .function(let graph, let bound)? = operands.first else {
        throw Diagnostic(.mindSporeControlFlow, "a partial call of what is no graph")
      }
      return .function(graph: graph, bound: bound + operands.dropFirst())
    case "Switch", "switch":
      let operands = try counted(try operands(of: node, in: frame))
      guard operands.count == 3, let condition = operands[0].plain else {
        throw Diagnostic(.mindSporePrimitiveArgument, "Switch takes a condition and two values")
      }
      if let known = try truth(condition) { return known ? operands[1] : operands[2] }
      return .choice(condition, operands[1], operands[2])
    case "SwitchLayer", "switch_layer": return try switchLayer(node, in: frame)
    default: return nil
    }
  }

  private func operand(
    _ index: Int, of node: MindSporeNode, in frame: EvaluationFrame
  ) throws(Diagnostic) -> EvaluatedValue {
    guard node.inputs.indices.contains(index) else {
      throw Diagnostic(.mindSporePrimitiveArgument, "\(node.callee) lacks an operand")
    }
    return try value(node.inputs[index], in: frame)
  }

  private func item(
    of node: MindSporeNode, in frame: EvaluationFrame
  ) throws(Diagnostic) -> EvaluatedValue {
    let tuple = try operand(0, of: node, in: frame)
    if case .plain(.failed) = tuple { return .plain(.failed) }
    guard case .plain(let index) = try operand(1, of: node, in: frame),
      let number = try context.size(index)?.size
    else {
      throw Diagnostic(
        .mindSporePrimitiveUnsupported, "an item of a tuple that is known only when the model runs")
    }
    guard let items = tuple.items else {
      throw Diagnostic(.mindSporePrimitiveArgument, "\(node.callee) of what is no tuple")
    }
    let position = number < 0 ? number + items.count : number
    guard items.indices.contains(position) else {
      throw Diagnostic(
        .mindSporePrimitiveUnsupported,
        "the result \(number) of a primitive that gives \(items.count) when it is converted")
    }
    return items[position]
  }

  private func switchLayer(
    _ node: MindSporeNode, in frame: EvaluationFrame
  ) throws(Diagnostic) -> EvaluatedValue {
    let operands = try operands(of: node, in: frame)
    guard operands.count == 2, let index = operands[0].plain, let branches = operands[1].items,
      let last = branches.last, branches.count <= 64
    else { throw Diagnostic(.mindSporeControlFlow, "SwitchLayer takes an index and functions") }
    if let known = try context.size(index)?.size {
      let position = known < 0 ? known + branches.count : known
      guard branches.indices.contains(position) else {
        throw Diagnostic(.mindSporePrimitiveArgument, "SwitchLayer lacks its branch \(known)")
      }
      return branches[position]
    }
    var result = last
    for (position, branch) in branches.enumerated().dropLast().reversed() {
      guard
        let condition = try context.call("eq", [index, .integer(position)]).first
      else { continue }
      result = .choice(condition, branch, result)
    }
    return result
  }

  /// A truth value that is known without running the model.
  func truth(_ value: ATenValue) throws(Diagnostic) -> Bool? {
    switch value {
    case .boolean(let flag): return flag
    case .integer(let integer): return integer != 0
    case .number(let number): return number != 0
    case .tensor(let tensor):
      switch try context.constantScalar(try context.value(of: tensor)) {
      case .boolean(let flag)?: return flag
      case .integer(let integer)?: return integer != 0
      case .number(let number)?: return number != 0
      default: return nil
      }
    default: return nil
    }
  }

  /// Calls what a value is.
  func apply(
    _ function: EvaluatedValue, _ arguments: [EvaluatedValue], from caller: EvaluationFrame
  ) throws(Diagnostic) -> EvaluatedValue {
    switch function {
    case .function(let graph, let bound):
      return try call(graph, bound + arguments, from: caller)
    case .plain(.failed): return .plain(.failed)
    case .choice(let condition, let first, let second):
      if condition.holdsFailure { return .plain(.failed) }
      guard let flag = try context.operand(condition) else {
        throw Diagnostic(.mindSporeControlFlow, "a condition that is \(condition.kind)")
      }
      func branch(_ function: EvaluatedValue) throws(Diagnostic) -> [ATenValue] {
        guard let result = try apply(function, arguments, from: caller).plain else {
          throw Diagnostic(
            .mindSporeControlFlow, "a branch that is chosen when the model runs gives a function")
        }
        return [result]
      }
      let results = try context.branch(
        on: flag, then: { () throws(Diagnostic) in try branch(first) },
        otherwise: { () throws(Diagnostic) in try branch(second) })
      return .plain(results.first ?? .none)
    default: throw Diagnostic(.mindSporeControlFlow, "a call of what is no function")
    }
  }
}
