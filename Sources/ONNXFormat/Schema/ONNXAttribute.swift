import ModelIR
import ProtobufWire

/// A named setting of a node, an `AttributeProto`.
struct ONNXAttribute: Hashable, Sendable {
  /// The kinds of setting that we write.
  enum Value: Hashable, Sendable {
    case integer(Int)
    case float(Double)
    case string(String)
    case integers([Int])
    case floats([Double])
    case strings([String])
    case tensor(Weight)
    indirect case graph(ONNXGraph)
  }

  /// The name.
  let name: String
  /// The value.
  let value: Value

  static func integer(_ name: String, _ value: Int) -> Self {
    Self(name: name, value: .integer(value))
  }
  static func flag(_ name: String, _ value: Bool) -> Self { .integer(name, value ? 1 : 0) }
  static func float(_ name: String, _ value: Double) -> Self {
    Self(name: name, value: .float(value))
  }
  static func string(_ name: String, _ value: String) -> Self {
    Self(name: name, value: .string(value))
  }
  static func integers(_ name: String, _ values: [Int]) -> Self {
    Self(name: name, value: .integers(values))
  }
  static func floats(_ name: String, _ values: [Double]) -> Self {
    Self(name: name, value: .floats(values))
  }
  static func strings(_ name: String, _ values: [String]) -> Self {
    Self(name: name, value: .strings(values))
  }
  static func tensor(_ name: String, _ value: Weight) -> Self {
    Self(name: name, value: .tensor(value))
  }

  static func graph(_ name: String, _ value: ONNXGraph) -> Self {
    Self(name: name, value: .graph(value))
  }

  /// The message: name 1, f 2, i 3, s 4, t 5, g 6, floats 7, ints 8, strings 9, type 20; lists are not
  /// packed, as the schema is proto2.
  func message(_ payloads: inout ONNXPayloads) -> ProtobufWriter {
    var message = ProtobufWriter()
    message.add(name, field: 1)
    switch value {
    case .float(let number):
      message.add(Float(number), field: 2)
      message.add(1, field: 20)
    case .integer(let number):
      message.add(number, field: 3)
      message.add(2, field: 20)
    case .string(let text):
      message.add(text, field: 4)
      message.add(3, field: 20)
    case .tensor(let weight):
      let tensor = ONNXTensor(name: "", weight: weight)
      message.add(tensor.message(&payloads), field: 5)
      message.add(4, field: 20)
    case .graph(let graph):
      message.add(graph.message(&payloads), field: 6)
      message.add(5, field: 20)
    case .floats(let numbers):
      for number in numbers { message.add(Float(number), field: 7) }
      message.add(6, field: 20)
    case .integers(let numbers):
      for number in numbers { message.add(number, field: 8) }
      message.add(7, field: 20)
    case .strings(let texts):
      for text in texts { message.add(text, field: 9) }
      message.add(8, field: 20)
    }
    return message
  }
}
