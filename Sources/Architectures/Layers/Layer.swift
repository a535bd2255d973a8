public import Checkpoints
public import Diagnostics
public import ModelIR

/// A kind of layer in PyTorch's vocabulary: its settings, the tensors it owns and what it computes.
///
/// Printed models, whole-module pickles and architecture files all name layers this way, whatever
/// framework trained the weights; see `Documentation/Decisions/0005-one-vocabulary-of-layers.md`.
public protocol Layer: Sendable {
  /// The class names, today's first: `Conv2d`.
  static var kinds: [String] { get }

  /// Reads the settings; sizes that are left out are solved from the stored tensors.
  ///
  /// - Throws: a diagnostic at the layer's path for a setting that is missing, unknown or out of range.
  init(_ settings: inout LayerSettings) throws(Diagnostic)

  /// The settings with everything solved, in the order in which the framework prints them.
  var hyperparameters: Hyperparameters { get }

  /// The text between the parentheses of the framework's own printing: `3, 64, kernel_size=(7, 7)`.
  var extraText: String { get }

  /// The tensors that it owns itself, in the framework's order, not those of children.
  var parameters: [ModuleTree.Parameter] { get }

  /// The children that the layer itself brings: an attention's `out_proj`.
  var children: [(name: String, layer: any Layer)] { get }

  /// Adds the nodes that compute its results.
  ///
  /// - Throws: a diagnostic at the layer's path if the inputs do not fit.
  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID]
}

extension Layer {
  /// No children.
  public var children: [(name: String, layer: any Layer)] { [] }

  /// No tensors.
  public var parameters: [ModuleTree.Parameter] { [] }
}
