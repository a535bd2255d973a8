import ModelIR

extension NodeLowering {
  /// The name of a small constant; equal constants share one tensor.
  mutating func constant(_ weight: Weight) -> String {
    if let known = constants[weight] { return known }
    let name = uniqueName(constantName(weight))
    constants[weight] = name
    output.initializers.append(ONNXTensor(name: name, weight: weight))
    return name
  }

  /// The name of a larger tensor that belongs to this node alone.
  mutating func stored(_ weight: Weight, named label: String) -> String {
    let name = uniqueName("\(node.name)/\(label)")
    output.initializers.append(ONNXTensor(name: name, weight: weight))
    return name
  }

  /// A number without axes, of the first operand's type unless another is given.
  mutating func scalar(_ value: Double, _ elementType: ElementType? = nil) -> String {
    let type = elementType ?? self.type(0).elementType
    guard let weight = Weight.scalar(value, type) else {
      preconditionFailure("constants of \(type) are refused before an operator is lowered")
    }
    return constant(weight)
  }

  /// The same number in every element of a one-axis constant.
  mutating func filled(_ value: Double, count: Int, _ elementType: ElementType) -> String {
    guard
      let weight = Weight.array([Double](repeating: value, count: count), elementType)
    else {
      preconditionFailure("constants of \(elementType) are refused before an operator is lowered")
    }
    return constant(weight)
  }

  /// A one-axis constant of 64-bit integers: axes, sizes, a shape.
  mutating func integers(_ values: [Int]) -> String { constant(Weight.integers(values)) }

  /// A 64-bit integer without axes.
  mutating func integer(_ value: Int) -> String { constant(Weight.scalar(integer: value)) }

  /// A name that says what the constant is, so that it does not depend on the rest of the model.
  private func constantName(_ weight: Weight) -> String {
    guard weight.elementCount <= 8, let values = try? weight.doubles() else {
      return "\(node.name)/constant"
    }
    let texts = values.map { value in
      switch weight.elementType {
      case .float64: "\(value)"
      case let type where type.isFloatingPoint: "\(Float(value))"
      default: Int(exactly: value).map(String.init) ?? "max"
      }
    }
    let body = weight.shape.isEmpty ? texts[0] : "[\(texts.joined(separator: ","))]"
    return "constant.\(weight.elementType).\(body)"
  }
}
