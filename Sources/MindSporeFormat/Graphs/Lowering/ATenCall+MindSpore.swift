import ATen
import Diagnostics
import ModelIR

extension ATenCall {
  /// The values of all arguments.
  var arguments: [ATenValue] { signature.parameters.map { value($0.name) } }

  /// Calls an operator of PyTorch for this primitive.
  func aten(
    _ operator: String, _ arguments: [ATenValue], overload: String = "",
    named: [(name: String, value: ATenValue)] = []
  ) throws(Diagnostic) -> [ATenValue] {
    try context.call(`operator`, overload: overload, arguments, named: named, fullName: name)
  }

  /// Calls an operator of PyTorch that has one tensor as its result.
  func atenTensor(_ operator: String, _ arguments: ATenValue...) throws(Diagnostic) -> ValueID {
    guard case .tensor(let tensor)? = try aten(`operator`, arguments).first else {
      throw unsupported("what is known without running the model as its operand")
    }
    return try context.value(of: tensor)
  }

  /// A value as an argument of an operator of PyTorch.
  func argument(_ value: ValueID) -> ATenValue { context.tensor(value) }

  /// A list of sizes: numbers, or a vector of integers that is known or is computed when the model
  /// runs.
  func sizeList(_ argument: String) throws(Diagnostic) -> [Dimension] {
    guard case .tensor(let tensor) = value(argument) else { return try sizes(argument) }
    let vector = try context.value(of: tensor)
    if let known = context.knownIntegers(vector) { return known.map(Dimension.fixed) }
    guard rank(vector) == 1, let count = shape(vector)[0].size, count <= 64 else {
      return try sizes(argument)
    }
    var result: [Dimension] = []
    for index in 0..<count {
      let element = try add(
        Squeeze(axes: [0]),
        try add(Slice(axis: 0, start: index, end: index + 1), vector))
      result.append(try context.symbol(for: element))
    }
    return result
  }

  /// A list of integers that are known.
  func integerList(_ argument: String) throws(Diagnostic) -> [Int] {
    try sizeList(argument).map { size throws(Diagnostic) in
      guard let known = size.size else {
        throw unsupported("'\(argument)' is known only when the model runs")
      }
      return known
    }
  }

  /// Axes counted from 0; none given are all.
  func axesOrAll(_ argument: String, rank: Int) throws(Diagnostic) -> [Int] {
    guard isGiven(argument) else { return Array(0..<rank) }
    let given = try integerList(argument)
    guard !given.isEmpty else { return Array(0..<rank) }
    var axes: [Int] = []
    for item in given {
      let axis = try axis(item, rank: rank)
      guard !axes.contains(axis) else { throw problem("names the axis \(item) twice") }
      axes.append(axis)
    }
    return axes.sorted()
  }

  /// A truth value that has a default where it is `None`.
  func flag(_ argument: String) throws(Diagnostic) -> Bool {
    isGiven(argument) ? try boolean(argument) : false
  }

  /// A choice that is written as a text, or as a number in later releases.
  func choice(_ argument: String, _ names: [String]) throws(Diagnostic) -> String {
    switch value(argument) {
    case .text(let text):
      let lower = text.lowercased()
      guard names.contains(lower) else {
        throw unsupported("the \(argument) '\(text.prefix(60))'")
      }
      return lower
    case .integer(let number) where names.indices.contains(number): return names[number]
    case .none: return names[0]
    default: throw mismatch(argument, "one of \(names.joined(separator: ", "))")
    }
  }

  /// An element type; numbers are those of MindSpore's `TypeId`.
  func dataType(_ argument: String) throws(Diagnostic) -> ElementType? {
    switch value(argument) {
    case .none: return nil
    case .elementType(let type): return type
    case .integer(let number):
      guard let type = ElementType(mindSporeTypeID: number) else {
        throw problem("names the element type \(number), which is none of a tensor")
      }
      return type
    case .text(let text):
      guard let type = ElementType(text: text) else {
        throw problem("names the element type '\(text.prefix(60))'")
      }
      return type
    default: throw mismatch(argument, "an element type")
    }
  }

  /// Refuses layouts other than channels first.
  func requireChannelsFirst(_ argument: String) throws(Diagnostic) {
    switch value(argument) {
    case .text("NCHW"), .text("NCDHW"), .text("DefaultFormat"), .text("NCL"), .integer(0),
      .integer(14), .none:
      return
    default: throw unsupported("a layout with channels last")
    }
  }
}

extension ElementType {
  /// The type of a number of MindSpore's `TypeId`.
  init?(mindSporeTypeID number: Int) {
    switch number {
    case 30: self = .bool
    case 31, 35: self = .int64
    case 32: self = .int8
    case 33: self = .int16
    case 34: self = .int32
    case 37: self = .uint8
    case 38: self = .uint16
    case 36, 39: self = .uint32
    case 40: self = .uint64
    case 42: self = .float16
    case 41, 43: self = .float32
    case 44: self = .float64
    case 45: self = .bfloat16
    case 51: self = .complex64
    case 52: self = .complex128
    default: return nil
    }
  }
}
