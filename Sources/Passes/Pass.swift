public import Diagnostics
public import ModelIR

/// A rewrite of a graph that changes neither what it computes nor its inputs and outputs.
///
/// A pass has no state: the same graph always gives the same graph. It ends, and run again on its own
/// result it changes nothing.
public protocol Pass: Sendable {
  /// The name in options and reports, in kebab case: `merge-transposes`.
  var id: String { get }

  /// One line that says what it does.
  var summary: String { get }

  /// The rewritten graph, or nothing if there was nothing to do.
  ///
  /// - Throws: a diagnostic if the graph cannot be rewritten, which is a fault of the pass.
  func run(on graph: Graph) throws(Diagnostic) -> Graph?
}
