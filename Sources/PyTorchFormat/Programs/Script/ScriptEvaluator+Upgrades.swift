import ATen
import ModelIR

extension ScriptEvaluator {
  /// What an operator of the archive's version is called today, and with which arguments.
  ///
  /// Source: the upgraders that torch.jit.load applies to archives of earlier versions.
  func upgraded(_ namespace: String, _ name: String, _ operands: inout ScriptOperands) -> String {
    guard namespace == "aten" else { return name }
    switch name {
    case "div", "div_", "true_divide":
      // Before version 4, integers were divided with the fraction cut off.
      guard version < 4, name != "true_divide", operands.positional.count == 2,
        operands.named.isEmpty, operands.positional.contains(where: \.isTensor),
        operands.positional.allSatisfy({ isIntegral($0) })
      else { return name }
      operands.named.append(("rounding_mode", .text("trunc")))
    case "full":
      // Before version 5, the fill value did not say the element type.
      guard version < 5, operands.positional.count >= 2,
        operands.named.first(where: { $0.name == "dtype" })?.value.isNone ?? true,
        let integer = operands.positional[1].integer
      else { return name }
      operands.positional[1] = .plain(.number(Double(integer)))
    case "linspace", "logspace":
      // Until version 8, the number of steps could be left out.
      guard operands.positional.count == 2, !operands.named.contains(where: { $0.name == "steps" })
      else { return name }
      operands.positional.append(.integer(100))
    default: break
    }
    return name
  }

  private func isIntegral(_ value: ScriptValue) -> Bool {
    switch value {
    case .plain(.integer), .plain(.size), .plain(.boolean): true
    case .plain(.tensor(let tensor)):
      (try? context.type(of: tensor)).map { $0.elementType.isInteger } ?? false
    case .stored(let tensor): tensor.weight.elementType.isInteger
    default: false
    }
  }
}
