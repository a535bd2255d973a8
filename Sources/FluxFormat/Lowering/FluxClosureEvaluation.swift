import Diagnostics
import ModelIR

/// Evaluates the body of an anonymous function into nodes of a graph.
struct FluxClosureEvaluation {
  let body: ClosureBody
  let arguments: [FluxOperand]
  private var bindings: [FluxOperand] = []

  init(body: ClosureBody, arguments: [FluxOperand]) {
    self.body = body
    self.arguments = arguments
  }

  /// The function's value.
  ///
  /// - Throws: ``DiagnosticCode/fluxUnsupportedCall`` with the function's text for a call that has no
  ///   counterpart here.
  mutating func result(in lowering: inout FluxLowering) throws(Diagnostic) -> FluxOperand {
    do throws(Diagnostic) {
      for binding in body.bindings { bindings.append(try evaluate(binding, in: &lowering)) }
      return try evaluate(body.result, in: &lowering)
    } catch {
      guard error.code == .fluxUnsupportedCall, !error.message.contains(" in the function ") else {
        throw error
      }
      var located = error
      located.message += " in the function \(body.result) of \(body.code.place)"
      throw located
    }
  }

  private func evaluate(
    _ expression: ClosureExpression, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> FluxOperand {
    switch expression {
    case .argument(let index):
      guard index < arguments.count else {
        throw Diagnostic(
          .fluxUnsupportedCall,
          "the function takes \(index + 1) arguments, \(arguments.count) are given",
          at: lowering.place)
      }
      return arguments[index]
    case .binding(let index): return bindings[index]
    case .captured(_, let value), .literal(let value): return FluxOperand.julia(value).normalised
    case .colon: return .colon
    case .global(let function): return .julia(.function(function))
    case .tuple(let items): return .tuple(try evaluateAll(items, in: &lowering))
    case .splat(let inner): return try evaluate(inner, in: &lowering)
    case .call(let function, let items, let keywords):
      // `*` of two arrays is a matrix product; every other name means the same in both forms.
      let values = try evaluateAll(items, in: &lowering)
      if function.name == "*", let product = try lowering.matrixProduct(values) { return product }
      return try lowering.call(
        function, values, keywords: try evaluate(keywords, in: &lowering))
    case .broadcast(let function, let items):
      return try broadcast(function, items, in: &lowering)
    case .invoke(let callee, let items, let keywords):
      let function = try evaluate(callee, in: &lowering)
      guard case .julia(let value) = function else {
        throw Diagnostic(
          .fluxUnsupportedCall, "\(function.kindDescription) cannot be called", at: lowering.place)
      }
      return try lowering.call(
        value, try evaluateAll(items, in: &lowering),
        keywords: try evaluate(keywords, in: &lowering))
    }
  }

  /// A function of elements over whole tensors, which is the same nodes as the function itself.
  private func broadcast(
    _ function: ClosureExpression, _ items: [ClosureExpression], in lowering: inout FluxLowering
  ) throws(Diagnostic) -> FluxOperand {
    let callee = try evaluate(function, in: &lowering)
    let values = try evaluateAll(items, in: &lowering)
    guard case .julia(let value) = callee else {
      throw Diagnostic(
        .fluxUnsupportedCall, "\(callee.kindDescription) cannot be broadcast", at: lowering.place)
    }
    if case .function(let function) = value, !FluxFunctionTable.isElementwise(function.name) {
      throw Diagnostic(
        .fluxUnsupportedCall, "broadcasting \(function) is not translated", at: lowering.place)
    }
    return try lowering.call(value, values, keywords: [])
  }

  private func evaluateAll(
    _ items: [ClosureExpression], in lowering: inout FluxLowering
  ) throws(Diagnostic) -> [FluxOperand] {
    var result: [FluxOperand] = []
    for item in items {
      let value = try evaluate(item, in: &lowering)
      if case .splat = item { result += value.items } else { result.append(value) }
    }
    return result
  }

  private func evaluate(
    _ keywords: [(String, ClosureExpression)], in lowering: inout FluxLowering
  ) throws(Diagnostic) -> [(name: String, value: FluxOperand)] {
    var result: [(name: String, value: FluxOperand)] = []
    for (name, expression) in keywords {
      result.append((name, try evaluate(expression, in: &lowering)))
    }
    return result
  }
}

extension FluxLowering {
  /// `A * B * …` of arrays, or nothing if at most one of them is an array.
  ///
  /// Shapes are reversed here, so the product of Julia's A (m × k) and B (k × n) is B·A of `[n, k]`
  /// and `[k, m]`.
  mutating func matrixProduct(_ operands: [FluxOperand]) throws(Diagnostic) -> FluxOperand? {
    var matrices: [ValueID] = []
    for operand in operands {
      switch operand {
      case .tensor(let id): matrices.append(id)
      case .julia(.array(let array)): matrices.append(try weight(array, "captured"))
      default: return nil
      }
    }
    guard matrices.count == operands.count, var result = matrices.first, matrices.count >= 2 else {
      return nil
    }
    for next in matrices.dropFirst() {
      let (a, b) = try promoted(result, next)
      result = try builder.add(MatMul(), b, a)
    }
    return .tensor(result)
  }
}
