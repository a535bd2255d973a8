public import Diagnostics
public import ModelIR

/// A function without weights that a step of a forward pass applies: `add`, `flatten`, `reshape`.
public protocol ForwardFunction: Sendable {
  /// The names, the preferred one first.
  static var names: [String] { get }

  /// Reads the settings.
  ///
  /// - Throws: a diagnostic at the step's path for a setting that is missing, unknown or out of range.
  init(_ settings: inout LayerSettings) throws(Diagnostic)

  /// Adds the nodes that compute its results.
  ///
  /// - Throws: a diagnostic at the module's path if the inputs do not fit.
  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID]
}
