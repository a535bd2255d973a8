import ATen
import Diagnostics
import ModelIR

/// How a value of two branches, or of the beginning and the end of an iteration, becomes one.
indirect enum ScriptMerge {
  /// The value is the same, or none that a graph could keep.
  case same(ScriptValue)
  /// A tensor or a number; the type is what the one side has if the other's value is not set.
  case leaf(TensorType?)
  case tuple(ScriptTuple, [ScriptMerge])
  case list([ScriptMerge])
  case dictionary([ScriptKey], [ScriptMerge])

  /// Finds out how two values become one.
  ///
  /// - Parameter type: gives the type of a tensor.
  /// - Throws: ``DiagnosticCode/atenOverLimit``.
  init(
    _ one: ScriptValue, _ other: ScriptValue, depth: Int = 0, in context: ATenContext,
    type: (ATenTensor) -> TensorType?
  ) throws(Diagnostic) {
    guard depth < 64 else {
      self = .same(.undetermined("a value is nested too deep"))
      return
    }
    try context.countItems(1)
    func inner(_ a: ScriptValue, _ b: ScriptValue) throws(Diagnostic) -> ScriptMerge {
      try ScriptMerge(a, b, depth: depth + 1, in: context, type: type)
    }
    func inner(_ a: [ScriptValue], _ b: [ScriptValue]) throws(Diagnostic) -> [ScriptMerge] {
      var merges: [ScriptMerge] = []
      for (a, b) in zip(a, b) { merges.append(try inner(a, b)) }
      return merges
    }
    switch (one, other) {
    case (.plain(.failed), _), (_, .plain(.failed)): self = .same(.plain(.failed))
    case (.undetermined, _): self = .same(one)
    case (_, .undetermined): self = .same(other)
    case (.uninitialized, .uninitialized): self = .same(one)
    case (.uninitialized, let value), (let value, .uninitialized):
      switch value {
      case .plain(.tensor(let tensor)):
        self =
          type(tensor).map(ScriptMerge.leaf)
          ?? .same(.undetermined("a tensor's type is not known"))
      case .plain(.size): self = .leaf(TensorType(.int64, []))
      case .tuple(let tuple):
        let unset = [ScriptValue](repeating: .uninitialized, count: tuple.items.count)
        self = .tuple(tuple, try inner(tuple.items, unset))
      default: self = .same(value)
      }
    case (.tuple(let a), .tuple(let b)) where a.items.count == b.items.count:
      self = .tuple(a, try inner(a.items, b.items))
    case (.list(let a), .list(let b)):
      if a === b {
        self = .same(one)
      } else if a.growth == nil, b.growth == nil, a.items.count == b.items.count {
        self = .list(try inner(a.items, b.items))
      } else {
        self = .same(.undetermined("the number of a list's items depends on data"))
      }
    case (.dictionary(let a), .dictionary(let b)):
      if a === b {
        self = .same(one)
      } else if a.keys == b.keys {
        self = .dictionary(a.keys, try inner(a.values, b.values))
      } else {
        self = .same(.undetermined("the keys of a dictionary depend on data"))
      }
    case (.object(let a), .object(let b)) where a === b: self = .same(one)
    case (.type(let a), .type(let b)) where a === b: self = .same(one)
    case (.function(let a), .function(let b)) where a === b || (a.id == b.id && a.file === b.file):
      self = .same(one)
    default:
      if one.isLeaf, other.isLeaf {
        self = .leaf(nil)
      } else if case .plain(let a) = one, case .plain(let b) = other, a == b {
        self = .same(one)
      } else {
        self = .same(
          .undetermined(
            "a value is \(one.kind) or \(other.kind), as a condition says that depends on data"))
      }
    }
  }

  /// Whether both have leaves in the same places.
  func hasSameLeaves(as other: ScriptMerge) -> Bool {
    switch (self, other) {
    case (.same, .same): true
    case (.leaf, .leaf(let type)): type == nil
    case (.tuple(_, let a), .tuple(_, let b)), (.list(let a), .list(let b)),
      (.dictionary(_, let a), .dictionary(_, let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.hasSameLeaves(as: $1) }
    default: false
    }
  }

  /// The value, of results in the order of the leaves.
  ///
  /// - Throws: ``DiagnosticCode/atenOverLimit``.
  func value(
    _ results: inout ArraySlice<ATenValue>, in evaluator: ScriptEvaluator
  ) throws(Diagnostic) -> ScriptValue {
    switch self {
    case .same(let value): return value
    case .leaf: return try evaluator.value(results.popFirst() ?? .failed)
    case .tuple(let tuple, let parts):
      var tuple = tuple
      tuple.items = try Self.values(parts, &results, in: evaluator)
      return .tuple(tuple)
    case .list(let parts):
      return try evaluator.list(try Self.values(parts, &results, in: evaluator))
    case .dictionary(let keys, let parts):
      let dictionary = ScriptDictionary(level: evaluator.changes.count)
      for (key, part) in zip(keys, parts) {
        dictionary.set(key, try part.value(&results, in: evaluator))
      }
      return .dictionary(dictionary)
    }
  }

  /// The values of several, of results in the order of the leaves.
  static func values(
    _ merges: [ScriptMerge], _ results: inout ArraySlice<ATenValue>, in evaluator: ScriptEvaluator
  ) throws(Diagnostic) -> [ScriptValue] {
    var values: [ScriptValue] = []
    for merge in merges { values.append(try merge.value(&results, in: evaluator)) }
    return values
  }
}

extension ScriptValue {
  /// Whether it is a tensor or a number.
  var isLeaf: Bool {
    switch self {
    case .stored: true
    case .plain(let value):
      switch value {
      case .tensor, .integer, .size, .number, .quotient, .boolean: true
      default: false
      }
    default: false
    }
  }
}
