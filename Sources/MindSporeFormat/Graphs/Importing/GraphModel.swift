import ATen
import ConversionKit
import Diagnostics
import ModelIR

/// Turns a program of MindSpore into a graph.
struct GraphModel {
  private let program: MindSporeProgram
  private let name: String
  private let metadata: [MetadataEntry]

  init(_ program: MindSporeProgram, name: String, metadata: [MetadataEntry]) {
    self.program = program
    self.name = name
    self.metadata = metadata
  }

  /// The graph's model.
  ///
  /// - Throws: a list of everything that cannot be converted; a diagnostic for a graph that contradicts
  ///   itself.
  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    if let selection = request.selection, !selection.isEmpty {
      throw Diagnostic(
        .mindIRNothingSelected,
        "the file holds one graph, no part of it can be selected ('\(selection.prefix(100))')")
    }
    let context = ATenContext()
    let evaluation = ProgramEvaluation(program, context: context)
    let arguments = try GraphInputs(program.main.inputs).declare(request, in: context)
    let result = try evaluation.call(0, arguments, from: nil)
    var findings = evaluation.problems
    if findings.isEmpty {
      do throws(Diagnostic) {
        try addOutputs(result, context)
      } catch { findings.append(error) }
    }
    if let list = DiagnosticList(findings) { throw list }
    for note in context.findings { diagnostics.emit(note) }
    if evaluation.hasUpdates {
      diagnostics.emit(
        Diagnostic(
          .mindSporeUpdateDropped, severity: .warning,
          "the model writes to its parameters when it runs, the written graph does not keep that"))
    }
    return Model(graph: context.builder.graph, name: name, metadata: metadata)
  }

  private func addOutputs(
    _ result: EvaluatedValue, _ context: ATenContext
  ) throws(Diagnostic) {
    var leaves: [ATenValue] = []
    var pending = [result.plain ?? .none]
    while let next = pending.popLast() {
      if let items = next.items { pending += items.reversed() } else { leaves.append(next) }
    }
    leaves.removeAll { $0 == .none }
    context.path = ""
    context.sourceText = "output"
    for (index, leaf) in leaves.enumerated() {
      guard let value = try context.operand(leaf) else {
        throw Diagnostic(
          .mindSporeControlFlow, "a result of the model is \(leaf.kind), which is no tensor")
      }
      try context.addOutput(value, named: leaves.count == 1 ? "output" : "output_\(index)")
    }
    guard !leaves.isEmpty else {
      throw Diagnostic(.mindSporeControlFlow, "the model gives no tensor")
    }
  }
}
