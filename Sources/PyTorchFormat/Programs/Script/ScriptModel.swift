import ATen
import ConversionKit
import Diagnostics
import ModelIR
import TorchScriptSource

/// Turns the code and the objects of a TorchScript archive into a graph.
struct ScriptModel {
  /// The code.
  let code: ScriptCode
  /// Gives the objects and tensors anew, since evaluating a program changes them.
  let makeRoot: () throws(Diagnostic) -> (data: ScriptData, root: ScriptObject)
  /// The version of the operators.
  let version: Int
  /// The arguments with which the model was traced.
  let examples: [ScriptExample]

  /// How often inputs without shapes are looked for.
  private static let mostProbes = 64

  /// The graph's model.
  ///
  /// - Throws: a list of everything that cannot be converted; ``DiagnosticCode/inputShapeNeeded`` if
  ///   nothing says what an input is.
  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    let evaluator = try makeEvaluator()
    guard let forward = evaluator.forward else {
      throw Diagnostic(
        .torchScriptMalformed,
        "the class \(evaluator.root.className) has no method 'forward' in the archive's code")
    }
    var inputs = try ScriptInputs(forward, code, request, examples: examples)
    try findShapes(of: &inputs)
    let arguments = try inputs.arguments(in: evaluator.evaluator, probe: nil)
    let run = evaluator.evaluator
    let context = run.context
    var findings: [Diagnostic] = []
    do throws(Diagnostic) {
      var given = ScriptCallArguments()
      given.named = arguments
      let result = try run.call(forward, receiver: evaluator.root, given)
      findings = run.problems.list
      if findings.isEmpty { try addOutputs(result, run) }
    } catch {
      findings = run.problems.list + [error]
    }
    if let list = DiagnosticList(findings) { throw list }
    for note in context.findings { diagnostics.emit(note) }
    let name = ScriptCode.split(evaluator.root.className)?.last ?? "model"
    return Model(graph: context.builder.graph, name: name)
  }

  private struct Run {
    let evaluator: ScriptEvaluator
    let root: ScriptObject

    /// The model's forward; of several for different types, the first is the one for tensors.
    var forward: ScriptFunctionReference? {
      evaluator.method(evaluator.names.forward, of: root)
        ?? evaluator.method(evaluator.code.symbol("forward__0"), of: root)
    }
  }

  private func makeEvaluator() throws(Diagnostic) -> Run {
    let (data, root) = try makeRoot()
    return Run(
      evaluator: ScriptEvaluator(
        context: ATenContext(), code: code, data: data, version: version),
      root: root)
  }

  // MARK: - Inputs

  /// Finds the shapes that nobody says: the first operator that takes an input tells them.
  private func findShapes(of inputs: inout ScriptInputs) throws(Diagnostic) {
    for _ in 0..<Self.mostProbes {
      guard inputs.tensors.contains(where: { $0.type == nil || !$0.isElementTypeKnown }) else {
        return
      }
      let run = try makeEvaluator()
      guard let forward = run.forward else { return }
      let probe = ScriptProbe()
      run.evaluator.probe = probe
      var given = ScriptCallArguments()
      given.named = try inputs.arguments(in: run.evaluator, probe: probe)
      var failure: Diagnostic?
      do throws(Diagnostic) {
        _ = try run.evaluator.call(forward, receiver: run.root, given)
      } catch { failure = error }
      guard let (name, type) = probe.finding,
        let index = inputs.tensors.firstIndex(where: { $0.name == name })
      else {
        _ = failure
        break
      }
      if let known = inputs.tensors[index].type {
        inputs.tensors[index].type = TensorType(type.elementType, known.shape)
      } else {
        inputs.tensors[index].type = type
      }
      inputs.tensors[index].isElementTypeKnown = true
    }
    let missing = inputs.tensors.filter { $0.type == nil }
    guard missing.isEmpty else {
      let example = inputs.tensors.map { "--input-shape \($0.name):batch,3,224,224" }
      throw Diagnostic(
        .inputShapeNeeded,
        "TorchScript does not say the shapes of inputs, and the code does not tell that of "
          + missing.map { "'\($0.name)'" }.joined(separator: ", ") + "; give them, for example "
          + example.joined(separator: " "))
    }
  }

  // MARK: - Outputs

  private func addOutputs(
    _ result: ScriptValue, _ evaluator: ScriptEvaluator
  ) throws(Diagnostic) {
    let context = evaluator.context
    var added = 0
    context.path = ""
    context.sourceText = "output"
    for (name, value) in try ScriptOutputs(result, in: evaluator).entries {
      guard let output = try context.operand(value) else { continue }
      try context.addOutput(output, named: name)
      added += 1
    }
    guard added > 0 else {
      throw Diagnostic(.torchScriptUnsupported, "the model gives no tensor")
    }
  }
}
