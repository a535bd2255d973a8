import Diagnostics

extension FluxModule {
  /// Everything in the module that cannot be exported, all in one run.
  func problems() -> [Diagnostic] {
    switch self {
    case .layer(let layer, let path):
      return layer.children.flatMap { $0.module.problems() }
        + layer.exportProblems().map { $0.located(at: Location(path: path)) }
    case .function(let function, let path):
      guard FluxFunctionTable.body(named: function.name) == nil else { return [] }
      return [
        Diagnostic(
          .fluxUnsupportedCall, "the function \(function) is not translated\(function.advice)",
          at: Location(path: path))
      ]
    case .callable(let value, let path): return Self.problems(inCallable: value, path: path)
    case .opaque(let structure, _, let path):
      let parts = exportableParts()
      let advice =
        parts.isEmpty
        ? "no part of it is made of Flux layers alone"
        : "select a part that is: " + parts.prefix(12).joined(separator: ", ")
      return [
        Diagnostic(
          .fluxUnknownLayer,
          "\(structure.type) is not a layer of Flux and its method is not in the file; \(advice)",
          at: Location(path: path))
      ]
    case .unreadable(let reason, _, let path): return [reason.located(at: Location(path: path))]
    }
  }

  /// The paths of the largest parts that are made of Flux layers alone.
  func exportableParts() -> [String] {
    if layer != nil, problems().isEmpty { return [path] }
    return children.flatMap { $0.module.exportableParts() }
  }

  private static func problems(inCallable value: JuliaValue, path: String) -> [Diagnostic] {
    guard case .closure(let closure) = value else { return [] }
    var first: Diagnostic?
    // A connection takes as many arguments as there are branches.
    for argumentCount in 1...4 {
      do throws(Diagnostic) {
        let body = try readClosure(closure, argumentCount: argumentCount)
        return body.untranslatedCalls().map { $0.located(at: Location(path: path)) }
      } catch {
        first = first ?? error
      }
    }
    return first.map { [$0.located(at: Location(path: path))] } ?? []
  }
}

extension JuliaFunction {
  /// What to do about a function that is not translated, as the end of a message.
  var advice: String {
    module.first == "Main"
      ? ": it was defined in a script and its method is not in the file; select the layers before or behind it, or save the model with a function of Flux"
      : ": select the layers before or behind it"
  }
}

extension FluxLayer {
  /// What prevents an export and can be told without an input: GPU arrays among the parameters are
  /// found while decoding already.
  func exportProblems() -> [Diagnostic] { [] }
}

extension ClosureBody {
  /// Every call of a function that is not translated, each name once.
  fileprivate func untranslatedCalls() -> [Diagnostic] {
    var names: [String] = []
    func visit(_ expression: ClosureExpression) {
      switch expression {
      case .call(let function, let items, let keywords):
        if FluxFunctionTable.body(named: function.name) == nil,
          !names.contains(function.description)
        {
          names.append(function.description)
        }
        items.forEach(visit)
        keywords.forEach { visit($0.1) }
      case .broadcast(let callee, let items), .invoke(let callee, let items, _):
        visit(callee)
        items.forEach(visit)
      case .tuple(let items): items.forEach(visit)
      case .splat(let item): visit(item)
      case .argument, .binding, .captured, .literal, .colon, .global: break
      }
    }
    bindings.forEach(visit)
    visit(result)
    return names.map { name in
      Diagnostic(
        .fluxUnsupportedCall,
        "the function \(name) is not translated, in \(result) of \(code.place)")
    }
  }
}
