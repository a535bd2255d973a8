import Diagnostics
import ModelIR

extension FluxLowering {
  /// Applies a named function to a layer's input, as a `Chain` does.
  mutating func apply(
    _ function: JuliaFunction, to input: FluxValue
  ) throws(Diagnostic) -> FluxValue {
    warn(ofUserFunction: function)
    return try value(of: call(function, [FluxOperand(input)]), function)
  }

  /// Says that a function whose method only the user's script has is taken for its namesake.
  private func warn(ofUserFunction function: JuliaFunction) {
    guard function.module.first == "Main" else { return }
    diagnostics.emit(
      Diagnostic(
        .fluxUserFunction, severity: .warning,
        "the function \(function) was defined in a script and its method is not in the file; the function '\(function.name)' of Flux, NNlib or Base is exported: compare the outputs",
        at: place))
  }

  /// Applies an anonymous function, `Fix1`, `Fix2` or a composition.
  mutating func apply(
    callable: JuliaValue, to inputs: [FluxValue]
  ) throws(Diagnostic) -> FluxValue {
    let result = try call(callable, inputs.map(FluxOperand.init), keywords: [])
    return try value(of: result, JuliaFunction(module: [], name: callable.kindDescription))
  }

  /// Calls a layer, a function or a closure with several arguments: a connection of branches.
  mutating func call(
    _ module: FluxModule, _ arguments: [FluxValue]
  ) throws(Diagnostic) -> FluxValue {
    switch module {
    case .function(let function, _):
      warn(ofUserFunction: function)
      return try value(of: call(function, arguments.map(FluxOperand.init)), function)
    case .callable(let value, _): return try apply(callable: value, to: arguments)
    default:
      return try lower(module, arguments.count == 1 ? arguments[0] : .tuple(arguments))
    }
  }

  /// Calls a named function.
  ///
  /// - Throws: ``DiagnosticCode/fluxUnsupportedCall`` if there is no such function here.
  mutating func call(
    _ function: JuliaFunction, _ arguments: [FluxOperand],
    keywords: [(name: String, value: FluxOperand)] = []
  ) throws(Diagnostic) -> FluxOperand {
    guard let body = FluxFunctionTable.body(named: function.name) else {
      throw Diagnostic(
        .fluxUnsupportedCall, "the function \(function) is not translated\(function.advice)",
        at: place)
    }
    let call = FluxFunctionCall(
      function: function, arguments: arguments, keywords: keywords, place: place)
    do {
      return try body(call, &self)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw call.unsupported("\(error)")
    }
  }

  /// Calls whatever Julia can call.
  mutating func call(
    _ callee: JuliaValue, _ arguments: [FluxOperand],
    keywords: [(name: String, value: FluxOperand)]
  ) throws(Diagnostic) -> FluxOperand {
    switch callee {
    case .function(let function): return try call(function, arguments, keywords: keywords)
    case .closure(let closure):
      var evaluation = FluxClosureEvaluation(
        body: try readClosure(closure, argumentCount: arguments.count), arguments: arguments)
      return try nested { (lowering: inout FluxLowering) throws(Diagnostic) in
        try evaluation.result(in: &lowering)
      }
    case .type(let type):
      return try call(JuliaFunction(module: [], name: type.name), arguments, keywords: keywords)
    case .structure(let structure):
      if FluxCallable.typeNames.contains(structure.type.description) {
        return try nested { (lowering: inout FluxLowering) throws(Diagnostic) in
          try lowering.call(wrapper: structure, arguments)
        }
      }
      let inputs = try values(of: arguments)
      let module = FluxModule(callee, path: builder.path)
      let result = try nested { (lowering: inout FluxLowering) throws(Diagnostic) in
        try lowering.lower(module, inputs.count == 1 ? inputs[0] : .tuple(inputs))
      }
      return FluxOperand(result)
    default:
      throw Diagnostic(
        .fluxUnsupportedCall, "\(callee.kindDescription) cannot be called", at: place)
    }
  }

  /// `Fix1(f, x)`, `Fix2(f, y)`, `outer ∘ inner` and a function of every element.
  private mutating func call(
    wrapper: JuliaStructure, _ arguments: [FluxOperand]
  ) throws(Diagnostic) -> FluxOperand {
    let first = try wrapper.fields.value(at: 0)
    if wrapper.type.description == FluxCallable.broadcastFunction {
      return try call(
        JuliaFunction(module: ["Base"], name: "broadcast"), [.julia(first)] + arguments)
    }
    let second = try wrapper.fields.value(at: 1)
    if wrapper.type.name == "ComposedFunction" {
      let inner = try call(second, arguments, keywords: [])
      return try call(first, [inner], keywords: [])
    }
    let fixed = FluxOperand.julia(second).normalised
    let all = wrapper.type.name == "Fix1" ? [fixed] + arguments : arguments + [fixed]
    // `Fix1(*, W)`: a product of arrays, as in the body of a closure.
    if case .function(let function) = first, function.name == "*",
      let product = try matrixProduct(all)
    {
      return product
    }
    return try call(first, all, keywords: [])
  }

  /// Runs something one call deeper.
  ///
  /// - Throws: ``DiagnosticCode/fluxValueOverLimit`` where functions call each other without end.
  private mutating func nested<Result>(
    _ body: (inout FluxLowering) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    guard callDepth < 128 else {
      throw Diagnostic(
        .fluxValueOverLimit, "functions call each other more than 128 deep", at: place)
    }
    callDepth += 1
    defer { callDepth -= 1 }
    return try body(&self)
  }

  /// Arguments as what layers take.
  private func values(of operands: [FluxOperand]) throws(Diagnostic) -> [FluxValue] {
    var result: [FluxValue] = []
    for operand in operands {
      result.append(try value(of: operand, JuliaFunction(module: [], name: "a layer")))
    }
    return result
  }

  /// An operand as what layers exchange.
  private func value(
    of operand: FluxOperand, _ function: JuliaFunction
  ) throws(Diagnostic) -> FluxValue {
    switch operand {
    case .tensor(let id): return .tensor(id)
    case .tuple(let items):
      var values: [FluxValue] = []
      for item in items { values.append(try value(of: item, function)) }
      return .tuple(values)
    default:
      throw Diagnostic(
        .fluxUnsupportedCall,
        "\(function) has \(operand.kindDescription) where a tensor is expected", at: place)
    }
  }
}

extension FluxOperand {
  /// Numbers, tuples and truth values out of their Julia form.
  var normalised: FluxOperand {
    guard case .julia(let value) = self else { return self }
    switch value {
    case .integer(let integer): return .integer(.fixed(Int(integer)))
    case .float(let number, _): return .number(number)
    case .boolean(let boolean): return .boolean(boolean)
    case .tuple(let list), .list(let list):
      let items = list.smallValues
      if items.count != list.count { return self }
      return .tuple(items.map { FluxOperand.julia($0).normalised })
    case .structure(let structure) where structure.type.name == "Colon": return .colon
    case .structure(let structure) where structure.type.name == "UnitRange":
      guard let items = try? structure.fields.values(), items.count == 2,
        let first = items[0].int, let last = items[1].int
      else { return self }
      return .range(first: .fixed(first), last: .fixed(last), step: 1)
    case .function(let function) where function.name == "Colon": return .colon
    default: return self
    }
  }
}
