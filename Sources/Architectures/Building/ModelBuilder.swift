import Checkpoints
public import ConversionKit
import Diagnostics
public import ModelIR

/// Turns an architecture and the weights that were bound to it into a graph.
public struct ModelBuilder: Sendable {
  private let architecture: ResolvedArchitecture
  private let weights: BoundWeights

  /// Makes a builder.
  ///
  /// - Parameter weights: the tensors under the architecture's own parameter names.
  public init(_ architecture: ResolvedArchitecture, weights: BoundWeights) {
    self.architecture = architecture
    self.weights = weights
  }

  /// The graph's model.
  ///
  /// - Parameter rootPath: the path of the architecture's root in the file, which names leave out.
  /// - Throws: a list of every module whose forward pass nobody knows; else a diagnostic at the first
  ///   layer that cannot take its input, or for an input shape that is needed and not given.
  public func makeModel(_ request: ModelRequest) throws -> Model {
    if let problems = DiagnosticList(ForwardReadiness.problems(of: architecture.tree)) {
      throw problems
    }
    var context = LayerContext(builder: GraphBuilder(), weights: weights)
    let inputs = try GraphInputs(architecture, weights: weights).declare(request, in: &context)
    let results: [ValueID]
    do throws(Diagnostic) {
      results = try ForwardEvaluation().run(architecture.tree, inputs.values, in: &context)
    } catch {
      guard inputs.hasOpenSpatialSizes, error.code != .inputShapeNeeded else { throw error }
      throw Diagnostic(
        .inputShapeNeeded,
        "\(error.message); the size of the picture is open, give it with "
          + "--input-shape \(inputs.example)",
        at: error.location)
    }
    let names = outputNames(count: results.count)
    for (result, name) in zip(results, names) {
      try context.builder.addOutput(result, named: name)
    }
    return Model(
      graph: context.builder.graph, name: architecture.variant ?? architecture.name,
      metadata: [MetadataEntry("architecture", architecture.name)]
        + (architecture.variant.map { [MetadataEntry("variant", $0)] } ?? []))
  }

  private func outputNames(count: Int) -> [String] {
    if architecture.outputs.count == count { return architecture.outputs }
    return count == 1 ? ["output"] : (0..<count).map { "output_\($0)" }
  }
}
