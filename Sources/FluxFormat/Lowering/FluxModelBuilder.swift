import ConversionKit
import Diagnostics
import ModelIR

/// Builds the graph of a module: its inputs, its nodes, its outputs.
struct FluxModelBuilder {
  let request: ModelRequest
  let diagnostics: DiagnosticCollector

  /// The graph of a module.
  ///
  /// - Throws: ``DiagnosticCode/inputShapeNeeded`` if the layers do not determine the input,
  ///   ``DiagnosticCode/fluxInputMismatch`` if the shapes given are those of another model, and what
  ///   lowering a layer raises.
  func graph(of module: FluxModule) throws(Diagnostic) -> Graph {
    var lowering = FluxLowering(diagnostics: diagnostics)
    lowering.builder.rootPath = module.path
    let inputs = FluxInputs(expectation: module.inputExpectation, request: request)
    var values: [FluxValue] = []
    for input in try inputs.named() {
      let value = lowering.builder.addInput(named: input.name, input.type)
      values.append(.tensor(try swapped(value, in: &lowering)))
    }
    let result = try lowering.lower(module, values.count == 1 ? values[0] : .tuple(values))
    let outputs = result.tensors
    guard !outputs.isEmpty else {
      throw Diagnostic(.fluxNotExportable, "the model gives no tensor")
    }
    for (index, output) in outputs.enumerated() {
      let value = try swapped(output, in: &lowering)
      try lowering.builder.addOutput(value, named: outputs.count == 1 ? "y" : "y\(index + 1)")
    }
    lowering.emitSpatialNotes(isSwapped: request.swapsSpatialAxes)
    return lowering.builder.graph
  }

  /// A picture with its last two axes in the other order, if the user asks for that; one transpose at
  /// the border leaves everything inside as it was trained.
  private func swapped(
    _ id: ValueID, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> ValueID {
    let rank = lowering.rank(id)
    guard request.swapsSpatialAxes, rank >= 4 else { return id }
    let axes = Array(0..<rank - 2) + [rank - 1, rank - 2]
    return try lowering.builder.add(Transpose(axes: axes), id)
  }
}
