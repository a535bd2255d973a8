import ByteIO
import Diagnostics
import ModelIR
import ProtobufWire

/// A tensor of the graph, a `TensorProto`, whose elements stay where they are.
struct ONNXInitializer: Sendable {
  /// Where its elements are.
  enum Content: Sendable {
    /// In the model's own file.
    case stored(Weight)
    /// In another file.
    case external(ElementType, ONNXExternalReference)
    /// Its elements are none of a weight, for this reason: `STRING`, `INT4`.
    case unusable(String)
  }

  /// The name.
  let name: String
  /// The sizes.
  let shape: [Int]
  /// The elements.
  let content: Content
  /// Where the message stands: `graph.initializer[3]`.
  let location: Location

  /// The number of elements, or nothing if it overflows.
  var elementCount: Int? {
    if shape.contains(0) { return 0 }
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }

  /// What it is for people, without its name: `STRING [3]`.
  var unusableText: String? {
    guard case .unusable(let type) = content else { return nil }
    let sizes = shape.prefix(16).map(String.init).joined(separator: ", ")
    return "\(type) [\(sizes)\(shape.count > 16 ? ", …" : "")]"
  }
}

extension ONNXInitializer {
  /// Reads a tensor and checks its sizes against its elements, except for those in another file.
  ///
  /// - Throws: ``DiagnosticCode/onnxMalformed``, ``DiagnosticCode/onnxMalformedTensor``,
  ///   ``DiagnosticCode/onnxExternalData``, ``DiagnosticCode/onnxOverLimit``.
  static func read(_ range: FileRange, path: String) throws(Diagnostic) -> ONNXInitializer {
    let fields = try ONNXTensorFields.read(range, path: path)
    guard !fields.name.isEmpty else { throw fields.malformed("the tensor has no name") }
    return ONNXInitializer(
      name: fields.name, shape: fields.shape, content: try fields.content(),
      location: Location(
        file: range.file.path, byteRange: range.byteRange, path: String(fields.name.prefix(200))))
  }

  /// Reads a `SparseTensorProto`, whose values 1 carry the name: it is named and not used.
  static func readSparse(_ range: FileRange, path: String) throws(Diagnostic) -> ONNXInitializer {
    var message = try ONNXMessageReader(range, depth: 2, path: path)
    var values: ONNXTensorFields?
    var shape = ONNXTensorShape()
    while let field = try message.next() {
      switch field.number {
      case 1:
        try message.single(field, "values")
        values = try ONNXTensorFields.read(
          try message.content(field, "values"), depth: 3, path: "\(path).values")
      case 3: try shape.add(field, message)
      default: break
      }
    }
    guard let values, !values.name.isEmpty else {
      throw message.malformed("the sparse tensor has no values with a name")
    }
    return ONNXInitializer(
      name: values.name, shape: shape.sizes, content: .unusable("sparse"),
      location: Location(
        file: range.file.path, byteRange: range.byteRange, path: String(values.name.prefix(200))))
  }
}

/// The sizes of a tensor, packed or a field each.
struct ONNXTensorShape {
  /// The sizes so far.
  private(set) var sizes: [Int] = []

  /// The most axes: what the frameworks allow.
  static let mostAxisCount = 64

  /// Adds what a field `dims` holds.
  mutating func add(
    _ field: ONNXMessageReader.Field, _ message: ONNXMessageReader
  ) throws(Diagnostic) {
    let numbers: [UInt64]
    switch field.value {
    case .varint(let number): numbers = [number]
    // The longest number takes ten bytes.
    case .lengthDelimited(let packed) where packed.byteCount <= 10 * Self.mostAxisCount:
      numbers = try ONNXMessageReader.packedIntegers(packed)
    case .lengthDelimited: throw tooMany(message)
    default: throw message.malformed("the field 'dims' is expected to be an integer")
    }
    for number in numbers {
      guard sizes.count < Self.mostAxisCount else { throw tooMany(message) }
      guard let size = Int(exactly: number) else {
        throw message.malformed(
          "\(Int64(bitPattern: number)) is no size of an axis", .onnxMalformedTensor)
      }
      sizes.append(size)
    }
  }

  private func tooMany(_ message: ONNXMessageReader) -> Diagnostic {
    message.malformed("a tensor has more than \(Self.mostAxisCount) axes", .onnxOverLimit)
  }
}
