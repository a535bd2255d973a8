import ByteIO
public import Diagnostics

/// Writes the header of a safetensors file.
///
/// The tensors get the order of the format's own library: by the place of their element types in the
/// format's list, the last first, then by name; every tensor's bytes are so aligned to their type.
public struct SafetensorsHeaderWriter: Sendable {
  /// One tensor to be written.
  public struct Tensor: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The elements' type.
    public let elementType: SafetensorsElementType
    /// The sizes of the axes.
    public let shape: [Int]
    /// The bytes of the elements.
    public let byteCount: Int

    /// Makes a tensor, or nothing if its bytes cannot be counted.
    public init?(name: String, elementType: SafetensorsElementType, shape: [Int]) {
      guard let byteCount = elementType.byteCount(shape: shape) else { return nil }
      self.name = name
      self.elementType = elementType
      self.shape = shape
      self.byteCount = byteCount
    }
  }

  /// The name under which the texts about the whole file stand.
  public static let metadataName = "__metadata__"

  /// The header with its length before it.
  public let bytes: [UInt8]
  /// The positions of the tensors in the order in which their bytes follow.
  public let order: [Int]

  /// Writes the header of tensors, with texts about the whole file in their order.
  ///
  /// - Precondition: the names are different, and none is ``metadataName``.
  /// - Throws: ``DiagnosticCode/safetensorsOverLimit`` if it is longer than the format allows.
  public init(
    _ tensors: [Tensor], metadata: [(name: String, value: String)]
  ) throws(Diagnostic) {
    let nameByteCount = tensors.reduce(0) { $0 + $1.name.utf8.count }
    guard nameByteCount <= SafetensorsHeader.byteCountLimit else {
      throw Self.overLimit(nameByteCount)
    }
    let ranks = SafetensorsElementType.allCases
    let rankOf = Dictionary(
      uniqueKeysWithValues: ranks.enumerated().map { ($0.element, $0.offset) })
    let typeRanks = tensors.map { rankOf[$0.elementType] ?? 0 }
    order = tensors.indices.sorted { left, right in
      typeRanks[left] == typeRanks[right]
        ? tensors[left].name.utf8.lexicographicallyPrecedes(tensors[right].name.utf8)
        : typeRanks[left] > typeRanks[right]
    }
    var text = HeaderText(capacity: 64 + 96 * tensors.count)
    text.begin()
    if !metadata.isEmpty {
      text.member(Self.metadataName)
      text.begin()
      for (name, value) in metadata {
        text.member(name)
        text.quote(value)
      }
      text.end()
    }
    var offset = 0
    for index in order {
      let tensor = tensors[index]
      let (end, overflow) = offset.addingReportingOverflow(tensor.byteCount)
      guard !overflow else {
        throw Diagnostic(.safetensorsOverLimit, "the tensors take more than 2⁶³ bytes")
      }
      text.member(tensor.name)
      text.begin()
      text.member("dtype")
      text.quote(tensor.elementType.rawValue)
      text.member("shape")
      text.list(tensor.shape)
      text.member("data_offsets")
      text.list([offset, end])
      text.end()
      offset = end
    }
    text.end()
    var json = text.bytes
    json += [UInt8](repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8)
    guard json.count <= SafetensorsHeader.byteCountLimit else {
      throw Self.overLimit(json.count)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count + 8)
    bytes.appendLittleEndian(UInt64(json.count))
    self.bytes = bytes + json
  }

  private static func overLimit(_ byteCount: Int) -> Diagnostic {
    Diagnostic(
      .safetensorsOverLimit,
      "the names and sizes take a header of \(byteCount) bytes or more, over the format's limit of "
        + "\(SafetensorsHeader.byteCountLimit)")
  }
}

/// JSON without spaces, escaped no more than it has to be.
private struct HeaderText {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func begin() {
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
  }

  mutating func end() {
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  /// Writes a member's name, after which its value has to come.
  mutating func member(_ name: String) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    quote(name)
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func list(_ numbers: [Int]) {
    bytes.append(UInt8(ascii: "["))
    for (index, number) in numbers.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += Array(String(number).utf8)
    }
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x08: bytes += Array("\\b".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x0C: bytes += Array("\\f".utf8)
      case 0x0D: bytes += Array("\\r".utf8)
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }
}
