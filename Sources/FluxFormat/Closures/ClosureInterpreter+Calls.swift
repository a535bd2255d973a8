import Diagnostics

extension ClosureInterpreter {
  /// The operand that a call gives.
  mutating func call(
    _ callee: ClosureOperand, _ arguments: [ClosureOperand],
    keywords: [(String, ClosureExpression)] = []
  ) throws(Diagnostic) -> ClosureOperand {
    switch callee {
    case .itself: throw failure("it calls itself")
    case .keywords, .destructured: throw failure("it calls what is not a function")
    case .keywordNames(let names):
      guard arguments.count == 1, let values = try expression(arguments[0]).tupleItems,
        values.count == names.count
      else { throw failure("its keywords have no values") }
      return .keywords(Array(zip(names, values)))
    case .keywordSorter: return try keywordCall(arguments)
    case .valueType: return callee
    case .expression(let expression):
      let function: JuliaFunction
      switch expression.constant {
      case .function(let named)?: function = named
      case .type(let type)? where type.typeName == nil && !type.path.isEmpty:
        function = JuliaFunction(module: type.path.dropLast(), name: type.name)
      default:
        return .expression(.invoke(expression, try expressions(arguments), keywords: keywords))
      }
      if keywords.isEmpty, let known = try knownCall(function, arguments) { return known }
      return .expression(.call(function, try expressions(arguments), keywords: keywords))
    }
  }

  /// `sorter(keywords, function, arguments...)` and `kwcall(keywords, function, arguments...)`.
  private mutating func keywordCall(
    _ arguments: [ClosureOperand]
  ) throws(Diagnostic) -> ClosureOperand {
    guard arguments.count >= 2, case .keywords(let keywords) = arguments[0] else {
      throw failure("its keywords are not written out")
    }
    return try call(arguments[1], Array(arguments.dropFirst(2)), keywords: keywords)
  }

  /// The calls that Julia's lowering itself makes, and those that only pass a value on.
  private mutating func knownCall(
    _ function: JuliaFunction, _ arguments: [ClosureOperand]
  ) throws(Diagnostic) -> ClosureOperand? {
    switch (function.name, arguments.count) {
    case ("getfield", 2), ("getproperty", 2): return try field(function, arguments)
    case ("tuple", _): return .expression(.tuple(try expressions(arguments)))
    case ("apply_type", 2): return try appliedType(arguments)
    case ("kwfunc", 1): return .keywordSorter
    case ("kwcall", _): return try keywordCall(arguments)
    case ("_apply_iterate", 2...):
      return try call(arguments[1], try spread(arguments.dropFirst(2)))
    case ("_apply", 1...): return try call(arguments[0], try spread(arguments.dropFirst()))
    case ("broadcasted", 1...), ("broadcast", 1...): return .expression(try broadcast(arguments))
    case ("literal_pow", 3):
      return try call(arguments[0], [arguments[1], arguments[2]])
    case ("indexed_iterate", 2), ("indexed_iterate", 3):
      guard let position = try expression(arguments[1]).integer else { return nil }
      return .destructured(bound(try expression(arguments[0])), at: position)
    case ("|>", 2): return try call(arguments[1], [arguments[0]])
    case ("Colon", 0): return .expression(.colon)
    case ("materialize", 1), ("identity", 1), ("param", 1), ("gpu", 1), ("cpu", 1), ("f32", 1),
      ("collect", 1), ("copy", 1), ("deepcopy", 1), ("Array", 1), ("dropgrad", 1), ("data", 1),
      ("ignore_derivatives", 1):
      return .expression(try expression(arguments[0]))
    default:
      let values = try expressions(arguments)
      return folded(function.name, values).map(ClosureOperand.expression)
    }
  }

  /// A field: a captured value, an item of a destructured one, or a name in a module.
  private func field(
    _ function: JuliaFunction, _ arguments: [ClosureOperand]
  ) throws(Diagnostic) -> ClosureOperand? {
    let key = try expression(arguments[1]).constant
    switch arguments[0] {
    case .itself:
      let index =
        key?.name.flatMap { capturedNames.firstIndex(of: $0) } ?? key?.int.map { max($0, 0) - 1 }
      guard let index, index >= 0, index < capturedNames.count else {
        throw failure("it reads a field that it does not have")
      }
      let name = capturedNames[index]
      return .expression(
        .captured(name: name, try closure.captured.value(at: index, named: name)))
    case .destructured(let value, let position):
      // The second field is where iteration goes on from, which positions say already.
      guard key?.int == 1 else { return .expression(.literal(.nothing)) }
      return .expression(item(of: value, at: position))
    case .keywords(let keywords):
      guard let name = key?.name, let value = keywords.first(where: { $0.0 == name }) else {
        return nil
      }
      return .expression(value.1)
    case .expression(.global(let module)):
      guard let name = key?.name else { return nil }
      return .expression(
        .global(JuliaFunction(module: module.module + [module.name], name: name)))
    case .expression(let value): return try field(key, of: value).map(ClosureOperand.expression)
    case .keywordNames, .keywordSorter, .valueType: return nil
    }
  }

  /// A field of a value in the file, where its name says which it is.
  private func field(
    _ key: JuliaValue?, of value: ClosureExpression
  ) throws(Diagnostic) -> ClosureExpression? {
    guard let name = key?.name else {
      return key?.int.map { item(of: value, at: $0) }
    }
    let base: String
    if case .captured(let captured, _) = value { base = captured } else { base = "value" }
    switch value.constant {
    case .structure(let box)? where box.type.isNamed("Core", "Box") && name == "contents":
      // A variable that is assigned more than once is captured in a box.
      return .captured(name: base, try box.fields.value(at: 0, named: name))
    case .namedTuple(let record)?, .document(let record)?:
      return try record.value(named: name).map { .captured(name: "\(base).\(name)", $0) }
    default: return nil
    }
  }

  private func appliedType(_ arguments: [ClosureOperand]) throws(Diagnostic) -> ClosureOperand? {
    guard case .function(let type)? = try expression(arguments[0]).constant else { return nil }
    let parameter = try expression(arguments[1])
    switch type.name {
    case "NamedTuple":
      guard let items = parameter.tupleItems else { return nil }
      let names = items.compactMap { $0.constant?.name }
      return names.count == items.count ? .keywordNames(names) : nil
    case "Val": return .valueType(parameter)
    default: return nil
    }
  }

  /// Arguments with the items of tuples in their place.
  private func spread(
    _ arguments: some Sequence<ClosureOperand>
  ) throws(Diagnostic) -> [ClosureOperand] {
    var result: [ClosureOperand] = []
    for argument in arguments {
      let value = try expression(argument)
      if let items = value.tupleItems {
        result.append(contentsOf: items.map(ClosureOperand.expression))
      } else {
        result.append(.expression(.splat(value)))
      }
    }
    return result
  }

  private func broadcast(_ arguments: [ClosureOperand]) throws(Diagnostic) -> ClosureExpression {
    var values = try expressions(arguments)
    let function = values.removeFirst()
    // x .^ 2 is lowered as literal_pow.(^, x, Val(2)), the function sometimes in a Ref.
    if case .global(let name) = function, name.name == "literal_pow", values.count == 3 {
      var power = values[0]
      if case .call(let reference, let items, _) = power,
        ["Ref", "CRef"].contains(reference.name), items.count == 1
      {
        power = items[0]
      }
      return .broadcast(power, Array(values.dropFirst()))
    }
    return .broadcast(function, values)
  }
}
