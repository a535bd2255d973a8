import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

extension ScriptEvaluator {
  /// The result of an operator of PyTorch or of TorchScript's own.
  ///
  /// - Parameter namespace: what stands before the name: `aten`, `prim`, `torchvision`.
  func callOperator(
    _ namespace: String, _ name: String, _ operands: ScriptOperands, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    if let result = try controlFunction(namespace, name, operands, id, frame) { return result }
    if operands.positional.contains(where: \.isFailed)
      || operands.named.contains(where: \.value.isFailed)
    {
      return .plain(.failed)
    }
    if let result = try containerFunction(name, operands, id, frame) { return result }
    if let result = try probed(name, operands, id, frame) { return result }
    let shown = namespace == "aten" ? "torch.\(name)" : "\(namespace)::\(name)"
    context.sourceText = shown
    do throws(Diagnostic) {
      return try callTensorOperator(namespace, name, shown, operands, id, frame)
    } catch {
      switch error.code {
      case .torchScriptRaised, .torchScriptOverSteps, .torchScriptRetry: throw error
      default: break
      }
      problems.note(error, at: place(id, frame))
      return .plain(.failed)
    }
  }

  private func callTensorOperator(
    _ namespace: String, _ name: String, _ shown: String, _ operands: ScriptOperands,
    _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    var operands = operands
    let name = upgraded(namespace, name, &operands)
    let isWritten = name.hasSuffix("_") && !name.hasSuffix("__")
    let knowsNumbers = ScalarFunctions.contains(name) && isPlain(operands.positional)
    var positional: [ATenValue] = []
    positional.reserveCapacity(operands.positional.count)
    for (index, value) in operands.positional.enumerated() {
      if isWritten, index == 0, case .stored(let tensor) = value { tensor.forgetNumber() }
      if knowsNumbers, case .stored(let tensor) = value, let number = tensor.number {
        positional.append(number)
      } else {
        positional.append(try plain(value, id, frame))
      }
    }
    var named: [(name: String, value: ATenValue)] = []
    for (name, value) in operands.named {
      named.append((name, try plain(value, id, frame)))
    }
    let full =
      namespace == "aten" || namespace == "prim" ? name : "\(namespace)::\(name)"
    let results = try context.call(full, positional, named: named, fullName: shown)
    guard results.count != 1 else { return try self.value(results[0]) }
    return results.isEmpty ? .nothing : try value(.tuple(results))
  }

  /// Whether there is a number or a size among the values, and nothing that is no number but tensors
  /// whose number is known: arithmetic of sizes as tracing writes it.
  private func isPlain(_ values: [ScriptValue]) -> Bool {
    var hasPlain = false
    for value in values {
      switch value {
      case .plain(.tensor): return false
      case .plain: hasPlain = true
      case .stored(let tensor):
        guard tensor.number != nil else { return false }
      default: return false
      }
    }
    return hasPlain
  }

