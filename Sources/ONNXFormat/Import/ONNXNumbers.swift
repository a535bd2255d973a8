import ByteIO
import Diagnostics
import ModelIR
import ProtobufWire

/// The elements of a tensor in one of the fields for numbers, packed or a field each.
struct ONNXNumbers {
  /// The field: 4 float_data, 5 int32_data, 7 int64_data, 10 double_data, 11 uint64_data.
  private let field: Int
  private var packed: FileRange?
  private var single: [UInt64] = []

  init(_ field: Int) { self.field = field }

  /// Whether there are none.
  var isEmpty: Bool { (packed?.byteCount ?? 0) == 0 && single.isEmpty }

  private var name: String { Self.names[field] ?? "\(field)" }
  private static let names = [
    4: "float_data", 5: "int32_data", 7: "int64_data", 10: "double_data", 11: "uint64_data",
  ]

  /// Adds what one more field holds.
  mutating func add(
    _ next: ONNXMessageReader.Field, _ message: ONNXMessageReader
  ) throws(Diagnostic) {
    guard next.number == field else {
      throw message.malformed(
        "elements are stored in two fields for numbers", .onnxMalformedTensor)
    }
    switch (next.value, field) {
    case (.lengthDelimited(let range), _) where packed == nil: packed = range
    case (.varint(let bits), 5), (.varint(let bits), 7), (.varint(let bits), 11):
      single.append(bits)
    case (.fixed32(let bits), 4): single.append(UInt64(bits))
    case (.fixed64(let bits), 10): single.append(bits)
    default:
      throw message.malformed(
        "the field '\(name)' is expected to be packed once or to have its own kind of number")
    }
    guard packed == nil || single.isEmpty else {
      throw message.malformed("the field '\(name)' is packed and not packed")
    }
  }

  /// The tensor of these elements: a range of the file where they stand there as they are.
  ///
  /// - Throws: ``DiagnosticCode/onnxMalformedTensor`` if they are of another type or number.
  func weight(
    _ type: ElementType, shape: [Int], _ message: ONNXMessageReader
  ) throws(Diagnostic) -> Weight {
    guard field == Self.field(of: type) else {
      throw message.malformed(
        "elements of type \(type) are stored in the field '\(name)'", .onnxMalformedTensor)
    }
    if field == 4 || field == 10, let packed {
      guard let weight = Weight(type, shape: shape, in: packed) else {
        throw wrongCount(packed.byteCount, "bytes", shape, message)
      }
      return weight
    }
    let element = ONNXNumber(type)
    let needed = byteCountOfTensor(type, shape: shape).map { $0 / element.byteCount }
    guard let packed else {
      guard single.count == needed else {
        throw wrongCount(single.count, "numbers", shape, message)
      }
      return Weight(type, shape: shape, bytes: try element.bytes(of: single, message.range))
    }
    let blocks = try ONNXPackedBlock.blocks(of: packed)
    let found = blocks.reduce(0) { $0 + $1.count }
    guard found == needed else { throw wrongCount(found, "numbers", shape, message) }
    let storage = TemporaryStorage()
    let parts = blocks.compactMap { block in
      Weight(
        type, shape: [block.count],
        in: DeferredRange(byteCount: block.count * element.byteCount) {
          let numbers = try ONNXMessageReader.packedIntegers(block.range)
          return try storage.append(
            try element.bytes(of: numbers, block.range), displayPath: block.range.file.path)
        })
    }
    return Weight.concatenated(parts, along: 0).reshaped(to: shape)
  }

  private func wrongCount(
    _ count: Int, _ unit: String, _ shape: [Int], _ message: ONNXMessageReader
  ) -> Diagnostic {
    message.malformed(
      "the sizes \(shape.prefix(16)) need other elements than the \(count) \(unit) in '\(name)'",
      .onnxMalformedTensor)
  }

  /// The field that holds elements of a type.
  private static func field(of type: ElementType) -> Int {
    switch type {
    case .float32, .complex64: 4
    case .float64, .complex128: 10
    case .int64: 7
    case .uint32, .uint64: 11
    default: 5
    }
  }
}
