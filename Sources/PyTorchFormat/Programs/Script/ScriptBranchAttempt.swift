import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

extension DiagnosticCode {
  /// A branch has to be built again with what the other one was found to give; never shown.
  static let torchScriptRetry = DiagnosticCode(
    "torch.script-retry", kind: .internalFault,
    explanation: """
      A branch of TorchScript's code has to be built again, since the other one gives values of other \
      kinds. It is caught where branches are built; if it is ever shown, please report it with the \
      file.
      """)
}

/// How everything that two branches leave behind becomes one.
struct ScriptBranchPlan {
  var variables: [ScriptMerge] = []
  var containers: [(container: ScriptContainer, contents: ScriptContents, merges: [ScriptMerge])] =
    []
  var returned: ScriptMerge?
  var leafCount = 0
}

/// One attempt to build both branches of a condition.
struct ScriptBranchAttempt {
  /// How the results become one; nothing before both were seen.
  private(set) var plan: ScriptBranchPlan?
  private let isPlanned: Bool
  /// What the first branch leaves behind.
  private(set) var first: ScriptOutcome?
  /// What the second branch leaves behind.
  private(set) var second: ScriptOutcome?
  private var guessed: [ScriptMerge] = []

  /// Begins an attempt, with what an earlier one found out.
  init(plan: ScriptBranchPlan?) {
    self.plan = plan
    isPlanned = plan != nil
  }

  /// The results of the first branch: as planned, or every tensor and number.
  mutating func finishFirst(
    _ outcome: ScriptOutcome, _ names: [ScriptSymbol], in evaluator: ScriptEvaluator,
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ATenValue] {
    var outcome = outcome
    try recordTypes(&outcome, names, evaluator)
    first = outcome
    if let plan {
      return try leaves(of: outcome, plan, names, evaluator, id, frame)
    }
    var leaves: [ATenValue] = []
    for value in Self.parts(outcome, names) {
      let merge = try ScriptMerge(value, value, in: evaluator.context) { _ in nil }
      guessed.append(merge)
      leaves += try evaluator.leaves(of: value, merge, id, frame)
    }
    return leaves
  }

  /// The results of the second branch.
  ///
  /// - Throws: ``DiagnosticCode/torchScriptRetry`` if the first one has to give others.
  mutating func finishSecond(
    _ outcome: ScriptOutcome, _ names: [ScriptSymbol], in evaluator: ScriptEvaluator,
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ATenValue] {
    var outcome = outcome
    try recordTypes(&outcome, names, evaluator)
    second = outcome
    guard let first else { return [] }
    if isPlanned, let plan {
      return try leaves(of: outcome, plan, names, evaluator, id, frame)
    }
    var made = try Self.plan(first, outcome, names, evaluator, id, frame)
    let leaves = try leaves(of: outcome, made, names, evaluator, id, frame)
    made.leafCount = leaves.count
    plan = made
    let merges =
      made.variables + (made.returned.map { [$0] } ?? [])
    guard made.containers.isEmpty, merges.count == guessed.count,
      zip(guessed, merges).allSatisfy({ $0.hasSameLeaves(as: $1) })
    else {
      throw Diagnostic(.torchScriptRetry, "a branch is built again")
    }
    return leaves
  }

  private static func parts(_ outcome: ScriptOutcome, _ names: [ScriptSymbol]) -> [ScriptValue] {
    names.map { outcome.variables[$0] ?? .uninitialized }
      + (outcome.returned.map { [$0] } ?? [])
  }

  private func recordTypes(
    _ outcome: inout ScriptOutcome, _ names: [ScriptSymbol], _ evaluator: ScriptEvaluator
  ) throws(Diagnostic) {
    for value in Self.parts(outcome, names) + outcome.changed.flatMap(\.after.values) {
      try evaluator.recordTypes(of: value, in: &outcome)
    }
  }

  private static func plan(
    _ first: ScriptOutcome, _ second: ScriptOutcome, _ names: [ScriptSymbol],
    _ evaluator: ScriptEvaluator, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptBranchPlan {
    func type(_ tensor: ATenTensor) -> TensorType? { first.types[tensor] ?? second.types[tensor] }
    var plan = ScriptBranchPlan()
    for name in names {
      plan.variables.append(
        try ScriptMerge(
          first.variables[name] ?? .uninitialized, second.variables[name] ?? .uninitialized,
          in: evaluator.context, type: type))
    }
    var containers = first.changed.map(\.container)
    for (container, _) in second.changed where !containers.contains(where: { $0 === container }) {
      containers.append(container)
    }
    for container in containers {
      let (a, b) = (first.contents(of: container), second.contents(of: container))
      guard a.keys == b.keys, a.values.count == b.values.count, a.growth == nil, b.growth == nil
      else {
        throw evaluator.unsupported(
          "a list or dictionary gets other items in one branch of a condition that depends on data",
          id, frame)
      }
      var merges: [ScriptMerge] = []
      for (a, b) in zip(a.values, b.values) {
        merges.append(try ScriptMerge(a, b, in: evaluator.context, type: type))
      }
      plan.containers.append((container, a, merges))
    }
    switch (first.flow, second.flow) {
    case (.next, .next): break
    case (.returned(let a), .returned(let b)):
      plan.returned = try ScriptMerge(a, b, in: evaluator.context, type: type)
    default:
      throw evaluator.unsupported(
        "a function returns, or a loop ends, in one branch of a condition that depends on data", id,
        frame)
    }
    return plan
  }

  private func leaves(
    of outcome: ScriptOutcome, _ plan: ScriptBranchPlan, _ names: [ScriptSymbol],
    _ evaluator: ScriptEvaluator, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ATenValue] {
    var leaves: [ATenValue] = []
    for (name, merge) in zip(names, plan.variables) {
      leaves += try evaluator.leaves(
        of: outcome.variables[name] ?? .uninitialized, merge, id, frame)
    }
    for (container, _, merges) in plan.containers {
      for (value, merge) in zip(outcome.contents(of: container).values, merges) {
        leaves += try evaluator.leaves(of: value, merge, id, frame)
      }
    }
    if let merge = plan.returned, let value = outcome.returned {
      leaves += try evaluator.leaves(of: value, merge, id, frame)
    }
    return leaves
  }
}