  /// A value as an argument of an operator.
  func plain(
    _ value: ScriptValue, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ATenValue {
    switch value {
    case .plain(let value): return value
    case .stored(let tensor): return .tensor(try tensor.tensor(in: context))
    case .list(let list):
      guard list.growth == nil else {
        throw unsupported(
          "a list that a loop made, which runs as often as the data says, is used in another way "
            + "than by stack and cat", id, frame)
      }
      return .list(try plain(list.items, id, frame))
    case .tuple(let tuple): return .tuple(try plain(tuple.items, id, frame))
    case .undetermined(let reason): throw unsupported(reason, id, frame)
    case .uninitialized:
      throw malformed("a value is used that is not set", id, frame)
    case .object(let object):
      guard let packed = try packedWeights(object) else {
        throw unsupported("\(value.kind) is an argument of an operator", id, frame)
      }
      return try plain(packed, id, frame)
    case .dictionary, .function, .type:
      throw unsupported("\(value.kind) is an argument of an operator", id, frame)
    }
  }

  private func plain(
    _ values: [ScriptValue], _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> [ATenValue] {
    try context.countItems(values.count)
    return try nested(frame) { () throws(Diagnostic) in
      try values.map { value throws(Diagnostic) in try plain(value, id, frame) }
    }
  }

  /// A result of an operator as a value of the program.
  func value(_ result: ATenValue) throws(Diagnostic) -> ScriptValue {
    switch result {
    case .list(let items): try list(try items.map { item throws(Diagnostic) in try value(item) })
    case .tuple(let items): try tuple(try items.map { item throws(Diagnostic) in try value(item) })
    default: .plain(result)
    }
  }

  // MARK: - Functions that are no operators on tensors

  /// The result of a function of TorchScript's own; nothing for an operator.
  private func controlFunction(
    _ namespace: String, _ name: String, _ operands: ScriptOperands, _ id: ScriptExpressionID,
    _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue? {
    let first = operands.positional.first
    if namespace == "prim" {
      switch name {
      case "RaiseException":
        throw raised(first.map { description(of: $0) } ?? "an exception", id, frame)
      case "requires_grad", "requires_grad_": return .boolean(true)
      case "data", "unchecked_unwrap_optional", "unchecked_cast", "NumToTensor", "name":
        if name == "NumToTensor", let first, case .plain = first { return first }
        if name != "NumToTensor" { return first }
      case "type" where first?.text != nil:
        return .text(String((first?.text ?? "").prefix { $0 != ":" }))
      case "shape": return try callOperator("aten", "size", operands, id, frame)
      case "is_nested", "is_quantized", "is_mkldnn", "is_sparse", "is_cuda", "is_meta",
        "is_maia", "is_xpu", "is_mps", "is_vulkan", "is_ipu", "is_xla", "is_sparse_csr",
        "is_mtia", "is_ort":
        return .boolean(false)
      case "layout", "itemsize": return .integer(0)
      case "Print", "AddStatValue", "TimePoint": return .nothing
      default: break
      }
    }
    switch name {
    case "__is__", "__isnot__":
      guard operands.positional.count == 2 else { return nil }
      return try identity(operands.positional, isNegated: name == "__isnot__", id, frame)
    case "warn", "set_grad_enabled", "manual_seed": return .nothing
    case "wait": return first ?? .nothing
    case "is_grad_enabled": return .boolean(true)
    case "is_autocast_enabled", "is_autocast_cpu_enabled", "is_scripting", "is_tracing",
      "has_torch_function":
      return namespace == "aten" ? .boolean(name == "is_scripting") : nil
    case "device":
      if namespace == "prim" { return .text("cpu") }
      return first ?? .text("cpu")
    case "format", "percentFormat": return formatted(operands.positional)
    case "str" where namespace == "aten":
      return first.map { .text(description(of: $0)) }
    default: return nil
    }
  }

  /// Whether two values are one.
  private func identity(
    _ values: [ScriptValue], isNegated: Bool, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) throws(Diagnostic) -> ScriptValue {
    let isSame: Bool
    switch (values[0], values[1]) {
    case (.plain(.failed), _), (_, .plain(.failed)): return .plain(.failed)
    case (.undetermined(let reason), _), (_, .undetermined(let reason)):
      if probe != nil { return .undetermined(reason) }
      throw unsupported(reason, id, frame)
    case (.plain(let a), .plain(let b)): isSame = a == b
    case (.stored(let a), .stored(let b)): isSame = a === b
    case (.list(let a), .list(let b)): isSame = a === b
    case (.dictionary(let a), .dictionary(let b)): isSame = a === b
    case (.object(let a), .object(let b)): isSame = a === b
    default: isSame = false
    }
    return .boolean(isSame != isNegated)
  }

  private func formatted(_ values: [ScriptValue]) -> ScriptValue {
    guard let pattern = values.first?.text, pattern.utf8.count < 1 << 16 else { return .text("") }
    var result = ""
    var rest = Substring(pattern)
    for value in values.dropFirst() {
      guard let brace = rest.firstRange(of: "{}") ?? rest.firstRange(of: "%s") else { break }
      result += rest[..<brace.lowerBound]
      result += description(of: value).prefix(1024)
      rest = rest[brace.upperBound...]
    }
    return .text(result + rest)
  }
}
