import ModelIR

extension GraphRewriter {
  /// The operator and the operands of a value's producer, if it is of a type and nothing else takes the
  /// value.
  func inner<O: Operator>(_ type: O.Type, _ id: ValueID?) -> (operation: O, operands: [ValueID?])? {
    guard let id, originalUseCount(of: id) == 1 else { return nil }
    return shared(type, id)
  }

  /// The operator and the operands of a value's producer, if it is of a type.
  func shared<O: Operator>(_ type: O.Type, _ id: ValueID?) -> (operation: O, operands: [ValueID?])?
  {
    guard let id, let node = producer(of: id), let operation = node.operator.base as? O,
      node.results.count == 1
    else { return nil }
    return (operation, node.operands)
  }

  /// The number that a constant of one element holds.
  func number(_ id: ValueID?) -> Double? {
    guard let id, let weight = weight(id), weight.elementCount == 1, weight.hasElements,
      weight.elementType.isFloatingPoint || weight.elementType.isInteger,
      let numbers = try? weight.doubles()
    else { return nil }
    return numbers.first
  }

  /// The operands of a sum of two values of which one is a number.
  func sumWithNumber(_ id: ValueID?) -> (value: ValueID, number: Double)? {
    guard let (_, operands) = inner(Add.self, id), operands.count == 2 else { return nil }
    for (value, other) in [(operands[0], operands[1]), (operands[1], operands[0])] {
      if let value, let number = number(other), self.number(value) == nil { return (value, number) }
    }
    return nil
  }

  /// A product as its number and its other factors; a quotient by a number is a product.
  ///
  /// Only products that nothing else takes are opened.
  ///
  /// - Parameter isRoot: whether the value may be taken by anything.
  func factors(of id: ValueID, isRoot: Bool = false) -> (number: Double, values: [ValueID]) {
    var number = 1.0
    var values: [ValueID] = []
    var open = [(id, isRoot)]
    while let (id, isRoot) = open.popLast() {
      guard values.count + open.count < 16 else { return (1, [id]) }
      if let own = self.number(id) {
        number *= own
        continue
      }
      if let (_, operands) = isRoot ? shared(Multiply.self, id) : inner(Multiply.self, id) {
        open += operands.compactMap(\.self).map { ($0, false) }
      } else if let (_, operands) = isRoot ? shared(Divide.self, id) : inner(Divide.self, id),
        operands.count == 2, let divisor = self.number(operands[1]), divisor != 0,
        let dividend = operands[0]
      {
        number /= divisor
        open.append((dividend, false))
      } else if let (_, operands) = isRoot ? shared(Negate.self, id) : inner(Negate.self, id),
        let operand = operands.first, let operand
      {
        number = -number
        open.append((operand, false))
      } else {
        values.append(id)
      }
    }
    return (number, values)
  }

  /// What a value is limited to: `clamp(x, minimum, maximum)` in one node or two.
  func limits(of id: ValueID?) -> (value: ValueID, range: ClosedRange<Double>)? {
    var range = -Double.infinity...Double.infinity
    var current = id
    var isLimited = false
    for _ in 0..<2 {
      let own: (least: Double, most: Double, operands: [ValueID?])
      if let (clamp, operands) = inner(Clamp.self, current) {
        own = (clamp.minimum ?? -.infinity, clamp.maximum ?? .infinity, operands)
      } else if let (limits, operands) = inner(HardTanh.self, current) {
        own = (limits.minimum, limits.maximum, operands)
      } else if let (_, operands) = inner(Relu6.self, current) {
        own = (0, 6, operands)
      } else if let (_, operands) = inner(Relu.self, current) {
        own = (0, .infinity, operands)
      } else {
        break
      }
      let least = max(range.lowerBound, own.least)
      let most = min(range.upperBound, own.most)
      guard least <= most else { return nil }
      range = least...most
      current = own.operands.first ?? nil
      isLimited = true
    }
    guard isLimited, let current else { return nil }
    return (current, range)
  }

  /// Replaces a node by an activation of a value of the same type.
  mutating func rebuild(_ id: NodeID, as operation: some Operator, of value: ValueID) -> Bool {
    let result = self[id].results[0]
    guard type(of: value).isProvablyEqual(to: type(of: result)),
      type(of: value).elementType.isFloatingPoint
    else { return false }
    replace(id, with: operation, operands: [value])
    return true
  }
}

extension Double {
  /// Whether a number is another up to the rounding of the smaller floating-point types' constants.
  func isNear(_ other: Double) -> Bool {
    isFinite && abs(self - other) <= 2e-6 * Swift.max(abs(other), 1e-3)
  }
}
