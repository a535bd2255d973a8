import ByteIO
import Checkpoints
import ModelIR
import ProtobufWire

/// A tensor or a text as a checkpoint stores it.
struct WrittenEntry: Sendable {
  /// The parameter's name.
  let name: String
  /// The sizes as they are written.
  let sizes: [Int]
  /// The type's name: `Float32`.
  let typeName: String
  /// The elements, or the characters of a text as numbers.
  let weight: Weight

  /// Whether it is one number or one text.
  var isSingle: Bool { sizes.isEmpty || typeName == "str" }

  /// What stands before a piece of the elements: the message up to them.
  func prefix(ofPiece byteCount: Int) -> [UInt8] {
    var tensor = ProtobufWriter()
    for size in sizes { tensor.add(size, field: 1) }
    tensor.add(typeName, field: 2)
    tensor.addPayload(byteCount: byteCount, index: 0, field: 3)
    var value = ProtobufWriter()
    value.add(name, field: 1)
    value.add(tensor, field: 2)
    var checkpoint = ProtobufWriter()
    checkpoint.add(value, field: 1)
    guard case .bytes(let bytes)? = checkpoint.pieces.first else { return [] }
    return bytes
  }
}

extension WrittenEntry {
  /// A tensor, or nothing for a type that MindSpore has no name for.
  init?(_ entry: Checkpoint.Entry) {
    guard let typeName = Self.typeName(of: entry) else { return nil }
    self.init(
      name: entry.name, sizes: entry.weight.shape, typeName: typeName, weight: entry.weight)
  }

  /// A number, a truth value, a text or a list of numbers, as `append_dict` stores them; nothing for
  /// anything else.
  init?(_ note: Hyperparameters.Entry) {
    switch note.value {
    case .text(let text):
      // NumPy's text of no characters has the room of one.
      let scalars = text.unicodeScalars.isEmpty ? ["\0"] : Array(text.unicodeScalars)
      var bytes: [UInt8] = []
      for scalar in scalars { bytes.appendLittleEndian(scalar.value) }
      self.init(
        name: note.name, sizes: [0], typeName: "str",
        weight: Weight(.uint32, shape: [scalars.count], bytes: bytes))
    case .list(let items):
      guard !items.isEmpty, let weight = Self.numbers(items) else { return nil }
      self.init(Checkpoint.Entry(name: note.name, weight: weight))
    default:
      guard let weight = Self.numbers([note.value]) else { return nil }
      self.init(Checkpoint.Entry(name: note.name, weight: weight.reshaped(to: [])))
    }
  }

  /// Numbers of one kind: Python's integers are 64 bits wide, its floating-point numbers 32 here.
  private static func numbers(_ values: [HyperparameterValue]) -> Weight? {
    let booleans = values.compactMap(\.boolean)
    if booleans.count == values.count {
      return Weight(integers: booleans.map { $0 ? 1 : 0 }, .bool, shape: [values.count])
    }
    let integers = values.compactMap { if case .integer(let value) = $0 { value } else { nil } }
    if integers.count == values.count { return Weight.integers(integers) }
    let numbers = values.compactMap(\.number)
    return numbers.count == values.count ? Weight.array(numbers, .float32) : nil
  }

  private static func typeName(of entry: Checkpoint.Entry) -> String? {
    switch entry.weight.elementType {
    case .int8: isInt4(entry) ? "Int4" : "Int8"
    case .int16: "Int16"
    case .int32: "Int32"
    case .int64: "Int64"
    case .uint8: "UInt8"
    case .uint16: "UInt16"
    case .uint32: "UInt32"
    case .uint64: "UInt64"
    case .float16: "Float16"
    case .float32: "Float32"
    case .float64: "Float64"
    case .bfloat16: "BFloat16"
    case .float8E4M3FN: "Float8E4M3FN"
    case .float8E5M2: "Float8E5M2"
    case .bool: "Bool"
    case .complex64: "Complex64"
    case .complex128: "Complex128"
    default: nil
    }
  }

  /// Whether the entry was read as numbers of four bits, each in a byte of its own.
  private static func isInt4(_ entry: Checkpoint.Entry) -> Bool {
    entry.facts.contains { $0.key == "stored_as" && $0.value.hasPrefix("Int4") }
  }
}
