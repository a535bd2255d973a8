/// How a module computes its results from its inputs.
public indirect enum ForwardPass: Hashable, Sendable {
  /// The source does not say: a class of the user's own, a list of modules.
  case unknown
  /// The module is a layer of a known kind, which itself says what it computes.
  case layer
  /// The children one after the other, each on the result of the one before.
  case sequential
  /// Named steps.
  case steps(ForwardSteps)
}

/// Named steps from a module's inputs to its results.
public struct ForwardSteps: Hashable, Sendable {
  /// The names of the inputs in the order in which they are passed: `x`.
  public let inputs: [String]
  /// The steps in the order in which they run.
  public let steps: [ForwardStep]
  /// The names of the values that the module gives back.
  public let results: [String]

  /// Makes steps.
  public init(inputs: [String], steps: [ForwardStep], results: [String]) {
    self.inputs = inputs
    self.steps = steps
    self.results = results
  }
}

/// One step: a child module, a function without weights, or a parameter of the module itself.
public struct ForwardStep: Hashable, Sendable {
  /// What a step does.
  public enum Operation: Hashable, Sendable {
    /// Runs a child of the module: an index into ``ModuleTree/children``.
    case child(Int)
    /// Applies a function by name: `add`, `flatten`, `reshape`.
    case function(String)
    /// Yields a parameter or buffer of the module itself: `class_token`.
    case parameter(String)
  }

  /// What it does.
  public let operation: Operation
  /// The names of the values that it takes: results of earlier steps, or inputs of the module.
  public let inputs: [String]
  /// The names under which its results are known afterwards; a name may be used again.
  public let results: [String]
  /// The settings of a function.
  public let settings: Hyperparameters

  /// Makes a step.
  public init(
    _ operation: Operation, inputs: [String], results: [String],
    settings: Hyperparameters = Hyperparameters()
  ) {
    self.operation = operation
    self.inputs = inputs
    self.results = results
    self.settings = settings
  }
}
