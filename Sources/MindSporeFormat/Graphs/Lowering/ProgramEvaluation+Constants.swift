import ATen
import Diagnostics
import ModelIR

extension ProgramEvaluation {
  /// A constant as a value of the context.
  func evaluated(
    _ value: MindSporeValue, named name: String
  ) throws(Diagnostic) -> EvaluatedValue {
    switch value {
    case .monad: return .monad
    case .none, .other: return .plain(.none)
    case .boolean(let flag): return .plain(.boolean(flag))
    case .integer(let integer): return .plain(.integer(integer))
    case .number(let number): return .plain(.number(number))
    case .text(let text): return .plain(.text(text))
    case .elementType(let type): return .plain(type.map(ATenValue.elementType) ?? .none)
    case .graph(let name):
      guard let graph = program.graph(named: name) else {
        throw Diagnostic(.mindIRMalformed, "there is no graph '\(name.prefix(200))'")
      }
      return .function(graph: graph, bound: [])
    case .tuple(let items):
      return .tuple(
        of: try items.map { item throws(Diagnostic) in try evaluated(item, named: name) },
        isList: false)
    case .list(let items):
      return .tuple(
        of: try items.map { item throws(Diagnostic) in try evaluated(item, named: name) },
        isList: true)
    case .tensor(let weight):
      guard weight.hasElements else {
        throw Diagnostic(
          .mindSporeValueMissing,
          "the file has no elements of the constant '\(name.prefix(100))', "
            + "\(weight.elementType)\(weight.shape)")
      }
      if weight.elementCount <= 64 {
        let small = Weight(
          weight.elementType, shape: weight.shape, bytes: try weight.bytes(limit: 4096))
        return .plain(context.tensor(context.constant(small)))
      }
      return .plain(.tensor(context.weightTensor(weight, named: name)))
    }
  }
}
