import ATen
import Diagnostics
import ModelIR

/// The tensors of what a model gives, by name.
struct ScriptOutputs {
  /// The values in order.
  private(set) var entries: [(name: String, value: ATenValue)] = []
  private var failure: String?

  /// Takes a result apart: tuples, lists, dictionaries.
  init(_ result: ScriptValue, in evaluator: ScriptEvaluator) throws(Diagnostic) {
    try collect(result, path: "", evaluator, depth: 0)
    if let failure { throw Diagnostic(.torchScriptUnsupported, failure) }
    if entries.count == 1, entries[0].name.isEmpty { entries[0].name = "output" }
  }

  private mutating func collect(
    _ value: ScriptValue, path: String, _ evaluator: ScriptEvaluator, depth: Int
  ) throws(Diagnostic) {
    try evaluator.context.countItems(1)
    guard depth < 64, entries.count < 100_000 else {
      failure = "the model's result is nested too deep"
      return
    }
    func inner(_ step: String) -> String {
      if !path.isEmpty { return "\(path).\(step)" }
      return step.first.map { $0.isLetter || $0 == "_" } ?? false ? step : "output_\(step)"
    }
    switch value {
    case .plain(.none), .plain(.text), .plain(.elementType): return
    case .plain(.failed):
      failure = "the model gives a second result of an operator that is not converted"
    case .plain(let plain): entries.append((path, plain))
    case .stored(let tensor):
      guard let made = try? tensor.tensor(in: evaluator.context) else {
        failure = "the model gives the tensor '\(tensor.name)', whose scales do not fit it"
        return
      }
      entries.append((path, .tensor(made)))
    case .tuple(let tuple):
      for (index, item) in tuple.items.enumerated() {
        let name = tuple.names.indices.contains(index) ? tuple.names[index] : String(index)
        try collect(item, path: inner(name), evaluator, depth: depth + 1)
      }
    case .list(let list):
      if let growth = list.growth {
        entries.append((path, .tensor(growth.stacked)))
        return
      }
      for (index, item) in list.items.enumerated() {
        try collect(item, path: inner(String(index)), evaluator, depth: depth + 1)
      }
    case .dictionary(let dictionary):
      for (key, item) in zip(dictionary.keys, dictionary.values) {
        try collect(item, path: inner(key.text), evaluator, depth: depth + 1)
      }
    case .undetermined(let reason): failure = "the model gives a value of which \(reason)"
    case .uninitialized, .object, .function, .type:
      failure = "the model gives \(value.kind), which no graph does"
    }
  }
}
