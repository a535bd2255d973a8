import ByteIO
import Diagnostics
import ProtobufWire

/// What tests look at in an ONNX file, read without the schema that wrote it.
struct ParsedONNX {
  struct Tensor {
    var name = ""
    var rawData: [UInt8]?
    var external: [String] = []
  }

  private(set) var irVersion: UInt64 = 0
  private(set) var producer: [String] = []
  private(set) var metadata: [String] = []
  private(set) var tensors: [Tensor] = []

  init(_ bytes: [UInt8]) throws {
    try Self.walk(bytes[...]) { number, value in
      switch (number, value) {
      case (1, .varint(let version)): irVersion = version
      case (2, .lengthDelimited(let text)), (3, .lengthDelimited(let text)):
        producer.append(String(decoding: text, as: UTF8.self))
      case (7, .lengthDelimited(let graph)):
        try Self.walk(graph) { number, value in
          if number == 5, case .lengthDelimited(let tensor) = value {
            tensors.append(try Self.tensor(tensor))
          }
        }
      case (14, .lengthDelimited(let pair)): metadata.append(try Self.pair(pair))
      default: break
      }
    }
  }

  private static func tensor(_ bytes: ArraySlice<UInt8>) throws -> Tensor {
    var tensor = Tensor()
    try walk(bytes) { number, value in
      guard case .lengthDelimited(let content) = value else { return }
      switch number {
      case 8: tensor.name = String(decoding: content, as: UTF8.self)
      case 9: tensor.rawData = Array(content)
      case 13: tensor.external.append(try pair(content))
      default: break
      }
    }
    return tensor
  }

  private static func pair(_ bytes: ArraySlice<UInt8>) throws -> String {
    var texts: [String] = []
    try walk(bytes) { _, value in
      if case .lengthDelimited(let text) = value {
        texts.append(String(decoding: text, as: UTF8.self))
      }
    }
    return texts.joined(separator: "=")
  }

  private static func walk(
    _ bytes: ArraySlice<UInt8>,
    _ visit: (Int, ProtobufField<ArraySlice<UInt8>>.Value) throws -> Void
  ) throws {
    var reader = try ProtobufReader(bytes)
    while let field = try reader.next() { try visit(field.number, field.value) }
  }
}
