import ByteIO
import ProtobufWire

/// A MindIR model made by hand, message by message.
struct MindIRSample {
  /// A value of an attribute.
  indirect enum Value {
    case integer(Int)
    case boolean(Bool)
    case number(Float)
    case text(String)
    case tuple([Value])
    case monad
    case floats([Int], [Float])
    case absent(sizes: [Int])

    fileprivate func message(named name: String?) -> ProtobufWriter {
      var message = ProtobufWriter()
      if let name { message.add(name, field: 1) }
      switch self {
      case .integer(let integer):
        message.add(integer, field: name == nil ? 10 : 3)
        message.add(7, field: 16)
      case .boolean(let flag):
        message.add(flag ? 1 : 0, field: name == nil ? 10 : 3)
        message.add(9, field: 16)
      case .number(let number):
        message.add(number, field: 2)
        message.add(1, field: 16)
      case .text(let text):
        message.add(text, field: name == nil ? 11 : 5)
        message.add(8, field: 16)
      case .tuple(let items):
        message.add(20, field: 16)
        for item in items { message.add(item.message(named: nil), field: 17) }
      case .monad: message.add(23, field: 16)
      case .floats(let sizes, let numbers):
        message.add(17, field: 16)
        message.add(MindIRSample.tensor("value0", sizes, numbers), field: 12)
      case .absent(let sizes):
        message.add(17, field: 16)
        message.add(MindIRSample.tensor("", sizes, nil), field: 12)
      }
      return message
    }
  }

  private var model = ProtobufWriter()
  private var graph = ProtobufWriter()
  private var functions: [ProtobufWriter] = []
  private var primitives: [ProtobufWriter] = []
  private let name: String

  init(named name: String = "main") {
    self.name = name
    graph.add(name, field: 2)
  }

  /// The model's bytes.
  func bytes(_ suffix: (inout ProtobufWriter) -> Void = { _ in }) throws -> [UInt8] {
    var whole = ProtobufWriter()
    whole.add("1.1", field: 1)
    whole.add("MindSpore", field: 2)
    whole.add("2.10.0", field: 5)
    whole.add(graph, field: 7)
    for function in functions { whole.add(function, field: 8) }
    whole.add(1, field: 10)
    for primitive in primitives { whole.add(primitive, field: 12) }
    whole.add(3, field: 13)
    suffix(&whole)
    var sink = MemorySink()
    try whole.write(to: &sink)
    return sink.bytes
  }

  /// A tensor's message; without numbers it has a type only.
  static func tensor(_ name: String, _ sizes: [Int], _ numbers: [Float]?) -> ProtobufWriter {
    var message = ProtobufWriter()
    for size in sizes { message.add(size, field: 1) }
    message.add(1, field: 2)
    if !name.isEmpty { message.add(name, field: 7) }
    if let numbers {
      var bytes: [UInt8] = []
      for number in numbers { bytes.appendLittleEndian(number.bitPattern) }
      message.add(bytes, field: 9)
    }
    return message
  }

  /// Adds an input; −1 is an open size.
  mutating func addInput(_ name: String, _ sizes: [Int]) {
    var info = ProtobufWriter()
    info.add("\(self.name):\(name)", field: 1)
    info.add(Self.tensor("", sizes, nil), field: 2)
    graph.add(info, field: 5)
  }

  mutating func addOutput(_ name: String) {
    var info = ProtobufWriter()
    info.add(name, field: 1)
    graph.add(info, field: 6)
  }

  mutating func addParameter(_ name: String, _ sizes: [Int], _ numbers: [Float]) {
    graph.add(Self.tensor("\(self.name):\(name)", sizes, numbers), field: 3)
  }

  /// Adds a parameter whose elements are in another file.
  mutating func addExternal(_ name: String, _ sizes: [Int], at path: String, _ range: Range<Int>) {
    var message = Self.tensor("\(self.name):\(name)", sizes, nil)
    var external = ProtobufWriter()
    external.add(path, field: 1)
    external.add(range.lowerBound, field: 2)
    external.add(range.count, field: 3)
    message.add(external, field: 12)
    graph.add(message, field: 3)
  }

  mutating func addConstant(_ name: String, _ value: Value) {
    graph.add(Self.node(name, "Constant", [], [("value", value)], nil), field: 1)
  }

  /// Adds a node that calls a primitive with attributes of its own, as releases from 1.6 on write it.
  mutating func addNode(
    _ name: String, _ primitive: String, _ inputs: [String],
    _ attributes: [(String, Value)] = [], gives sizes: [Int]? = nil
  ) {
    let reference = "\(primitive):\(primitives.count)"
    var message = ProtobufWriter()
    message.add(reference, field: 1)
    message.add(primitive, field: 2)
    for (name, value) in attributes { message.add(value.message(named: name), field: 3) }
    primitives.append(message)
    graph.add(Self.node(name, "REF::\(reference)", inputs, [], sizes), field: 1)
  }

  /// Adds a node with integers beside expressions, as releases before 1.6 write it.
  mutating func addLegacyNode(
    _ name: String, _ primitive: String, _ inputs: [String],
    _ attributes: [(name: String, expression: String, integers: [Int])], gives sizes: [Int]
  ) {
    var message = Self.node(name, primitive, inputs, [], nil)
    var shape = ProtobufWriter()
    shape.add("shape", field: 1)
    shape.add(Self.tensor("shape0", sizes, nil), field: 12)
    shape.add("shape:shape0,", field: 15)
    message.add(shape, field: 5)
    for (name, expression, integers) in attributes {
      message.add(Self.legacyAttribute(name, expression, integers), field: 5)
    }
    graph.add(message, field: 1)
  }

  /// Adds a constant of integers beside an expression.
  mutating func addLegacyConstant(_ name: String, _ expression: String, _ integers: [Int]) {
    var message = Self.node(name, "Constant", [], [], nil)
    message.add(Self.legacyAttribute("value", expression, integers), field: 5)
    graph.add(message, field: 1)
  }

  private static func legacyAttribute(
    _ name: String, _ expression: String, _ integers: [Int]
  ) -> ProtobufWriter {
    var message = ProtobufWriter()
    message.add(name, field: 1)
    for integer in integers { message.add(integer, field: 10) }
    message.add(expression, field: 15)
    message.add(7, field: 16)
    return message
  }

  /// Adds a node that calls a graph, or a value that is one.
  mutating func addCall(_ name: String, of callee: String, _ inputs: [String]) {
    graph.add(Self.node(name, "REF::\(callee)", inputs, [], nil), field: 1)
  }

  /// Adds a function made like a model's own graph.
  mutating func addFunction(
    _ name: String, _ body: (inout MindIRSample) -> Void
  ) {
    var function = MindIRSample(named: name)
    function.primitives = primitives
    body(&function)
    primitives = function.primitives
    functions.append(function.graph)
  }

  private static func node(
    _ name: String, _ opType: String, _ inputs: [String], _ attributes: [(String, Value)],
    _ sizes: [Int]?
  ) -> ProtobufWriter {
    var message = ProtobufWriter()
    for input in inputs { message.add(input, field: 1) }
    message.add(name, field: 2)
    message.add(name, field: 3)
    message.add(opType, field: 4)
    if let sizes {
      message.add(Value.absent(sizes: sizes).message(named: "shape"), field: 5)
    }
    for (name, value) in attributes { message.add(value.message(named: name), field: 5) }
    message.add("Default/\(name)-Cell/\(name)-op0", field: 7)
    return message
  }
}
