package import Diagnostics
package import ModelIR

extension ATenContext {
  /// Calls an operator, or a function of plain values where no tensor is among the arguments.
  ///
  /// - Parameters:
  ///   - name: the name without the overload's and without `aten::`: `add`, `torchvision::nms`.
  ///   - overload: the overload's name; empty where the program's format does not say it.
  ///   - fullName: how the program spells it, for messages.
  /// - Returns: the results in the order of PyTorch's schema; all failed if an argument is.
  /// - Throws: ``DiagnosticCode/atenOperatorUnsupported`` for an operator or a use of it that is not
  ///   converted, ``DiagnosticCode/atenArgument`` for arguments that it does not take, and what the
  ///   graph raises for operands of the wrong shape.
  package func call(
    _ name: String, overload: String = "", _ positional: [ATenValue],
    named: [(name: String, value: ATenValue)] = [], fullName: String? = nil
  ) throws(Diagnostic) -> [ATenValue] {
    let shown = fullName ?? name
    if positional.contains(where: \.holdsFailure)
      || named.contains(where: { $0.value.holdsFailure })
    {
      return [.failed]
    }
    if let results = try callComplex(name, overload, positional, named, shown) { return results }
    if let plain = try ScalarFunctions.call(name, positional + named.map(\.value), in: self) {
      return [plain]
    }
    let own = table.overloads(name)
    if !own.isEmpty {
      return try run(own, overload, positional, named, shown, keepsQuantization: true)
    }
    let functional = ATenName(name).functional.map(table.overloads) ?? []
    guard let signature = functional.first?.signature else {
      throw Diagnostic(
        .atenOperatorUnsupported, "the operator '\(shown)' is not converted", at: location)
    }
    let target = positional.first ?? named.first { $0.name == "self" || $0.name == "input" }?.value
    if let target, target.isPlainNumber, let name = ATenName(name).functional {
      // A number of traced code, which goes on with the result.
      return try call(name, overload: overload, positional, named: named, fullName: fullName)
    }
    guard case .tensor(let tensor)? = target else {
      throw Diagnostic(.atenArgument, "\(shown) needs a tensor to write to", at: location)
    }
    // The first argument of an operator that writes is always 'self'; the other one may name it otherwise.
    let first = signature.parameters.first?.name ?? "self"
    let renamed = named.map { (name: $0.name == "self" ? first : $0.name, value: $0.value) }
    let results = try run(
      functional, overload, positional, renamed, shown, keepsQuantization: true)
    guard case .tensor(let result)? = results.first else { return results }
    try overwrite(tensor, with: try value(of: result), by: shown)
    return [.tensor(tensor)] + results.dropFirst()
  }

  /// Writes to a tensor, which keeps its element type and shape.
  package func overwrite(
    _ tensor: ATenTensor, with value: ValueID, by operator: String
  ) throws(Diagnostic) {
    let old = try type(of: tensor)
    var new = try cast(value, to: old.elementType)
    if type(new).rank != old.rank
      || !zip(type(new).shape.dimensions, old.shape.dimensions)
        .allSatisfy({ $0.isProvablyEqual(to: $1) || ($0.size != 1 && $0.canEqual($1)) })
    {
      new = try expand(new, to: old.shape.dimensions)
    }
    try write(new, to: tensor)
  }

  /// Calls the first of several entries that the arguments fit.
  ///
  /// - Parameter keepsQuantization: whether the results of quantised tensors are quantised as well.
  func run(
    _ candidates: [ATenOperator], _ overload: String,
    _ positional: [ATenValue], _ named: [(name: String, value: ATenValue)], _ shown: String,
    keepsQuantization: Bool = false
  ) throws(Diagnostic) -> [ATenValue] {
    // An overload's own entry is meant where there is one; others share an entry.
    let exact = overload.isEmpty ? [] : candidates.filter { $0.signature.overload == overload }
    var failure: ATenBindingFailure?
    for candidate in exact
      + candidates.filter({ entry in
        !exact.contains { $0.signature == entry.signature }
      })
    {
      switch candidate.signature.bound(positional: positional, named: named) {
      case .failure(let reason):
        failure = failure ?? reason
      case .success(let values):
        let call = ATenCall(
          name: shown, context: self, signature: candidate.signature, values: values)
        let results = try candidate.build(call)
        if candidate.writeBack != nil { recordViews(results, of: call, by: candidate) }
        return keepsQuantization ? try call.requantized(results) ?? results : results
      }
    }
    throw Diagnostic(
      .atenArgument, "\(shown) \(failure?.reason ?? "cannot be called so")", at: location)
  }
}
