import ByteIO

/// A value as Python would pickle it, for putting files together in tests.
indirect enum PickledValue: Sendable {
  case none
  case boolean(Bool)
  case integer(Int)
  case long([UInt8])
  case text(String)
  case tuple([PickledValue])
  case list([PickledValue])
  case dictionary([(PickledValue, PickledValue)])
  case global(String, String)
  case call(PickledValue, [PickledValue])
  case object(PickledValue, state: PickledValue)
  case persistent(PickledValue)

  /// A whole pickle of protocol 2.
  var pickle: [UInt8] { [0x80, 2] + code + [UInt8(ascii: ".")] }

  private var code: [UInt8] {
    switch self {
    case .none: return [UInt8(ascii: "N")]
    case .boolean(let value): return [value ? 0x88 : 0x89]
    case .integer(let value):
      var bytes = [UInt8(ascii: "J")]
      bytes.appendLittleEndian(Int32(truncatingIfNeeded: value))
      return bytes
    case .long(let bytes): return [0x8A, UInt8(bytes.count)] + bytes
    case .text(let text):
      var bytes = [UInt8(ascii: "X")]
      bytes.appendLittleEndian(UInt32(text.utf8.count))
      return bytes + Array(text.utf8)
    case .tuple(let items):
      return [UInt8(ascii: "(")] + items.flatMap(\.code) + [UInt8(ascii: "t")]
    case .list(let items):
      return Array("](".utf8) + items.flatMap(\.code) + [UInt8(ascii: "e")]
    case .dictionary(let entries):
      return Array("}(".utf8) + entries.flatMap { $0.0.code + $0.1.code } + [UInt8(ascii: "u")]
    case .global(let module, let name): return Array("c\(module)\n\(name)\n".utf8)
    case .call(let callable, let arguments):
      return callable.code + PickledValue.tuple(arguments).code + [UInt8(ascii: "R")]
    case .object(let type, let state):
      return type.code + [UInt8(ascii: ")"), 0x81] + state.code + [UInt8(ascii: "b")]
    case .persistent(let identifier): return identifier.code + [UInt8(ascii: "Q")]
    }
  }

  /// A storage of 32-bit floating-point numbers.
  static func storage(
    _ key: String, count: Int, location: String = "cpu", type: String = "FloatStorage",
    view: PickledValue? = nil
  ) -> PickledValue {
    let items: [PickledValue] = [
      .text("storage"), .global("torch", type), .text(key), .text(location), .integer(count),
    ]
    return .persistent(.tuple(items + (view.map { [$0] } ?? [])))
  }

  /// A contiguous tensor over a storage.
  static func tensor(_ storage: PickledValue, shape: [Int], offset: Int = 0) -> PickledValue {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    return .call(
      .global("torch._utils", "_rebuild_tensor_v2"),
      [
        storage, .integer(offset), .tuple(shape.map { .integer($0) }),
        .tuple(strides.map { .integer($0) }), .boolean(false),
        .call(.global("collections", "OrderedDict"), []),
      ])
  }
}
