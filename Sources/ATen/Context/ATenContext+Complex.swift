import Diagnostics
import ModelIR

extension ATenValue {
  /// Whether it, or something in it, is a tensor of complex numbers.
  var holdsComplexTensor: Bool {
    switch self {
    case .complexTensor: true
    case .list(let items), .tuple(let items): items.contains(where: \.holdsComplexTensor)
    default: false
    }
  }

  /// It with one part of its complex numbers in their place; real numbers have no imaginary part.
  fileprivate func part(isReal: Bool) -> ATenValue {
    switch self {
    case .complexTensor(let real, let imaginary): .tensor(isReal ? real : imaginary)
    case .list(let items): .list(items.map { $0.part(isReal: isReal) })
    case .tuple(let items): .tuple(items.map { $0.part(isReal: isReal) })
    default: self
    }
  }
}

extension ATenContext {
  /// The operators that treat both parts alike, since they only move elements or add them up.
  private static let alike: Set<String> = [
    "alias", "clone", "contiguous", "detach", "diff", "expand", "flatten", "flip", "index_select",
    "mean", "movedim", "narrow", "neg", "permute", "repeat", "reshape", "roll", "select", "slice",
    "squeeze", "sum", "t", "transpose", "unflatten", "unsqueeze", "view", "_unsafe_view",
  ]

  /// Calls an operator with tensors of complex numbers, or that makes one of a tensor; nothing if no
  /// complex number is there.
  func callComplex(
    _ name: String, _ overload: String, _ positional: [ATenValue],
    _ named: [(name: String, value: ATenValue)], _ shown: String
  ) throws(Diagnostic) -> [ATenValue]? {
    let arguments = positional + named.map(\.value)
    let isCast =
      (name == "_to_copy" || name == "to")
      && arguments.contains {
        if case .elementType(let type) = $0 { type.isComplex } else { false }
      }
    guard isCast || arguments.contains(where: \.holdsComplexTensor) else { return nil }
    if isCast, let first = arguments.first {
      guard case .tensor(let tensor) = first else { return [first] }
      let real = try floating(try value(of: tensor))
      let imaginary = try add(FillLike(value: 0), real)
      return [.complexTensor(real: newTensor(real), imaginary: newTensor(imaginary))]
    }
    let own = ATenOperatorTable.complexTable.overloads(name)
    if !own.isEmpty { return try run(own, overload, positional, named, shown) }
    guard Self.alike.contains(name) else {
      throw Diagnostic(
        .atenOperatorUnsupported, "the operator '\(shown)' is not converted for complex numbers",
        at: location)
    }
    var parts: [ATenTensor] = []
    for isReal in [true, false] {
      let results = try run(
        table.overloads(name), overload, positional.map { $0.part(isReal: isReal) },
        named.map { ($0.name, $0.value.part(isReal: isReal)) }, shown)
      guard results.count == 1, case .tensor(let tensor) = results[0] else { return [.failed] }
      parts.append(newTensor(try value(of: tensor)))
    }
    return [.complexTensor(real: parts[0], imaginary: parts[1])]
  }
}

extension ATenCall {
  /// Both parts of a tensor; a real one lacks the second.
  func parts(
    _ argument: String
  ) throws(Diagnostic) -> (real: ValueID, imaginary: ValueID?) {
    guard case .complexTensor(let real, let imaginary) = value(argument) else {
      return (try tensor(argument), nil)
    }
    return (try context.value(of: real), try context.value(of: imaginary))
  }

  /// A tensor of complex numbers as the result.
  func complexResult(_ real: ValueID, _ imaginary: ValueID) -> [ATenValue] {
    [.complexTensor(real: context.newTensor(real), imaginary: context.newTensor(imaginary))]
  }

  /// Both parts along a new last axis.
  func paired(_ real: ValueID, _ imaginary: ValueID?) throws(Diagnostic) -> ValueID {
    let axis = rank(real)
    let first = try add(Unsqueeze(axes: [axis]), real)
    guard let imaginary else { return first }
    if let pair = pair(of: real, imaginary) { return pair }
    return try add(Concat(axis: axis), first, try add(Unsqueeze(axes: [axis]), imaginary))
  }

  /// The two parts of a tensor whose last axis holds them.
  func unpaired(_ pair: ValueID) throws(Diagnostic) -> (real: ValueID, imaginary: ValueID) {
    let axis = rank(pair) - 1
    return (
      try add(Gather(axis: axis), pair, context.constant(.scalar(integer: 0))),
      try add(Gather(axis: axis), pair, context.constant(.scalar(integer: 1)))
    )
  }

  /// What two parts were taken of, if they are its parts.
  private func pair(of real: ValueID, _ imaginary: ValueID) -> ValueID? {
    let graph = context.builder.graph
    var source: ValueID?
    for (index, part) in [real, imaginary].enumerated() {
      guard let producer = graph.producer(of: part).map({ graph[$0] }),
        let gather = producer.operator.base as? Gather, let origin = producer.operands[0],
        let place = producer.operands[1], gather.axis == graph[origin].type.rank - 1,
        graph[origin].type.shape[gather.axis].size == 2,
        graph[place].weight == Weight.scalar(integer: index), source == nil || source == origin
      else { return nil }
      source = origin
    }
    return source
  }
}
