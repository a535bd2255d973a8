import ByteIO
import Diagnostics
import ModelIR
import ProtobufWire

/// A `TensorProto` of MindIR: dims 1, data_type 2, float_data 3, int32_data 4, string_data 5,
/// int64_data 6, name 7, raw_data 9, double_data 10, uint64_data 11, external_data 12, ref_key 13,
/// compression_type 16, quant_params 17.
struct MindIRTensor: Sendable {
  /// Where the elements are when they are in another file.
  struct External: Hashable, Sendable {
    /// The path of the file, relative to the model's.
    var path = ""
    /// Where they begin there.
    var byteOffset = 0
    /// How many bytes they are.
    var byteCount: Int?
  }

  private(set) var name = ""
  /// The sizes; −1 for one that is open, −2 alone for an unknown number of axes.
  private(set) var sizes: [Int] = []
  private(set) var dataType = 0
  private(set) var external: External?
  private(set) var compression = 0
  private var rawData: FileRange?
  private var numbers: [Double] = []
  private var integers: [Int] = []
  private var texts: [String] = []
  private let location: Location

  /// The most axes of a tensor.
  static let mostAxes = 64
  /// The most elements that stand in one of the fields for numbers.
  private static let mostNumbers = 1 << 20

  /// The type of the elements, unless they are none of a tensor.
  var elementType: ElementType? { ElementType(mindIRDataType: dataType) }

  /// Whether it has a type and nothing else, which is how a type is written as a value.
  var isTypeOnly: Bool {
    rawData == nil && external == nil && numbers.isEmpty && integers.isEmpty && texts.isEmpty
      && sizes.isEmpty
  }

  /// Reads a tensor; its elements stay where they are.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed``.
  init(_ message: consuming MindIRMessage) throws(Diagnostic) {
    var message = message
    location = message.location
    while let field = try message.next() {
      switch field.number {
      case 1: sizes += try message.integers(field, "dims")
      case 2: dataType = try message.integer(field, "data_type")
      case 3: numbers += try message.numbers(field, "float_data", isDouble: false)
      case 4: integers += try message.integers(field, "int32_data")
      case 5: texts.append(try message.text(field, "string_data"))
      case 6: integers += try message.integers(field, "int64_data")
      case 7: name = try message.text(field, "name")
      case 9: rawData = try message.content(field, "raw_data")
      case 10: numbers += try message.numbers(field, "double_data", isDouble: true)
      case 11: integers += try message.integers(field, "uint64_data")
      case 12: external = try Self.external(try message.nested(field, "external_data"))
      case 16: compression = try message.integer(field, "compression_type")
      default: break
      }
      guard sizes.count <= Self.mostAxes else {
        throw message.malformed(
          "the tensor has more than \(Self.mostAxes) axes", .mindIROverLimit)
      }
      guard numbers.count <= Self.mostNumbers, integers.count <= Self.mostNumbers,
        texts.count <= Self.mostNumbers
      else {
        throw message.malformed(
          "the tensor has more than \(Self.mostNumbers) numbers in fields", .mindIROverLimit)
      }
    }
  }

  private static func external(_ message: MindIRMessage) throws(Diagnostic) -> External {
    var message = message
    var external = External()
    while let field = try message.next() {
      switch field.number {
      case 1: external.path = try message.text(field, "location")
      case 2: external.byteOffset = try message.integer(field, "offset")
      case 3: external.byteCount = try message.integer(field, "length")
      default: break
      }
    }
    guard external.byteOffset >= 0, external.byteCount ?? 0 >= 0 else {
      throw message.malformed("external data has a negative place", .mindIRExternalData)
    }
    return external
  }

  /// The tensor's elements, as far as they are in the model's own file.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed`` if sizes and bytes do not agree.
  func storedWeight() throws(Diagnostic) -> Weight {
    guard let elementType else {
      throw malformed("\(dataType) is no type of elements that is read")
    }
    guard compression == 0 else {
      let reason = "the elements are compressed (kind \(compression))"
      guard let weight = Weight(absent: reason, elementType, shape: sizes) else {
        throw malformed("the sizes \(sizes) are none of a tensor")
      }
      return weight
    }
    guard let byteCount = byteCountOfTensor(elementType, shape: sizes) else {
      throw malformed("the sizes \(sizes) are none of a tensor")
    }
    if let rawData, rawData.byteCount > 0 || byteCount == 0 {
      guard let weight = Weight(elementType, shape: sizes, in: rawData) else {
        throw malformed(
          "the sizes \(sizes) need \(byteCount) bytes, the tensor has \(rawData.byteCount)")
      }
      return weight
    }
    let count = byteCount / elementType.byteCount
    if numbers.count == count, count > 0, let weight = Weight.array(numbers, elementType) {
      return weight.reshaped(to: sizes)
    }
    if integers.count == count, count > 0,
      let weight = Weight(integers: integers, elementType, shape: sizes)
    {
      return weight
    }
    guard
      let weight = byteCount == 0
        ? Weight(elementType, shape: sizes, bytes: [])
        : Weight(absent: "the file does not have its elements", elementType, shape: sizes)
    else { throw malformed("the sizes \(sizes) are none of a tensor") }
    return weight
  }

  /// What is wrong with this tensor.
  func malformed(_ text: String, _ code: DiagnosticCode = .mindIRMalformed) -> Diagnostic {
    let name = name.isEmpty ? "" : "'\(name.prefix(200))': "
    return Diagnostic(code, name + text, at: location)
  }
}

extension ElementType {
  /// The type of a number of MindIR's `TensorProto.DataType`.
  init?(mindIRDataType number: Int) {
    switch number {
    case 1: self = .float32
    case 2: self = .uint8
    case 3: self = .int8
    case 4: self = .uint16
    case 5: self = .int16
    case 6: self = .int32
    case 7: self = .int64
    case 9: self = .bool
    case 10: self = .float16
    case 11, 17: self = .float64
    case 12: self = .uint32
    case 13: self = .uint64
    case 14: self = .complex64
    case 15: self = .complex128
    case 16: self = .bfloat16
    default: return nil
    }
  }
}
