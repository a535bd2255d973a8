extension FluxInputExpectation {
  /// What a named function expects.
  static func of(_ function: JuliaFunction) -> FluxInputExpectation {
    if FluxFunctionTable.isElementwise(function.name) { return .anything }
    if FluxFunctionTable.passing[function.name] != nil { return .anything }
    switch function.name {
    case "softmax", "logsoftmax", "normalise": return .anything
    case "flatten": return .flattened
    default: return .unknown
    }
  }

  /// What a closure, `Fix1`, `Fix2` or a composition expects.
  static func of(_ callable: JuliaValue) -> FluxInputExpectation {
    switch callable {
    case .function(let function): return of(function)
    case .closure(let closure):
      guard let body = try? readClosure(closure), body.argumentCount == 1 else { return .unknown }
      return of(body.result, in: body)
    case .structure(let structure) where structure.type.name == "ComposedFunction":
      guard let inner = try? structure.fields.value(at: 1) else { return .unknown }
      let first = of(inner)
      guard first == .anything, let outer = try? structure.fields.value(at: 0) else { return first }
      return of(outer)
    case .structure(let structure)
    where structure.type.description == FluxCallable.broadcastFunction:
      return .anything
    case .structure(let structure) where structure.type.name == "Fix1":
      // broadcast with a fixed function: element by element.
      if case .function(let function)? = try? structure.fields.value(at: 0),
        function.name == "broadcast"
      {
        return .anything
      }
      return .unknown
    case .structure:
      let module = FluxModule(callable, path: "")
      return module.layer == nil ? .unknown : module.inputExpectation
    default: return .unknown
    }
  }

  /// What an expression expects of the closure's argument.
  private static func of(
    _ expression: ClosureExpression, in body: ClosureBody
  ) -> FluxInputExpectation {
    switch expression {
    case .argument: return .anything
    case .binding(let index):
      return index < body.bindings.count ? of(body.bindings[index], in: body) : .unknown
    case .broadcast(_, let items):
      let parts = items.map { of($0, in: body) }.filter { $0 != .unknown }
      return parts.allSatisfy { $0 == .anything } ? .anything : parts.first ?? .unknown
    case .call(let function, let items, _):
      if function.name == "reshape" { return ofReshape(items, in: body) }
      guard let first = items.first else { return .unknown }
      let inner = of(first, in: body)
      return inner == .anything ? of(function) : inner
    case .invoke(let callee, let items, _):
      guard let first = items.first, items.count == 1, let value = callee.constant else {
        return .unknown
      }
      return chained([of(first, in: body), of(value)])
    default: return .unknown
    }
  }

  /// `reshape(x, a, b, c, :)` takes a matrix of a·b·c features; `reshape(x, :, size(x, n))` flattens.
  private static func ofReshape(
    _ items: [ClosureExpression], in body: ClosureBody
  ) -> FluxInputExpectation {
    guard let first = items.first, of(first, in: body) == .anything else { return .unknown }
    var sizes = Array(items.dropFirst())
    if sizes.count == 1, case .tuple(let inner) = sizes[0] { sizes = inner }
    guard sizes.count >= 2 else { return .unknown }
    if case .colon = sizes[0] { return .flattened }
    var count = 1
    for size in sizes.dropLast() {
      guard let size = size.integer, size >= 0 else { return .unknown }
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      if overflows { return .unknown }
      count = product
    }
    return .features(count, nil)
  }
}
