public import ByteIO
public import Diagnostics

/// What a safetensors file says of its tensors, checked against the file's size.
public struct SafetensorsHeader: Hashable, Sendable {
  /// The longest header that the format allows: `MAX_HEADER_SIZE` of its own library.
  public static let byteCountLimit = 100_000_000

  /// The texts of `__metadata__` in their order; empty where it is missing.
  public let metadata: [SafetensorsMetadataEntry]
  /// The tensors in the order of the header.
  public let tensors: [SafetensorsTensor]
  /// The fields of entries that the format does not define, each once; they are not interpreted.
  public let unknownFields: [String]
  /// Where the tensors' bytes begin and end in the file.
  public let dataRange: Range<Int>

  /// The text of a name in `__metadata__`.
  public func metadata(_ name: String) -> String? {
    metadata.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// Whether a file begins as a safetensors file does: a length that fits, then `{`.
  public static func begins(_ prefix: [UInt8], byteCount: Int) -> Bool {
    guard let length = prefix.littleEndian(UInt64.self, at: 0), prefix.count > 8,
      length >= 2, length <= UInt64(byteCountLimit), Int(length) <= byteCount - 8
    else { return false }
    return prefix[8] == UInt8(ascii: "{")
  }

  /// Reads and checks the header of a file; no tensor's bytes are read.
  ///
  /// - Throws: ``DiagnosticCode/fileTruncated`` if the file ends inside the header or the data,
  ///   ``DiagnosticCode/safetensorsOverLimit`` for a longer header than the format allows,
  ///   ``DiagnosticCode/safetensorsMalformed``, ``DiagnosticCode/safetensorsUnknownElementType``,
  ///   ``DiagnosticCode/safetensorsOffsets``, and the codes of JSON.
  /// - Complexity: O(*n* log *n*) in the number of tensors, O(*n*) where they are in order.
  public static func read(_ file: SourceFile) throws(Diagnostic) -> SafetensorsHeader {
    guard file.byteCount >= 8 else {
      throw Diagnostic(
        .fileTruncated,
        "a safetensors file begins with a length of 8 bytes, the file has \(file.byteCount) in all",
        at: Location(file: file.path, byteRange: 0..<file.byteCount))
    }
    let length = try file.bytes(at: 0, count: 8).littleEndian(UInt64.self, at: 0) ?? 0
    guard length <= UInt64(byteCountLimit) else {
      throw Diagnostic(
        .safetensorsOverLimit,
        "a header of \(length) bytes is over the format's limit of \(byteCountLimit)",
        at: Location(file: file.path, byteRange: 0..<8))
    }
    let byteCount = Int(length)
    guard byteCount <= file.byteCount - 8 else {
      throw Diagnostic(
        .fileTruncated,
        "a header of \(byteCount) bytes begins here, the file ends after \(file.byteCount - 8)",
        at: Location(file: file.path, byteRange: 0..<8))
    }
    let first = try file.bytes(at: 8, count: min(1, byteCount)).first
    guard first == UInt8(ascii: "{") else {
      throw Diagnostic(
        .safetensorsMalformed, "the header has to begin with '{'",
        at: Location(file: file.path, byteRange: 8..<8 + min(1, byteCount)))
    }
    let bytes = try file.bytes(at: 8, count: byteCount, limit: byteCountLimit)
    var reader = try SafetensorsHeaderReader(bytes, file: file)
    try reader.read()
    try reader.checkTiling()
    return SafetensorsHeader(
      metadata: reader.metadata, tensors: reader.tensors, unknownFields: reader.unknownFields,
      dataRange: 8 + byteCount..<file.byteCount)
  }
}
