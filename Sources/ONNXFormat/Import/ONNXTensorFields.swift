import ByteIO
import Diagnostics
import ModelIR
import ProtobufWire

/// The fields of a `TensorProto` as they stand in the message: dims 1, data_type 2, segment 3,
/// float_data 4, int32_data 5, string_data 6, int64_data 7, name 8, raw_data 9, double_data 10,
/// uint64_data 11, external_data 13, data_location 14.
struct ONNXTensorFields {
  private(set) var name = ""
  private var axes = ONNXTensorShape()
  private var dataType = 0
  private var rawData: FileRange?
  private var numbers: ONNXNumbers?
  private var hasTexts = false
  private var external: ONNXExternalReference?
  private var isExternal = false
  private let message: ONNXMessageReader

  /// The sizes.
  var shape: [Int] { axes.sizes }

  private init(_ message: ONNXMessageReader) { self.message = message }

  /// Reads a tensor's message.
  static func read(
    _ range: FileRange, depth: Int = 2, path: String
  ) throws(Diagnostic) -> ONNXTensorFields {
    // What stands before the elements is short.
    var message = try ONNXMessageReader(range, depth: depth, path: path, windowByteCount: 256)
    var fields = ONNXTensorFields(message)
    var external = ONNXExternalReference.Reader(message, depth: depth)
    while let field = try message.next() {
      switch field.number {
      case 1: try fields.axes.add(field, message)
      case 2:
        try message.single(field, "data_type")
        fields.dataType = try message.integer(field, "data_type")
      case 3: throw fields.malformed("the tensor is a segment of another, which ONNX gave up")
      case 4, 5, 7, 10, 11:
        if fields.numbers == nil { fields.numbers = ONNXNumbers(field.number) }
        try fields.numbers?.add(field, message)
      case 6: fields.hasTexts = true
      case 8:
        try message.single(field, "name")
        fields.name = try message.text(field, "name")
      case 9:
        try message.single(field, "raw_data")
        fields.rawData = try message.content(field, "raw_data")
      case 13: try external.add(field)
      case 14:
        try message.single(field, "data_location")
        fields.isExternal = try fields.location(try message.integer(field, "data_location"))
      default: break
      }
    }
    if fields.isExternal || external.hasEntries { fields.external = try external.reference() }
    return fields
  }

  /// Where the elements are, once their number and type are known to fit.
  func content() throws(Diagnostic) -> ONNXInitializer.Content {
    if let reason = Self.unusableTypes[dataType] { return .unusable(reason) }
    guard let type = ElementType(onnxDataType: dataType) else {
      throw malformed("\(dataType) is no known type of elements")
    }
    guard let byteCount = byteCountOfTensor(type, shape: shape) else {
      throw malformed("the sizes \(shape.prefix(16)) overflow")
    }
    let sources = [
      rawData.map { $0.byteCount > 0 }, numbers.map { !$0.isEmpty }, hasTexts, external != nil,
    ]
    guard sources.count(where: { $0 == true }) <= 1 else {
      throw malformed("the tensor's elements are stored in more than one place")
    }
    if let external {
      guard isExternal else {
        throw malformed("the tensor has external data, and its location is the model itself")
      }
      return .external(type, external)
    }
    if hasTexts { throw malformed("the elements are texts, their type is \(type)") }
    if let numbers, !numbers.isEmpty {
      return .stored(try numbers.weight(type, shape: shape, message))
    }
    guard let weight = try storedWeight(type, byteCount) else {
      throw malformed(
        "the sizes need \(byteCount) bytes, the tensor has \(rawData?.byteCount ?? 0)")
    }
    return .stored(weight)
  }

  /// What is wrong with this tensor.
  func malformed(_ text: String) -> Diagnostic {
    let name = name.isEmpty ? "" : "'\(name.prefix(200))': "
    return message.malformed(name + text, .onnxMalformedTensor)
  }

  /// A weight of the raw bytes; an empty tensor needs none.
  private func storedWeight(
    _ type: ElementType, _ byteCount: Int
  ) throws(Diagnostic) -> Weight? {
    if let rawData { return Weight(type, shape: shape, in: rawData) }
    guard byteCount == 0 else { return nil }
    return Weight(type, shape: shape, bytes: [])
  }

  private func location(_ number: Int) throws(Diagnostic) -> Bool {
    guard number == 0 || number == 1 else {
      throw malformed("\(number) is no known place of elements (0 or 1)")
    }
    return number == 1
  }

  /// The types whose elements are no weight's, by their number.
  private static let unusableTypes = [
    8: "STRING", 21: "UINT4", 22: "INT4", 23: "FLOAT4E2M1", 25: "UINT2", 26: "INT2",
  ]
}
