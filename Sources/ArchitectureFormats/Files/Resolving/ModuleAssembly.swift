import ByteIO
import Checkpoints

/// A module whose steps are being read: its children, its parameters, and the values that are known.
struct ModuleAssembly {
  let path: String
  let name: String?
  let kind: String
  /// The value that the next step takes.
  private(set) var current: String

  private let inputs: [String]
  private var children: [ModuleTree] = []
  private var childIndices: [ExactName: Int] = [:]
  private var parameters: [ModuleTree.Parameter] = []
  private var steps: [ForwardStep] = []
  /// The names that values have now, and what they are called in the module's steps.
  private var values: [ExactName: String] = [:]
  private var usedNames: Set<ExactName> = []
  private var resultCount = 0
  private var unnamedCounts: [String: Int] = [:]

  /// Begins a module that takes values of some names.
  init(path: String, name: String?, kind: String, inputs: [String]) {
    self.path = path
    self.name = name
    self.kind = kind
    self.inputs = inputs
    current = inputs.first ?? "x"
    values[ExactName("x")] = current
    for input in inputs {
      values[ExactName(input)] = input
      usedNames.insert(ExactName(input))
    }
  }

  /// The path of something below the module.
  func path(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// What a value is called in the steps.
  func value(named name: String) -> String? { values[ExactName(name)] }

  /// The child of a name.
  func child(named name: String) -> (index: Int, tree: ModuleTree)? {
    childIndices[ExactName(name)].map { ($0, children[$0]) }
  }

  /// A name that no child has, for a layer without tensors: `relu`, `relu_1`.
  mutating func freeName(for kind: String) -> String {
    let base = kind.lowercased()
    while true {
      let count = unnamedCounts[base, default: 0]
      unnamedCounts[base] = count + 1
      let name = count == 0 ? base : "\(base)_\(count)"
      if childIndices[ExactName(name)] == nil { return name }
    }
  }

  /// Adds a child and gives its index.
  mutating func add(_ child: ModuleTree, named name: String) -> Int {
    children.append(child)
    childIndices[ExactName(name)] = children.count - 1
    return children.count - 1
  }

  /// Adds a parameter; false if there is a different one of the name.
  mutating func add(_ parameter: ModuleTree.Parameter) -> Bool {
    if let known = parameters.first(where: { $0.name == parameter.name }) {
      return known == parameter
    }
    parameters.append(parameter)
    return true
  }

  /// Adds a step whose results get names, or become the value before the next step.
  mutating func add(
    _ operation: ForwardStep.Operation, _ operands: [String], results: [String],
    settings: Hyperparameters = Hyperparameters()
  ) {
    let fresh = results.isEmpty ? [freshValue("%")] : results.map { freshValue($0) }
    steps.append(
      ForwardStep(operation, inputs: operands, results: fresh, settings: settings))
    for (name, value) in zip(results, fresh) { values[ExactName(name)] = value }
    current = fresh[0]
  }

  /// Gives a value that is there already other names, and makes it the one before the next step.
  mutating func alias(_ value: String, as names: [String]) {
    for name in names { values[ExactName(name)] = value }
    current = value
  }

  /// The finished module.
  func module(
    results: [String], hyperparameters: Hyperparameters = Hyperparameters()
  ) -> ModuleTree {
    ModuleTree(
      path: path, name: name, kind: kind, text: kind, hyperparameters: hyperparameters,
      parameters: parameters, children: children,
      forward: .steps(ForwardSteps(inputs: inputs, steps: steps, results: results)))
  }

  /// A name for a value that no step has used: each is given once.
  private mutating func freshValue(_ name: String) -> String {
    if name != "%", usedNames.insert(ExactName(name)).inserted { return name }
    while true {
      resultCount += 1
      let candidate = "\(name)\(name == "%" ? "" : "%")\(resultCount)"
      if usedNames.insert(ExactName(candidate)).inserted { return candidate }
    }
  }
}
