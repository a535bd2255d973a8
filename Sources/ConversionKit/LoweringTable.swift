public import Diagnostics
public import ModelIR

/// How a format writes each operator: data that exports, lists, documentation and tests all read.
///
/// A context holds what one node's lowering may read and where it writes.
public struct LoweringTable<Context>: Sendable {
  /// The lowering of one operator behind the type that all share.
  private struct Lowering: Sendable {
    let lower: @Sendable (any Operator, inout Context) throws(Diagnostic) -> Void
  }

  /// The operators that have a lowering, in the order in which they were added.
  public private(set) var operators: [any Operator.Type] = []

  private var lowerings: [ObjectIdentifier: Lowering] = [:]

  /// Makes an empty table.
  public init() {}

  /// Adds the lowering of one operator.
  ///
  /// - Precondition: the operator has none yet.
  public mutating func add<Lowered: Operator>(
    _ type: Lowered.Type,
    _ lower: @escaping @Sendable (Lowered, inout Context) throws(Diagnostic) -> Void
  ) {
    precondition(lowerings[ObjectIdentifier(type)] == nil, "\(type) has a lowering already")
    operators.append(type)
    lowerings[ObjectIdentifier(type)] = Lowering(
      lower: { (base: any Operator, context: inout Context) throws(Diagnostic) in
        guard let lowered = base as? Lowered else { return }
        try lower(lowered, &context)
      })
  }

  /// Whether an operator has a lowering.
  public func contains(_ type: any Operator.Type) -> Bool {
    lowerings[ObjectIdentifier(type)] != nil
  }

  /// Lowers one use of an operator; false if the table does not have it.
  ///
  /// - Throws: why this use cannot be written.
  public func lower(_ operator: AnyOperator, in context: inout Context) throws(Diagnostic) -> Bool {
    let base = `operator`.base
    guard let lowering = lowerings[ObjectIdentifier(type(of: base))] else { return false }
    try lowering.lower(base, &context)
    return true
  }
}
