import ATen
import Diagnostics
import ModelIR

extension ProgramEvaluation {
  /// A result, of the type that the file says it has.
  func checked(
    _ value: EvaluatedValue, _ node: MindSporeNode
  ) throws(Diagnostic) -> EvaluatedValue {
    guard case .plain(let plain) = value else { return value }
    return .plain(try checked(plain, node.abstract, node))
  }

  private func checked(
    _ value: ATenValue, _ abstract: MindSporeAbstract, _ node: MindSporeNode
  ) throws(Diagnostic) -> ATenValue {
    switch (value, abstract) {
    case (.tuple(let items), .tuple(let expected)) where items.count == expected.count:
      var result: [ATenValue] = []
      for (item, abstract) in zip(items, expected) {
        result.append(try checked(item, abstract, node))
      }
      return .tuple(result)
    case (.list(let items), .tuple(let expected)) where items.count == expected.count:
      var result: [ATenValue] = []
      for (item, abstract) in zip(items, expected) {
        result.append(try checked(item, abstract, node))
      }
      return .list(result)
    case (.tensor(let tensor), .tensor(let type, let sizes)):
      let id = try context.value(of: tensor)
      let found = context.type(id)
      let shape = sizes.map { Shape($0.map { $0 < 0 ? .unknown : .fixed($0) }) }
      let fits =
        shape.map { shape in
          shape.rank == found.rank
            && zip(shape.dimensions, found.shape.dimensions).allSatisfy { $0.canEqual($1) }
        } ?? true
      let isSameKind =
        (found.elementType.isInteger && type.isInteger)
        || (found.elementType.isFloatingPoint && type.isFloatingPoint)
      guard fits, found.elementType == type || isSameKind else {
        throw Diagnostic(
          .mindSporeResultMismatch,
          "\(node.callee) gives \(type)\(sizes.map { "\($0)" } ?? "") in the file, "
            + "\(found) in the converted graph")
      }
      guard found.elementType == type else {
        return context.tensor(try context.cast(id, to: type))
      }
      if let shape { context.refine(id, to: shape) }
      return value
    default: return value
    }
  }
}
