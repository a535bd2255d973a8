package import Diagnostics
package import ModelIR

/// Where the number that a symbol stands for is found when the model runs.
enum ATenSymbolSource {
  /// A size of a tensor is `factor · symbol + offset`.
  case axis(ATenTensor, axis: Int, factor: Int, offset: Int)
  /// The only element of a tensor of 64-bit integers.
  case element(ATenTensor)
}

extension ATenContext {
  /// Lets symbols that a tensor's sizes bring in be found there.
  package func registerSymbols(of tensor: ATenTensor) throws(Diagnostic) {
    let shape = try type(of: tensor).shape
    for (axis, dimension) in shape.dimensions.enumerated() {
      guard let (symbol, factor, offset) = dimension.linearSymbol else { continue }
      if case .axis(_, _, 1, 0)? = symbolSources[symbol] { continue }
      if case .element? = symbolSources[symbol] { continue }
      symbolSources[symbol] = .axis(tensor, axis: axis, factor: factor, offset: offset)
    }
  }

  /// The only element of an integer tensor as a size, a new symbol if it depends on data.
  package func symbol(
    for value: ValueID, named name: String? = nil
  ) throws(Diagnostic) -> Dimension {
    if name == nil, let known = knownSize(value) { return known }
    if name == nil, let number = knownNumbers(value), number.count == 1,
      let size = Int(exactly: number[0].rounded(.towardZero))
    {
      return .fixed(size)
    }
    let name = name ?? freshSymbol()
    levels[levels.count - 1].symbols[value] = name
    let integer = try cast(value, to: .int64)
    let flat =
      type(integer).rank == 0
      ? integer : try add(Reshape(target: []), integer)
    symbolSources[name] = .element(newTensor(flat))
    return .symbol(name)
  }

  /// The integer or size that a value is; the only element of an integer tensor is one.
  package func size(_ value: ATenValue) throws(Diagnostic) -> Dimension? {
    guard case .tensor(let tensor) = value else { return value.dimension }
    let element = try self.value(of: tensor)
    guard type(element).shape.elementCount.size == 1 else { return nil }
    if let known = try constantScalar(element)?.dimension { return known }
    return try symbol(for: element)
  }

  /// Whether the number is known, or can be computed when the model runs.
  package func isComputable(_ dimension: Dimension) -> Bool {
    dimension.text != nil && dimension.symbols.allSatisfy { symbolSources[$0] != nil }
  }

  /// A size as an integer tensor without axes.
  ///
  /// - Throws: ``DiagnosticCode/atenSizeUnknown`` if nothing in the graph has it.
  package func operand(of dimension: Dimension) throws(Diagnostic) -> ValueID {
    if let size = dimension.size { return constant(.scalar(integer: size)) }
    if let known = levels[levels.count - 1].sizeScalars[dimension] { return known }
    let scalar: ValueID
    if case .symbol(let name) = dimension.structure,
      case .element(let tensor)? = symbolSources[name]
    {
      scalar = try value(of: tensor)
    } else {
      scalar = try add(Squeeze(axes: [0]), try vectorElement(dimension))
    }
    levels[levels.count - 1].sizeScalars[dimension] = scalar
    return scalar
  }

  /// Sizes as an integer tensor with one axis.
  ///
  /// - Throws: ``DiagnosticCode/atenSizeUnknown`` for a size that nothing in the graph has.
  package func vector(of dimensions: [Dimension]) throws(Diagnostic) -> ValueID {
    let known = dimensions.compactMap(\.size)
    if known.count == dimensions.count { return integers(known) }
    var parts: [ValueID] = []
    var index = 0
    while index < dimensions.count {
      var numbers: [Int] = []
      while index < dimensions.count, let size = dimensions[index].size {
        numbers.append(size)
        index += 1
      }
      if !numbers.isEmpty { parts.append(integers(numbers)) }
      guard index < dimensions.count else { break }
      parts.append(try vectorElement(dimensions[index]))
      index += 1
    }
    return parts.count == 1 ? parts[0] : try add(Concat(axis: 0), parts)
  }

  /// A size as an integer tensor of one element.
  private func vectorElement(_ dimension: Dimension) throws(Diagnostic) -> ValueID {
    if let size = dimension.size { return integers([size]) }
    if let known = levels[levels.count - 1].sizes[dimension] { return known }
    let value: ValueID
    switch dimension.structure {
    case .constant(let number): value = integers([number])
    case .unknown: throw unknownSize(dimension)
    case .symbol(let name): value = try vectorElement(symbol: name, dimension)
    case .sum(let parts): value = try folded(parts, Add())
    case .product(let parts): value = try folded(parts, Multiply())
    case .floorQuotient(let left, let right):
      value = try add(FloorDivide(), try vectorElement(left), try vectorElement(right))
    case .exactQuotient(let left, let right):
      value = try add(Divide(), try vectorElement(left), try vectorElement(right))
    case .modulo(let left, let right):
      value = try add(
        Modulo(kind: .floored), try vectorElement(left), try vectorElement(right))
    case .maximum(let parts): value = try folded(parts, Maximum())
    case .minimum(let parts): value = try folded(parts, Minimum())
    }
    levels[levels.count - 1].sizes[dimension] = value
    return value
  }

  private func folded(
    _ parts: [Dimension], _ operator: some Operator
  ) throws(Diagnostic) -> ValueID {
    var result: ValueID?
    for part in parts {
      let next = try vectorElement(part)
      result = try result.map { left throws(Diagnostic) in try add(`operator`, left, next) } ?? next
    }
    return result ?? integers([0])
  }

  private func vectorElement(
    symbol name: String, _ dimension: Dimension
  ) throws(Diagnostic) -> ValueID {
    switch symbolSources[name] {
    case .element(let tensor)?:
      return try add(Unsqueeze(axes: [0]), try value(of: tensor))
    case .axis(let tensor, let axis, let factor, let offset)?:
      var size = try add(ShapeOf(start: axis, end: axis + 1), try value(of: tensor))
      if offset != 0 { size = try add(Subtract(), size, integers([offset])) }
      if factor != 1 { size = try add(Divide(), size, integers([factor])) }
      return size
    case nil: throw unknownSize(dimension)
    }
  }

  private func unknownSize(_ dimension: Dimension) -> Diagnostic {
    Diagnostic(
      .atenSizeUnknown,
      "the size \(dimension) is needed when the model runs, and nothing in the graph gives it",
      at: location)
  }
}

extension Dimension {
  /// The symbol, factor and offset of a size that is linear in one symbol.
  fileprivate var linearSymbol: (symbol: String, factor: Int, offset: Int)? {
    switch structure {
    case .symbol(let name): return (name, 1, 0)
    case .product(let parts):
      guard parts.count == 2, let factor = parts[0].size, factor > 0,
        case .symbol(let name) = parts[1].structure
      else { return nil }
      return (name, factor, 0)
    case .sum(let parts):
      guard parts.count == 2, let (name, factor, offset) = parts[0].linearSymbol, offset == 0,
        let constant = parts[1].size
      else { return nil }
      return (name, factor, constant)
    default: return nil
    }
  }
}
