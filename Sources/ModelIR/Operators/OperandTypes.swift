/// The types of a node's operands, with the checks that operators share.
public struct OperandTypes: Sendable {
  /// The types in order; nothing for an operand that is left out.
  public let types: [TensorType?]
  private let definition: OperatorDefinition

  /// Makes the operands of one node.
  ///
  /// - Throws: an ``InferenceFailure`` if the definition takes another number of operands.
  public init(_ types: [TensorType?], of definition: OperatorDefinition) throws(InferenceFailure) {
    let most = definition.mostOperandCount
    guard types.count >= definition.leastOperandCount, most.map({ types.count <= $0 }) ?? true
    else {
      throw InferenceFailure(
        .arityMismatch,
        "\(definition.name) takes \(definition.operands.map(\.name)), \(types.count) operands given"
      )
    }
    for (index, type) in types.enumerated() where type == nil {
      let operand = definition.operands[min(index, definition.operands.count - 1)]
      guard operand.presence == .optional || operand.presence == .unconstrained else {
        throw InferenceFailure(
          .arityMismatch, "\(definition.name) needs its operand '\(operand.name)'")
      }
    }
    self.types = types
    self.definition = definition
  }

  /// The number of operands, left-out ones counted.
  public var count: Int { types.count }

  /// A required operand.
  public subscript(index: Int) -> TensorType {
    guard let type = types[index] else { preconditionFailure("arity was checked") }
    return type
  }

  /// An operand that may be left out.
  public func optional(_ index: Int) -> TensorType? {
    index < types.count ? types[index] : nil
  }

  /// Everything that is there, in order.
  public var present: [TensorType] { types.compactMap(\.self) }

  /// The name of an operand, for messages.
  public func name(_ index: Int) -> String {
    index < definition.operands.count
      ? definition.operands[index].name
      : "\(definition.operands.last?.name ?? "operand")[\(index - definition.operands.count + 1)]"
  }

  /// Checks an operand's number of axes.
  ///
  /// - Throws: a rank mismatch that names the operand.
  public func requireRank(_ ranks: ClosedRange<Int>, of index: Int) throws(InferenceFailure) {
    let type = self[index]
    guard !ranks.contains(type.rank) else { return }
    let expected =
      ranks.count == 1
      ? "\(ranks.lowerBound) axes"
      : ranks.upperBound == .max
        ? "at least \(ranks.lowerBound) axes" : "\(ranks.lowerBound) to \(ranks.upperBound) axes"
    throw InferenceFailure(
      .rankMismatch,
      "'\(name(index))' of \(definition.name) needs \(expected), \(type.shape) has \(type.rank)")
  }

  /// Checks that operands share one element type and returns it.
  ///
  /// - Throws: an element type mismatch that names both operands.
  @discardableResult
  public func requireSameElementType(_ indices: [Int]? = nil) throws(InferenceFailure)
    -> ElementType
  {
    var first: (index: Int, type: ElementType)?
    for index in indices ?? Array(types.indices) {
      guard let type = optional(index)?.elementType else { continue }
      guard let known = first else {
        first = (index, type)
        continue
      }
      guard known.type == type else {
        throw InferenceFailure(
          .elementTypeMismatch,
          """
          \(definition.name) needs one element type, '\(name(known.index))' is \(known.type) and \
          '\(name(index))' is \(type)
          """)
      }
    }
    guard let first else { preconditionFailure("an operator without operands has no common type") }
    return first.type
  }

  /// Checks an operand's element type against a condition.
  ///
  /// - Throws: an element type mismatch that says what was expected.
  public func requireElementType(
    of index: Int, _ expected: String, where condition: (ElementType) -> Bool
  ) throws(InferenceFailure) {
    let found = self[index].elementType
    guard condition(found) else {
      throw InferenceFailure(
        .elementTypeMismatch,
        "'\(name(index))' of \(definition.name) needs \(expected) elements, it has \(found)")
    }
  }

  /// Checks that two sizes can be equal and returns the one that says more.
  ///
  /// - Throws: a shape mismatch with the message.
  public func require(
    _ found: Dimension, equals expected: Dimension, _ message: @autoclosure () -> String
  ) throws(InferenceFailure) -> Dimension {
    guard found.canEqual(expected) else { throw InferenceFailure(.shapeMismatch, message()) }
    return expected.unified(with: found)
  }
}

/// Checks a 0-based axis against a rank.
///
/// - Throws: an invalid-attribute failure that names both.
package func requireAxis(_ axis: Int, rank: Int) throws(InferenceFailure) {
  guard axis >= 0, axis < rank else {
    throw InferenceFailure(
      .invalidAttribute, "axis \(axis) is outside a tensor of \(rank) axes, which count from 0")
  }
}

/// Checks a list of 0-based axes against a rank: each inside, none twice.
///
/// - Throws: an invalid-attribute failure.
package func requireAxes(_ axes: [Int], rank: Int) throws(InferenceFailure) {
  for axis in axes { try requireAxis(axis, rank: rank) }
  guard Set(axes).count == axes.count else {
    throw InferenceFailure(.invalidAttribute, "an axis is named twice in \(axes)")
  }
}
