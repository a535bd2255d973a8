import Architectures
import Checkpoints
import Diagnostics
import YAMLText

extension ArchitectureResolver {
  /// Reads a step that names a kind.
  mutating func run(
    _ kindTemplate: Template, _ settings: [Template.Entry], _ call: StepCall,
    in assembly: inout ModuleAssembly, _ scope: ExpressionScope
  ) {
    guard let kind = text(kindTemplate, in: scope) else { return }
    var given = Hyperparameters()
    for setting in settings {
      guard let value = evaluated(setting.value, in: scope) else { return }
      given[setting.name] = value
    }
    if let definition = modules[kind] {
      runModule(definition, given, call, in: &assembly, scope)
    } else if let layer = LayerCatalog.layer(kind) {
      run(layer, kind, given, call, in: &assembly)
    } else if kind == "identity" {
      guard call.operands.count == 1, given.isEmpty else {
        report("'identity' takes one value and no settings", at: call.mark)
        return
      }
      assembly.alias(call.operands[0], as: call.results)
    } else if let function = ForwardFunctionCatalog.function(kind) {
      var functionSettings = LayerSettings(kind: kind, path: assembly.path, given: given)
      do throws(Diagnostic) {
        _ = try function.init(&functionSettings)
      } catch {
        report(error, at: call.mark)
        return
      }
      assembly.add(.function(kind), call.operands, results: call.results, settings: given)
    } else {
      report(
        "'\(kind)' is no layer, no function and no module of this file", at: kindTemplate.mark,
        code: .unknownLayerKind)
    }
  }

  /// Reads steps that are written in place: a module of their own, whose expressions see the names
  /// around it.
  mutating func runSequential(
    _ steps: [StepDefinition], _ call: StepCall, in assembly: inout ModuleAssembly,
    _ scope: ExpressionScope
  ) {
    guard call.operands.count == 1 else {
      report("a 'Sequential' takes one value, \(call.operands.count) are given", at: call.mark)
      return
    }
    let path = call.name.map { assembly.path(of: $0) } ?? assembly.path
    var inner = ModuleAssembly(path: path, name: call.name, kind: "Sequential", inputs: ["x"])
    var innerScope = scope
    innerScope.path = path
    run(steps, in: &inner, innerScope, depth: call.depth)
    place(inner.module(results: [inner.current]), call, in: &assembly)
  }

  private mutating func runModule(
    _ definition: ModuleDefinition, _ given: Hyperparameters, _ call: StepCall,
    in assembly: inout ModuleAssembly, _ scope: ExpressionScope
  ) {
    guard call.depth < Self.depthLimit else {
      report(
        "modules stand in each other more than \(Self.depthLimit) deep", at: call.mark,
        code: .architectureOverLimit)
      return
    }
    guard call.operands.count == definition.inputs.count else {
      report(
        "\(definition.kind) takes \(definition.inputs.count) values "
          + "(\(definition.inputs.joined(separator: ", "))), \(call.operands.count) are given",
        at: call.mark, code: .layerInputs)
      return
    }
    let path = call.name.map { assembly.path(of: $0) } ?? assembly.path
    var inner = ModuleAssembly(
      path: path, name: call.name, kind: definition.kind, inputs: definition.inputs)
    var innerScope = ExpressionScope(path: path)
    guard let arguments = arguments(of: definition, given, call, &innerScope) else { return }
    run(definition.forward, in: &inner, innerScope, depth: call.depth + 1)
    var results: [String] = []
    for result in definition.results {
      guard let value = value(named: result, in: inner, at: definition.mark) else { return }
      results.append(value)
    }
    if definition.results.isEmpty { results = [inner.current] }
    place(inner.module(results: results, hyperparameters: arguments), call, in: &assembly)
  }

  /// A module's arguments, which its expressions then see.
  private mutating func arguments(
    of definition: ModuleDefinition, _ given: Hyperparameters, _ call: StepCall,
    _ scope: inout ExpressionScope
  ) -> Hyperparameters? {
    var arguments = Hyperparameters()
    for argument in definition.arguments {
      let value: HyperparameterValue
      if let setting = given[argument.name] {
        value = setting
      } else if let template = argument.value {
        guard let standard = evaluated(template, in: scope) else { return nil }
        value = standard
      } else {
        report(
          "\(definition.kind) needs '\(argument.name)'", at: call.mark, code: .layerSettingMissing)
        return nil
      }
      arguments[argument.name] = value
      scope.define(argument.name, value)
    }
    if let unknown = given.entries.first(where: { arguments[$0.name] == nil }) {
      report("'\(unknown.name)' is no argument of \(definition.kind)", at: call.mark)
      return nil
    }
    return arguments
  }

  private mutating func run(
    _ type: any Layer.Type, _ kind: String, _ given: Hyperparameters, _ call: StepCall,
    in assembly: inout ModuleAssembly
  ) {
    let name = call.name ?? assembly.freeName(for: kind)
    let path = assembly.path(of: name)
    // What has no name has no tensors, whatever the checkpoint holds.
    var settings = LayerSettings(
      kind: kind, path: path, given: given, stored: call.name == nil ? nil : layerStored)
    let layer: any Layer
    do throws(Diagnostic) {
      layer = try type.init(&settings)
    } catch {
      report(error, at: call.mark)
      return
    }
    let tree = ModuleTree(layer, kind: kind, path: path, name: name, naming: naming)
    if call.name == nil, !tree.expectedEntries.isEmpty {
      report("\(kind) has tensors and needs a 'name'", at: call.mark, code: .layerSettingMissing)
      return
    }
    var named = call
    named.name = name
    place(tree, named, in: &assembly)
  }

  /// Adds a child and the step that runs it; a module that is there already runs again.
  private mutating func place(
    _ tree: ModuleTree, _ call: StepCall, in assembly: inout ModuleAssembly
  ) {
    let name = call.name ?? "%\(call.mark.line):\(call.mark.column)"
    let index: Int
    if call.name != nil, let known = assembly.child(named: name) {
      guard known.tree == tree else {
        report(
          "'\(tree.path)' is a \(known.tree.kind) with other settings already", at: call.mark)
        return
      }
      index = known.index
    } else {
      index = assembly.add(tree, named: name)
    }
    assembly.add(.child(index), call.operands, results: call.results)
  }
}

extension ModuleTree {
  /// A layer with the children that it brings.
  fileprivate init(
    _ layer: any Layer, kind: String, path: String, name: String, naming: ParameterNaming?
  ) {
    self.init(
      path: path, name: name, kind: kind, text: "\(kind)(\(layer.extraText))",
      hyperparameters: layer.hyperparameters,
      parameters: naming?.stored(layer.parameters, of: kind) ?? layer.parameters,
      children: layer.children.map { child in
        ModuleTree(
          child.layer, kind: type(of: child.layer).kinds.first ?? child.name,
          path: "\(path).\(child.name)", name: child.name, naming: naming)
      },
      forward: .layer)
  }
}
