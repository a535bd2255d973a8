import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// The inputs that a graph gets: as the user says, as the architecture says, or as the first layer
/// takes them.
struct GraphInputs {
  let names: [String]
  let declared: [InputSpecification]
  private let elementType: ElementType

  init(_ architecture: ResolvedArchitecture, weights: BoundWeights) {
    if case .steps(let steps) = architecture.tree.forward {
      names = steps.inputs
    } else {
      names = ["x"]
    }
    elementType = weights.elementType ?? .float32
    declared =
      architecture.inputs.isEmpty
      ? FirstLayer.input(of: architecture.tree).map { [$0] } ?? [] : architecture.inputs
  }

  /// Adds the inputs to the graph.
  ///
  /// - Throws: ``DiagnosticCode/inputShapeNeeded`` for an input whose shape nobody says,
  ///   ``DiagnosticCode/invalidInputShape`` for a shape of an input that does not exist.
  func declare(
    _ request: ModelRequest, in context: inout LayerContext
  ) throws(Diagnostic) -> DeclaredInputs {
    let given = try assign(request.inputs)
    var values: [ValueID] = []
    var open: [InputSpecification] = []
    for (index, name) in names.enumerated() {
      let known =
        declared.first { $0.name == name }
        ?? (declared.indices.contains(index) && declared[index].name == nil
          ? declared[index] : nil)
      guard let shape = given[index]?.shape ?? known?.shape else {
        throw Diagnostic(
          .inputShapeNeeded,
          "the architecture does not say the shape of '\(name)', give it with "
            + "--input-shape \(name):batch,…")
      }
      let type = given[index]?.elementType ?? known?.elementType ?? elementType
      values.append(
        context.builder.addInput(
          named: given[index]?.name ?? name, TensorType(type, shape)))
      if shape.rank >= 3, shape.dimensions.dropFirst(2).contains(where: { !$0.isFixed }) {
        open.append(InputSpecification(name: name, shape: shape))
      }
    }
    return DeclaredInputs(values: values, open: open)
  }

  /// The user's shapes by position of the input: by name, or in order where they have none.
  private func assign(
    _ inputs: [InputSpecification]
  ) throws(Diagnostic) -> [Int: InputSpecification] {
    var result: [Int: InputSpecification] = [:]
    for (position, input) in inputs.enumerated() {
      let index: Int?
      if let name = input.name, let match = names.firstIndex(of: name) {
        index = match
      } else if names.count == 1 {
        index = 0
      } else {
        index = input.name == nil && position < names.count ? position : nil
      }
      guard let index else {
        throw Diagnostic(
          .invalidInputShape,
          "the model has no input '\(input.name ?? "")'; it has \(names.joined(separator: ", "))")
      }
      guard result.updateValue(input, forKey: index) == nil else {
        throw Diagnostic(.invalidInputShape, "the shape of '\(names[index])' is given twice")
      }
    }
    return result
  }
}

/// Inputs that a graph has.
struct DeclaredInputs {
  let values: [ValueID]
  /// Those whose sizes behind the channels are open.
  let open: [InputSpecification]

  var hasOpenSpatialSizes: Bool { !open.isEmpty }

  /// How a shape for the first open input would be written.
  var example: String {
    guard let first = open.first else { return "x:batch,…" }
    let sizes = first.shape.dimensions.enumerated().map { axis, size in
      axis >= 2 && !size.isFixed ? "224" : "\(size)"
    }
    return "\(first.name ?? "x"):\(sizes.joined(separator: ","))"
  }
}
