import Architectures
import Checkpoints
import Diagnostics
import ModelIR
import YAMLText

extension ArchitectureResolver {
  /// Reads steps into a module.
  mutating func run(
    _ steps: [StepDefinition], in assembly: inout ModuleAssembly, _ scope: ExpressionScope,
    depth: Int
  ) {
    for step in steps {
      guard countStep(at: step.mark) else { return }
      if let condition = step.condition {
        guard let value = evaluated(condition, in: scope) else { continue }
        do throws(ExpressionProblem) {
          guard try ExpressionEvaluator.truth(of: value) else { continue }
        } catch {
          report(error.message, at: condition.mark)
          continue
        }
      }
      run(step, in: &assembly, scope, depth: depth)
    }
  }

  private mutating func run(
    _ step: StepDefinition, in assembly: inout ModuleAssembly, _ scope: ExpressionScope, depth: Int
  ) {
    if case .repeat(let repetition) = step.operation {
      run(repetition, in: &assembly, scope, depth: depth)
      return
    }
    var operands: [String] = []
    for input in step.inputs ?? [] {
      guard let name = text(input, in: scope),
        let value = value(named: name, in: assembly, at: input.mark)
      else { return }
      operands.append(value)
    }
    if step.inputs == nil { operands = [assembly.current] }
    var results: [String] = []
    for result in step.results {
      guard let name = text(result, in: scope) else { return }
      results.append(name)
    }
    var name: String?
    if let template = step.name {
      guard let text = text(template, in: scope) else { return }
      guard !text.isEmpty, !text.hasPrefix("."), !text.hasSuffix(".") else {
        report("'\(text)' is no name of a module", at: template.mark)
        return
      }
      name = text
    }
    let call = StepCall(
      mark: step.mark, name: name, operands: operands, results: results, depth: depth)
    let problemCount = problems.count
    switch step.operation {
    case .kind(let kind, let settings): run(kind, settings, call, in: &assembly, scope)
    case .sequential(let steps): runSequential(steps, call, in: &assembly, scope)
    case .parameter(let parameter): run(parameter, call, in: &assembly, scope)
    case .repeat: break
    }
    if problems.count > problemCount {
      // What this step does not give would be missed by others, which is no problem of theirs.
      assembly.alias(assembly.current, as: results)
    }
  }

  /// The value of a name; a problem is noted if there is none.
  mutating func value(
    named name: String, in assembly: ModuleAssembly, at mark: YAMLMark
  ) -> String? {
    if let value = assembly.value(named: name) { return value }
    report("no value is called '\(name)' here", at: mark, code: .architectureUnknownValue)
    return nil
  }

  private mutating func run(
    _ repetition: StepDefinition.Repetition, in assembly: inout ModuleAssembly,
    _ scope: ExpressionScope, depth: Int
  ) {
    guard let list = evaluated(repetition.list, in: scope) else { return }
    guard let items = list.items else {
      report(
        "'repeat' takes a list, \(ExpressionEvaluator.shown(list)) is found",
        at: repetition.list.mark)
      return
    }
    for (index, item) in items.enumerated() {
      // Empty rounds cost time as well.
      guard countStep(at: repetition.list.mark) else { return }
      var inner = scope
      if let name = repetition.item { inner.define(name, item) }
      if let name = repetition.index { inner.define(name, .integer(index)) }
      run(repetition.steps, in: &assembly, inner, depth: depth)
    }
  }

  private mutating func run(
    _ parameter: StepDefinition.OwnParameter, _ call: StepCall, in assembly: inout ModuleAssembly,
    _ scope: ExpressionScope
  ) {
    guard let name = text(parameter.name, in: scope) else { return }
    var shape = stored?[assembly.path(of: name)]?.shape
    if let template = parameter.shape {
      guard let value = evaluated(template, in: scope) else { return }
      guard let sizes = value.integers, sizes.allSatisfy({ $0 >= 0 && $0 < 1 << 40 }) else {
        report(
          "a shape is a list of sizes, \(ExpressionEvaluator.shown(value)) is found",
          at: template.mark)
        return
      }
      shape = sizes
    }
    guard let shape else {
      report(
        "the shape of '\(assembly.path(of: name))' is neither given nor known from the checkpoint",
        at: call.mark, code: .layerSettingMissing)
      return
    }
    let type = parameter.elementType.flatMap { ElementType(text: $0) } ?? .float32
    let (byteCount, overflow) = shape.reduce((type.byteCount, false)) { product, size in
      let (next, overflow) = product.0.multipliedReportingOverflow(by: size)
      return (next, product.1 || overflow)
    }
    guard !overflow, byteCount < 1 << 50 else {
      report("'\(assembly.path(of: name))' would be too large", at: call.mark)
      return
    }
    let own = ModuleTree.Parameter(
      name: name, elementType: type, shape: shape, isTrainable: parameter.isTrainable)
    guard assembly.add(own) else {
      report("'\(assembly.path(of: name))' is a different parameter already", at: call.mark)
      return
    }
    assembly.add(.parameter(name), [], results: call.results)
  }
}

/// A step with its names known.
struct StepCall {
  let mark: YAMLMark
  var name: String?
  let operands: [String]
  let results: [String]
  /// How many modules stand around it.
  let depth: Int
}
