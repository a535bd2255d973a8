import Checkpoints
import Diagnostics
import ModelIR

/// An activation that is one operator and owns no tensors.
protocol ElementwiseActivation: Layer {
  /// What it computes.
  var operation: any Operator { get }
}

extension ElementwiseActivation {
  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    [try context.add(operation, try context.single(inputs))]
  }
}

/// An activation without settings.
protocol PlainActivation: ElementwiseActivation {
  init()
}

extension PlainActivation {
  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    self.init()
    // Attributes of pickled objects: the function that is applied.
    settings.ignore("act", "inplace")
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters { [:] }

  var extraText: String { "" }
}

/// An activation whose only setting is whether it overwrites its input, which changes no result.
protocol InPlaceActivation: ElementwiseActivation {
  /// Whether the framework prints the setting.
  static var printsInPlace: Bool { get }

  /// Whether the framework overwrites the input.
  var inPlace: Bool { get }

  init(inPlace: Bool)
}

extension InPlaceActivation {
  static var printsInPlace: Bool { true }

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    self.init(inPlace: try settings.boolean("inplace", default: false))
    // The bounds that a pickled ReLU6 inherits.
    settings.ignore("min_val", "max_val")
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters { ["inplace": .boolean(inPlace)] }

  var extraText: String { inPlace && Self.printsInPlace ? "inplace=True" : "" }
}

extension Hyperparameters {
  /// Settings as the framework prints them, and whether the input is overwritten only where it is.
  func printedWithInPlace(_ names: [String]) -> String {
    let isInPlace = self["inplace"]?.boolean == true
    return (names + (isInPlace ? ["inplace"] : [])).compactMap { name in
      self[name].map { "\(name)=\($0)" }
    }.joined(separator: ", ")
  }
}
