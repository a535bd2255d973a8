package import Diagnostics
package import ModelIR

/// One call of an operator: its arguments, read by name, and the graph in which its nodes go.
public struct ATenCall {
  /// The operator's full name, for messages: `aten.max.dim`.
  public let name: String
  /// Where the nodes go.
  public let context: ATenContext

  package let signature: ATenSignature
  let values: [ATenValue]

  /// Makes a call; another framework's operator is one as well, under its own name.
  ///
  /// - Precondition: there is a value for every argument of the signature.
  package init(
    name: String, context: ATenContext, signature: ATenSignature, values: [ATenValue]
  ) {
    precondition(values.count == signature.parameters.count)
    self.name = name
    self.context = context
    self.signature = signature
    self.values = values
  }

  /// The value of an argument.
  ///
  /// - Precondition: the signature has the argument.
  package func value(_ argument: String) -> ATenValue {
    guard let index = signature.parameters.firstIndex(where: { $0.name == argument }) else {
      preconditionFailure("\(signature.name) has no argument '\(argument)'")
    }
    return values[index]
  }

  /// Whether the operator has an argument.
  package func has(_ argument: String) -> Bool {
    signature.parameters.contains { $0.name == argument }
  }

  /// Whether an argument has a value other than `None`.
  package func isGiven(_ argument: String) -> Bool { value(argument) != .none }

  // MARK: - Tensors

  /// A tensor; a number becomes one without axes.
  package func tensor(_ argument: String) throws(Diagnostic) -> ValueID {
    switch value(argument) {
    case .tensor(let tensor): return try context.value(of: tensor)
    case let other:
      guard let constant = try context.constant(other) else {
        throw mismatch(argument, "a tensor")
      }
      return constant
    }
  }

  /// A tensor, or nothing for `None`.
  package func optionalTensor(_ argument: String) throws(Diagnostic) -> ValueID? {
    isGiven(argument) ? try tensor(argument) : nil
  }

  /// A list of tensors.
  package func tensors(_ argument: String) throws(Diagnostic) -> [ValueID] {
    try optionalTensors(argument).map { tensor throws(Diagnostic) in
      guard let tensor else { throw mismatch(argument, "a list of tensors") }
      return tensor
    }
  }

  /// A list of tensors, some of which may be `None`.
  package func optionalTensors(_ argument: String) throws(Diagnostic) -> [ValueID?] {
    guard let items = value(argument).items else { throw mismatch(argument, "a list of tensors") }
    return try items.map { item throws(Diagnostic) in
      switch item {
      case .none: return nil
      case .tensor(let tensor): return try context.value(of: tensor)
      case let other:
        guard let constant = try context.constant(other) else {
          throw mismatch(argument, "a list of tensors")
        }
        return constant
      }
    }
  }

  // MARK: - Integers and sizes

  /// An integer that is known.
  package func integer(_ argument: String) throws(Diagnostic) -> Int {
    let size = try size(argument)
    guard let known = size.size else { throw sizeUnknown(argument, size) }
    return known
  }

  /// An integer that is known, or nothing for `None`.
  package func optionalInteger(_ argument: String) throws(Diagnostic) -> Int? {
    isGiven(argument) ? try integer(argument) : nil
  }

  /// An integer or a size.
  package func size(_ argument: String) throws(Diagnostic) -> Dimension {
    guard let size = try context.size(value(argument)) else {
      throw mismatch(argument, "an integer")
    }
    return size
  }

  /// A list of integers or sizes; one stands for a list of one.
  package func sizes(_ argument: String) throws(Diagnostic) -> [Dimension] {
    let value = value(argument)
    if let single = try context.size(value) { return [single] }
    guard let items = value.items else { throw mismatch(argument, "a list of integers") }
    return try items.map { item throws(Diagnostic) in
      guard let size = try context.size(item) else {
        throw mismatch(argument, "a list of integers")
      }
      return size
    }
  }

  /// A list of integers that are known.
  ///
  /// - Parameter count: how many are needed; a single one is repeated, as PyTorch does.
  package func integers(_ argument: String, count: Int? = nil) throws(Diagnostic) -> [Int] {
    let known = try sizes(argument).map { size throws(Diagnostic) in
      guard let known = size.size else { throw sizeUnknown(argument, size) }
      return known
    }
    guard let count, known.count != count else { return known }
    guard known.count == 1 else { throw mismatch(argument, "\(count) integers") }
    return [Int](repeating: known[0], count: count)
  }

  /// An axis, counted from 0, of a tensor; PyTorch lets it count from the end, and lets a tensor without
  /// axes have one.
  package func axis(_ argument: String, rank: Int) throws(Diagnostic) -> Int {
    try axis(try integer(argument), rank: rank)
  }

