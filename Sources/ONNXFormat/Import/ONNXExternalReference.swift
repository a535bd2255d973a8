import ByteIO
import Diagnostics
import ModelIR
import ProtobufWire

/// Where in another file a tensor's elements are.
struct ONNXExternalReference: Sendable {
  /// The file's name.
  let fileName: String
  /// The first byte.
  let byteOffset: Int
  /// The number of bytes, where the model says it.
  let byteCount: Int?

  /// Reads the pairs of texts that say it, `StringStringEntryProto`: key 1, value 2.
  struct Reader {
    private let tensor: ONNXMessageReader
    private let depth: Int
    private var fileName: String?
    private var byteOffset: Int?
    private var byteCount: Int?
    private var hasChecksum = false
    /// Whether there are any.
    private(set) var hasEntries = false

    init(_ tensor: ONNXMessageReader, depth: Int) {
      self.tensor = tensor
      self.depth = depth
    }

    /// Adds one pair.
    mutating func add(_ field: ONNXMessageReader.Field) throws(Diagnostic) {
      hasEntries = true
      let (key, value) = try pair(try tensor.content(field, "external_data"))
      switch key {
      case "location" where fileName == nil: fileName = value
      case "offset" where byteOffset == nil: byteOffset = try number(value, key)
      case "length" where byteCount == nil: byteCount = try number(value, key)
      // A SHA-1 digest that hardly anything writes and nothing checks.
      case "checksum" where !hasChecksum: hasChecksum = true
      default:
        throw tensor.malformed(
          "external data says '\(key.prefix(100))', where location, offset and length are "
            + "expected once each", .onnxExternalData)
      }
    }

    /// What the pairs say together.
    func reference() throws(Diagnostic) -> ONNXExternalReference {
      guard let fileName else {
        throw tensor.malformed("external data names no file", .onnxExternalData)
      }
      return ONNXExternalReference(
        fileName: fileName, byteOffset: byteOffset ?? 0, byteCount: byteCount)
    }

    private func pair(
      _ range: FileRange
    ) throws(Diagnostic) -> (key: String, value: String) {
      var message = try ONNXMessageReader(
        range, depth: depth + 1, path: "\(tensor.path).external_data")
      var pair = (key: "", value: "")
      while let field = try message.next() {
        switch field.number {
        case 1:
          try message.single(field, "key")
          pair.key = try message.text(field, "key")
        case 2:
          try message.single(field, "value")
          pair.value = try message.text(field, "value")
        default: break
        }
      }
      return pair
    }

    private func number(_ text: String, _ key: String) throws(Diagnostic) -> Int {
      guard let number = Int(text), number >= 0,
        text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else {
        throw tensor.malformed(
          "'\(text.prefix(100))' is no \(key) of external data", .onnxExternalData)
      }
      return number
    }
  }
}

/// The files beside a model that hold its tensors' elements, opened once each.
struct ONNXExternalFiles {
  private let folder: String
  private var opened: [ExactName: Result<SourceFile, Diagnostic>] = [:]

  /// The files in the folder of a model.
  init(beside source: SourceFile) { folder = SourceFile.folder(of: source.path) }

  /// A tensor's elements in their file.
  ///
  /// - Throws: ``DiagnosticCode/onnxExternalData`` if they are not in it, and what
  ///   ``SourceFile/init(beneath:named:)`` raises.
  mutating func weight(
    _ type: ElementType, shape: [Int], at reference: ONNXExternalReference, _ location: Location
  ) throws(Diagnostic) -> Weight {
    guard let needed = byteCountOfTensor(type, shape: shape),
      reference.byteCount == nil || reference.byteCount == needed
    else {
      throw Diagnostic(
        .onnxExternalData,
        "the sizes \(shape.prefix(16)) of \(type) need other bytes than the "
          + "\(reference.byteCount ?? 0) of external data", at: location)
    }
    let file = try file(reference.fileName).get()
    guard needed <= file.byteCount, reference.byteOffset <= file.byteCount - needed,
      let weight = Weight(
        type, shape: shape,
        in: FileRange(file: file, byteOffset: reference.byteOffset, byteCount: needed))
    else {
      throw Diagnostic(
        .onnxExternalData,
        "\(needed) bytes are expected from byte \(reference.byteOffset) of "
          + "'\(reference.fileName)', which has \(file.byteCount)", at: location)
    }
    return weight
  }

  private mutating func file(_ name: String) -> Result<SourceFile, Diagnostic> {
    if let known = opened[ExactName(name)] { return known }
    let folder = folder
    let result = Result { () throws(Diagnostic) in try SourceFile(beneath: folder, named: name) }
    opened[ExactName(name)] = result
    return result
  }
}
