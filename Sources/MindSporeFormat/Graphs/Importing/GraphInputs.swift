import ATen
import ConversionKit
import Diagnostics
import ModelIR

/// The inputs of a main graph: their names, and names for the sizes that are open.
struct GraphInputs {
  private let inputs: [MindSporeGraph.Input]

  init(_ inputs: [MindSporeGraph.Input]) { self.inputs = inputs }

  /// Adds the inputs to a graph and gives their values.
  ///
  /// - Throws: ``DiagnosticCode/invalidInputShape`` for a shape that contradicts the file's,
  ///   ``DiagnosticCode/inputShapeNeeded`` where the number of axes is open.
  func declare(
    _ request: ModelRequest, in context: ATenContext
  ) throws(Diagnostic) -> [EvaluatedValue] {
    var leaves: [(name: String, type: ElementType, sizes: [Int]?)] = []
    for input in inputs { collect(MindIRContents.ownName(input.name), input.abstract, &leaves) }
    let given = try request.inputs.assigned(to: leaves.map(\.name))
    var names = OpenSizeNames()
    for input in given.values { names.reserve(input.shape.dimensions) }
    var tensors: [ATenTensor] = []
    for (index, leaf) in leaves.enumerated() {
      let shape = try shape(leaf, given[index], &names)
      if let type = given[index]?.elementType, type != leaf.type {
        throw Diagnostic(
          .invalidInputShape, "'\(leaf.name)' was exported as \(leaf.type), \(type) does not fit it"
        )
      }
      let tensor = context.addInput(named: leaf.name, TensorType(leaf.type, shape))
      try context.registerSymbols(of: tensor)
      tensors.append(tensor)
    }
    var next = tensors[...]
    return inputs.map { value(of: $0.abstract, &next) }
  }

  private func collect(
    _ name: String, _ abstract: MindSporeAbstract,
    _ leaves: inout [(name: String, type: ElementType, sizes: [Int]?)]
  ) {
    switch abstract {
    case .tensor(let type, let sizes): leaves.append((name, type, sizes))
    case .tuple(let items):
      for (index, item) in items.enumerated() { collect("\(name)_\(index)", item, &leaves) }
    case .other: break
    }
  }

  private func value(
    of abstract: MindSporeAbstract, _ tensors: inout ArraySlice<ATenTensor>
  ) -> EvaluatedValue {
    switch abstract {
    case .tensor: return tensors.popFirst().map { .plain(.tensor($0)) } ?? .plain(.failed)
    case .tuple(let items):
      return .tuple(of: items.map { value(of: $0, &tensors) }, isList: false)
    case .other: return .monad
    }
  }

  private func shape(
    _ leaf: (name: String, type: ElementType, sizes: [Int]?), _ given: InputSpecification?,
    _ names: inout OpenSizeNames
  ) throws(Diagnostic) -> Shape {
    guard let sizes = leaf.sizes else {
      guard let given else {
        throw Diagnostic(
          .inputShapeNeeded,
          "'\(leaf.name)' was exported without its number of axes; give its shape with "
            + "--input-shape \(leaf.name):SIZES")
      }
      return given.shape
    }
    if let given {
      let fits =
        given.shape.rank == sizes.count
        && zip(given.shape.dimensions, sizes).allSatisfy { $1 < 0 || $0.size == $1 }
      guard fits else {
        let shown = sizes.map { $0 < 0 ? "?" : "\($0)" }.joined(separator: ", ")
        throw Diagnostic(
          .invalidInputShape,
          "'\(leaf.name)' was exported as [\(shown)], \(given.shape) does not fit it")
      }
      return given.shape
    }
    return Shape(
      sizes.enumerated().map { axis, size in
        guard size < 0 else { return .fixed(size) }
        return .symbol(
          names.name(
            axis: axis, rank: sizes.count, of: leaf.name, isTokens: leaf.type.isInteger))
      })
  }
}