  /// Axes, counted from 0, each once.
  package func axes(_ argument: String, rank: Int) throws(Diagnostic) -> [Int] {
    var axes: [Int] = []
    for given in try integers(argument) {
      let axis = try axis(given, rank: rank)
      guard !axes.contains(axis) else { throw problem("names the axis \(given) twice") }
      axes.append(axis)
    }
    return axes
  }

  /// An axis, counted from 0, of one that may count from the end.
  package func axis(_ given: Int, rank: Int) throws(Diagnostic) -> Int {
    let count = max(rank, 1)
    guard (-count..<count).contains(given) else {
      throw problem("names the axis \(given) of a tensor of \(rank) axes")
    }
    return given < 0 ? given + count : given
  }

  // MARK: - Other values

  /// A number that is known.
  package func number(_ argument: String) throws(Diagnostic) -> Double {
    switch value(argument) {
    case .tensor(let tensor):
      let value = try context.value(of: tensor)
      guard let known = try context.constantScalar(value)?.plainNumber else {
        throw mismatch(argument, "a number that is known")
      }
      return known
    case .number(let number): return number
    case .integer(let integer): return Double(integer)
    case .boolean(let flag): return flag ? 1 : 0
    case .size(let size), .quotient(let size, _): throw sizeUnknown(argument, size)
    default: throw mismatch(argument, "a number")
    }
  }

  /// A number that is known, or nothing for `None`.
  package func optionalNumber(_ argument: String) throws(Diagnostic) -> Double? {
    isGiven(argument) ? try number(argument) : nil
  }

  /// A list of numbers that are known.
  package func numbers(_ argument: String) throws(Diagnostic) -> [Double] {
    guard let items = value(argument).items else { throw mismatch(argument, "a list of numbers") }
    return try items.map { item throws(Diagnostic) in
      switch item {
      case .number(let number): return number
      case .integer(let integer): return Double(integer)
      default: throw mismatch(argument, "a list of numbers")
      }
    }
  }

  /// A truth value.
  package func boolean(_ argument: String) throws(Diagnostic) -> Bool {
    switch value(argument) {
    case .boolean(let flag): return flag
    case .integer(let integer): return integer != 0
    default: throw mismatch(argument, "a truth value")
    }
  }

  /// A text.
  package func text(_ argument: String) throws(Diagnostic) -> String {
    guard case .text(let text) = value(argument) else { throw mismatch(argument, "a text") }
    return text
  }

  /// An element type, or nothing for `None`; a plain integer is a number of `c10::ScalarType`.
  package func elementType(_ argument: String) throws(Diagnostic) -> ElementType? {
    switch value(argument) {
    case .none: return nil
    case .elementType(let type): return type
    case .integer(let number):
      guard let type = ElementType(scalarType: number) else {
        throw problem("names the element type \(number), which ONNX does not have")
      }
      return type
    default: throw mismatch(argument, "an element type")
    }
  }

  // MARK: - Results

  /// Adds a node with one result.
  package func add(
    _ operator: some Operator, _ operands: ValueID?...
  ) throws(Diagnostic) -> ValueID {
    try context.add(`operator`, operands)
  }

  /// One new tensor as the results.
  package func result(_ value: ValueID) -> [ATenValue] { [context.tensor(value)] }

  /// Several new tensors as the results.
  package func results(_ values: [ValueID]) -> [ATenValue] { values.map(context.tensor) }

  /// The shape of a value.
  package func shape(_ value: ValueID) -> Shape { context.type(value).shape }

  /// The number of axes of a value.
  package func rank(_ value: ValueID) -> Int { context.type(value).rank }

  /// The element type of a value.
  package func elementType(of value: ValueID) -> ElementType { context.type(value).elementType }

  // MARK: - Errors

  /// An error about the call.
  package func problem(_ finding: String) -> Diagnostic {
    Diagnostic(.atenArgument, "\(name) \(finding)", at: context.location)
  }

  /// That this use of the operator is not converted.
  package func unsupported(_ reason: String) -> Diagnostic {
    Diagnostic(.atenOperatorUnsupported, "\(name): \(reason)", at: context.location)
  }

  package func mismatch(_ argument: String, _ expected: String) -> Diagnostic {
    problem("takes \(expected) as '\(argument)', \(value(argument).kind) is given")
  }

  func sizeUnknown(_ argument: String, _ size: Dimension) -> Diagnostic {
    Diagnostic(
      .atenSizeUnknown,
      "\(name) needs '\(argument)' as a number, it is \(size) and known only when the model runs",
      at: context.location)
  }
}
